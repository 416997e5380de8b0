// Reads the straight lines and pictures of a PDF as Chromium writes it, page by page, in points (1/72 inch).
import { inflateSync } from "node:zlib";

const multiply = ([a, b, c, d, e, f], [A, B, C, D, E, F]) => [
  a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F, // prettier-ignore
];

/** The objects of a file by their number: dictionary as text, stream unpacked. */
function objectsOf(bytes) {
  const text = bytes.toString("latin1");
  const objects = new Map();
  for (const { index, 0: head, 1: number } of text.matchAll(/(\d+) 0 obj\b/g)) {
    const end = text.indexOf("endobj", index);
    const body = text.slice(index + head.length, end);
    const at = body.search(/stream\r?\n/);
    const dictionary = at < 0 ? body : body.slice(0, at);
    let stream = null;
    if (at >= 0) {
      const from = index + head.length + at + /stream\r?\n/.exec(body.slice(at))[0].length;
      const length = Number(/\/Length (\d+)/.exec(dictionary)[1]);
      const raw = bytes.subarray(from, from + length);
      const isPicture = /\/Subtype\s*\/Image/.test(dictionary);
      stream = isPicture ? "" : /FlateDecode/.test(dictionary) ? inflateSync(raw).toString("latin1") : raw.toString("latin1");
    }
    objects.set(number, { dictionary, stream });
  }
  return objects;
}

/** Walks a content stream; `found` gets lines with the colour of their stroke, and pictures. */
function walk(objects, content, resources, matrix, found) {
  const named = Object.fromEntries([...resources.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name, number]) => [name, number]));
  let state = { matrix, stroke: "" };
  const stack = [];
  let operands = [];
  let path = [];
  const point = (x, y) => [x * state.matrix[0] + y * state.matrix[2] + state.matrix[4], x * state.matrix[1] + y * state.matrix[3] + state.matrix[5]];
  for (const [token] of content.matchAll(/\/?[\w.+*'"-]+/g)) {
    const number = Number(token);
    if (!Number.isNaN(number)) {
      operands.push(number);
      continue;
    }
    if (token.startsWith("/")) {
      operands.push(token.slice(1));
      continue;
    }
    if (token === "q") stack.push({ ...state });
    else if (token === "Q") state = stack.pop() ?? state;
    else if (token === "cm") state.matrix = multiply(operands.slice(-6), state.matrix);
    else if (token === "RG") state.stroke = operands.slice(-3).map((value) => Math.round(value * 255)).join();
    else if (token === "m") path = [point(...operands.slice(-2))];
    else if (token === "l") path.push(point(...operands.slice(-2)));
    else if (token === "S") found.lines.push({ stroke: state.stroke, points: path });
    else if (token === "Do") {
      const object = objects.get(named[operands[operands.length - 1]]);
      if (object && /\/Subtype\s*\/Image/.test(object.dictionary)) {
        const [west, south] = point(0, 0);
        const [east, north] = point(1, 1);
        found.pictures.push({ width: Math.abs(east - west), height: Math.abs(north - south) });
      } else if (object?.stream) walk(objects, object.stream, object.dictionary, state.matrix, found);
    }
    operands = [];
  }
}

/** For each page its size, its lines and its pictures. */
export function readPdf(bytes) {
  const objects = objectsOf(bytes);
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type\s*\/Page\b(?!s)/.test(dictionary));
  return pages.map(({ dictionary }) => {
    const [, , , width, height] = /\/MediaBox\s*\[\s*([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)/.exec(dictionary).map(Number);
    const found = { width, height, lines: [], pictures: [] };
    const contents = /\/Contents (\d+) 0 R/.exec(dictionary);
    if (contents) walk(objects, objects.get(contents[1]).stream, dictionary, [1, 0, 0, 1, 0, 0], found);
    return found;
  });
}
