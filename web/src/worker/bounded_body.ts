// Reads a body to its end, or fails as soon as it is longer than it may be: a small answer can unpack to gigabytes, and what is
// read is held in memory.

export class TooLong extends Error {}

/** All bytes of `stream`. Throws TooLong once there are more than `maxBytes`, and stops what sends them. */
export async function readBounded(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > maxBytes) {
      const error = new TooLong(`more than ${maxBytes} bytes`);
      await reader.cancel(error);
      throw error;
    }
    parts.push(part.value);
  }
  const bytes = new Uint8Array(size);
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}

/** The bytes of an answer; none where it has no body. */
export const bodyOf = (response: Response, maxBytes: number): Promise<Uint8Array> =>
  response.body ? readBounded(response.body, maxBytes) : Promise.resolve(new Uint8Array());

/** What gzipped bytes unpack to; other bytes as they are: a plain file host may send the gzip form without saying so. */
export async function unpacked(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return readBounded(new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream("gzip")), maxBytes);
}
