// A loop in a link: its trailhead and, in walking order, each edge's id and direction. Ids of edges that follow one
// another are often close, so differences are written, as numbers of seven bits to a byte, in base64 for addresses.
import type { LoopReference, WalkedEdge } from "./types";

const kMaxEdges = 20_000;

export function encodeLoop({ trailhead, edges }: LoopReference): string {
  const bytes: number[] = [];
  let before = 0n;
  for (const { id, forward } of edges) {
    const away = BigInt(id) - before;
    before = BigInt(id);
    // Zigzag: small numbers of either sign are small; the lowest bit is the direction.
    let rest = ((away < 0n ? -2n * away - 1n : 2n * away) << 1n) | (forward ? 1n : 0n);
    do {
      const low = Number(rest & 127n);
      rest >>= 7n;
      bytes.push(rest > 0n ? low | 128 : low);
    } while (rest > 0n);
  }
  const text = btoa(String.fromCharCode(...bytes));
  return `${trailhead}.${text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

/** null where the text is no loop, as a link that was cut short. */
export function decodeLoop(text: string): LoopReference | null {
  const [, trailhead, code] = /^([nwr]\d+)\.([\w-]+)$/.exec(text) ?? [];
  if (!trailhead || !code) return null;
  let bytes: string;
  try {
    bytes = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return null;
  }
  const edges: WalkedEdge[] = [];
  let id = 0n;
  for (let i = 0; i < bytes.length && edges.length < kMaxEdges;) {
    let value = 0n;
    let shift = 0n;
    let byte: number;
    do {
      if (i >= bytes.length || shift > 63n) return null;
      byte = bytes.charCodeAt(i++);
      value |= BigInt(byte & 127) << shift;
      shift += 7n;
    } while (byte & 128);
    const zigzag = value >> 1n;
    id += zigzag & 1n ? -((zigzag + 1n) >> 1n) : zigzag >> 1n;
    if (id < 0n || id > BigInt(Number.MAX_SAFE_INTEGER)) return null;
    edges.push({ id: Number(id), forward: (value & 1n) === 1n });
  }
  return edges.length > 0 ? { trailhead, edges } : null;
}
