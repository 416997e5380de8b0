// A loop in a link: its trailhead and, in walking order, each edge's id and direction. Ids of edges that follow one
// another are often close, so differences are written, as numbers of seven bits to a byte, in base64 for addresses. Three
// characters at the end tell whether all of it is there.
import type { LoopReference, WalkedEdge } from "./types";

const kMaxEdges = 20_000;

/** FNV-1a, 32 bits. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; ++i) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

const sealOf = (text: string) => (hash32(text) % 36 ** 3).toString(36).padStart(3, "0");

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
  const sealed = `${trailhead}.${text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
  return `${sealed}.${sealOf(sealed)}`;
}

/** null where the text is no loop, as a link that was cut short. Older links have nothing to tell it by. */
export function decodeLoop(text: string): LoopReference | null {
  const [, sealed, trailhead, code, seal] = /^(([nwr]\d+)\.([\w-]+))(?:\.(\w*))?$/.exec(text) ?? [];
  if (!sealed || !trailhead || !code || (seal !== undefined && seal !== sealOf(sealed))) return null;
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
