import { expect, test } from "vitest";
import { bodyOf, TooLong, unpacked } from "./bounded_body";

test("a body of as many bytes as it may have is read whole", async () => {
  const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
  expect(await bodyOf(new Response(bytes), 1000)).toEqual(bytes);
  expect(await bodyOf(new Response(null, { status: 204 }), 1000)).toEqual(new Uint8Array());
});

test("a body without end is given up at its limit, and its sender stopped", async () => {
  let sent = 0;
  let stopped = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1000;
      controller.enqueue(new Uint8Array(1000));
    },
    cancel() {
      stopped = true;
    },
  });
  await expect(bodyOf(new Response(endless), 5000)).rejects.toThrow(TooLong);
  expect(sent).toBeLessThan(10_000);
  expect(stopped).toBe(true);
});

async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = new Blob([bytes as BlobPart]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

test("gzipped bytes are unpacked up to the limit, other bytes are left alone", async () => {
  const text = new Uint8Array(100_000);
  expect(await unpacked(await gzip(text), 100_000)).toEqual(text);
  await expect(unpacked(await gzip(text), 99_999)).rejects.toThrow(TooLong);
  expect(await unpacked(new Uint8Array([1, 2, 3]), 2)).toEqual(new Uint8Array([1, 2, 3]));
});
