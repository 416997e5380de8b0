// A link's fragment as it was written, from what became of it on its way: in mails and chats, links get a full stop or a
// bracket at their end, are wrapped, turned into HTML, or percent-encoded once more.

/** Parts whose value is a text for people. */
const kTexts = new Set(["from", "avoid", "over", "keepnight", "notnight"]);
const kMostDecodings = 3;
/** What a sentence puts behind a link, percent-encoded or not. No value that is not a text ends with any of these. */
const kBehind = /(?:[\s.,;:!?)\]}>"'»›”’…。，）]|%(?:2[01279c]|3[abef]|5d|7d))+$/iu;
const kEscape = /%[0-9a-f]{2}/i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** One value, which may have been percent-encoded more than once. */
function tidyValue(key: string, value: string): string {
  let text = value;
  for (let round = 0; round < kMostDecodings && kEscape.test(text); ++round) text = decoded(text);
  return kTexts.has(key) ? text.replace(/\s+/g, " ").trim() : text.replace(/\s+/g, "");
}

export interface TidyLink {
  parts: URLSearchParams;
  /** The end is no whole part: something has been cut off. */
  isCut: boolean;
}

/** The parts of a fragment, with or without its "#". */
export function tidyFragment(fragment: string): TidyLink {
  let text = fragment.replace(/^[\s#]+/, "");
  // A fragment that was encoded as a whole has no "=" of its own left.
  for (let round = 0; round < kMostDecodings && !text.includes("=") && /%(25)*3d/i.test(text); ++round) {
    text = decoded(text);
  }
  text = text.replace(/&(?:amp;|#0*38;|#x0*26;)+/gi, "&").replace(/(?:%0[ad])+/gi, "");
  const pieces = text.split("&");
  const last = pieces.pop() ?? "";
  const lastKey = last.slice(0, Math.max(0, last.indexOf("=")));
  if (kTexts.has(lastKey)) pieces.push(last);
  else pieces.push(last.replace(kBehind, ""));
  const parts = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(pieces.join("&"))) {
    parts.append(key.trim(), tidyValue(key.trim(), value));
  }
  const end = pieces[pieces.length - 1] ?? "";
  return { parts, isCut: end !== "" && (!end.includes("=") || /%[0-9a-f]?$/i.test(end)) };
}
