// Parts of the program that are fetched when they are first needed. Where the server has a newer build by now, the files of this
// one are gone from it: the page is loaded anew then, with the question and the loop that are in its address.
import { toFragment } from "./fragment";

const kKey = "loopgenie.reloaded-for";
const kTimeoutMs = 10_000;

/** What names this build: the file that its page begins with. */
const ownEntry = () => document.querySelector("script[type=module][src]")?.getAttribute("src") ?? null;

/** Whether the server's page is another build than this one; false where that cannot be known. */
async function isReplaced(entry: string): Promise<boolean> {
  try {
    const answer = await fetch(document.baseURI.replace(/#.*/, ""), {
      cache: "no-cache",
      signal: AbortSignal.timeout(kTimeoutMs),
    });
    const page = await answer.text();
    // A page of somebody else's, such as a hotel's, says nothing.
    return answer.ok && page.includes('id="app"') && !page.includes(entry);
  } catch {
    return false;
  }
}

/** Loads the page anew where it was replaced, once for each build. */
async function reloadIfReplaced(): Promise<boolean> {
  const entry = ownEntry();
  if (!entry || !(await isReplaced(entry))) return false;
  try {
    if (sessionStorage.getItem(kKey) === entry) return false;
    sessionStorage.setItem(kKey, entry);
  } catch {
    // Nothing would end a page that is loaded anew again and again.
    return false;
  }
  history.replaceState(null, "", `#${toFragment()}`);
  location.reload();
  return true;
}

/** What `load` imports. A part that is missing because the page was replaced is waited for until the new page is there. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (await reloadIfReplaced()) return new Promise<T>(() => {});
    throw error;
  }
}
