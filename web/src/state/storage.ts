// What the page keeps on this device, as JSON. A browser may have no storage, be without room or hold what nobody can read: then
// there is nothing.

/** What is kept under the key; null where there is nothing that can be read. */
export function kept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** Keeps the value; null: no value any more. False where the browser does not keep it. */
export function keep(key: string, value: unknown): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
