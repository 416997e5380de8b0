// What a file of a loop is called: after the loop's name and length, in characters that every system takes.

/** With the rest it stays below 255 bytes in any script, which is what file systems take. */
const kMostOfName = 58;

/** "loop-estany-de-juclar-coll-d-ordino-14.2km.gpx". Letters and digits of any script stay as they are. */
export function loopFileName(called: string, length_m: number, extension: string): string {
  const name = [
    ...called
      .normalize("NFC")
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-"),
  ]
    .slice(0, kMostOfName)
    .join("");
  const parts = ["loop", name.replace(/^-+|-+$/g, ""), `${(length_m / 1000).toFixed(1)}km`];
  return `${parts.filter(Boolean).join("-")}.${extension}`;
}
