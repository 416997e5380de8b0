// The bytes of an XML file as text, in the encoding that its first bytes and its declaration name. Programs often name a wrong
// one: what is not in the encoding that is named is read as Windows' western one, in which every byte is a character.

/** As far as a declaration may reach. */
const kHeadBytes = 256;

function markedEncoding(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  // "<" in two bytes, without a mark before it.
  if (a === 0x3c && b === 0) return "utf-16le";
  if (a === 0 && b === 0x3c) return "utf-16be";
  return null;
}

function declaredEncoding(bytes: Uint8Array): string {
  const head = new TextDecoder("windows-1252").decode(bytes.subarray(0, kHeadBytes));
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1]?.toLowerCase() ?? "utf-8";
  // A declaration that can be read byte by byte is not in two bytes a character.
  return declared.startsWith("utf-16") ? "utf-8" : declared;
}

export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder(markedEncoding(bytes) ?? declaredEncoding(bytes), { fatal: true }).decode(bytes);
  } catch {
    const isWide = markedEncoding(bytes)?.startsWith("utf-16");
    return new TextDecoder(isWide ? (markedEncoding(bytes) ?? "utf-8") : "windows-1252").decode(bytes);
  }
}
