// Prints which rooms of the C++ tree include which, and checks it: only rooms that rooms.json puts below, and no circle
// of files anywhere, in C++ or among the page's modules.
//
//   node tests/structure/include_graph.mjs        TAP on stdout, the graph as comments
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const { rooms } = JSON.parse(readFileSync(join(root, "tests/structure/rooms.json"), "utf8"));

function filesBelow(folder, kinds) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesBelow(path, kinds);
    return kinds.test(entry.name) ? [path] : [];
  });
}

/** The files that a C++ file includes by their name in the tree. */
function includesOf(file) {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^\s*#include "([^"]+)"/gm)].map((match) => match[1]);
}

/** The files that one of the page's modules imports; types alone count, too: a reader has to know them. */
function importsOf(file) {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"?]+)(?:\?[^"]*)?"/g)].flatMap((match) => {
    const target = relative(root, resolve(root, dirname(file), match[1]));
    const found = [target, `${target}.ts`, `${target}.tsx`].find((path) => /\.tsx?$/.test(path) && existsSync(join(root, path)));
    return found ? [found] : [];
  });
}

const isInside = (path, room) => path.startsWith(`${room}/`);

function roomOf(file) {
  return Object.keys(rooms)
    .filter((room) => isInside(file, room))
    .sort((a, b) => b.length - a.length)[0];
}

/** A circle in the graph as a list of its nodes, or null. */
function findCircle(edgesOf, nodes) {
  const state = new Map(); // 1: on the path, 2: done
  const path = [];
  const visit = (node) => {
    if (state.get(node) === 2) return null;
    if (state.get(node) === 1) return [...path.slice(path.indexOf(node)), node];
    state.set(node, 1);
    path.push(node);
    for (const next of edgesOf(node)) {
      const circle = visit(next);
      if (circle) return circle;
    }
    path.pop();
    state.set(node, 2);
    return null;
  };
  for (const node of nodes) {
    const circle = visit(node);
    if (circle) return circle;
  }
  return null;
}

let failed = 0;
function check(name, faults) {
  console.log(`${faults.length === 0 ? "ok" : "not ok"} - ${name}`);
  for (const fault of faults) console.log(`#   ${fault}`);
  if (faults.length > 0) failed += 1;
}

const sources = ["core", "api", "wasm"].flatMap((folder) => filesBelow(folder, /\.(cpp|hpp)$/));
const include = new Map(sources.map((file) => [file, includesOf(file)]));
const between = new Map(Object.keys(rooms).map((room) => [room, new Map()]));
const homeless = [];
const unknown = [];
const upward = [];
for (const [file, targets] of include) {
  const room = roomOf(file);
  if (!room) {
    homeless.push(file);
    continue;
  }
  for (const target of targets) {
    const other = roomOf(target);
    if (!other || !include.has(target)) {
      unknown.push(`${file} includes "${target}"`);
    } else if (other !== room) {
      between.get(room).set(other, (between.get(room).get(other) ?? 0) + 1);
      if (!rooms[room].some((below) => other === below || isInside(other, below))) {
        upward.push(`${file} includes ${target}: ${other} is not below ${room}`);
      }
    }
  }
}

for (const [room, targets] of between) {
  const list = [...targets].map(([target, count]) => `${target} ${count}`).join(", ");
  console.log(`# ${room} -> ${list || "nothing"}`);
}
check("every C++ file has a room", homeless);
check("every include names a file of the tree", unknown);
check("no include runs upwards or sideways", upward);
const roomCircle = findCircle((room) => between.get(room).keys(), between.keys());
check("no circle of rooms", roomCircle ? [roomCircle.join(" -> ")] : []);
const fileCircle = findCircle((file) => include.get(file) ?? [], include.keys());
check("no circle of C++ files", fileCircle ? [fileCircle.join(" -> ")] : []);

const modules = filesBelow("web/src", /\.tsx?$/).filter((file) => !/\.d\.ts$/.test(file));
const imports = new Map(modules.map((file) => [file, importsOf(file)]));
const moduleCircle = findCircle((file) => imports.get(file) ?? [], imports.keys());
check("no circle of the page's modules", moduleCircle ? [moduleCircle.join(" -> ")] : []);
process.exit(failed === 0 ? 0 : 1);
