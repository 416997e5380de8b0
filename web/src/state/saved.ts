// Plans saved on this device: what a link would hold, and a few figures for the list. None of it leaves the device.
import { signal } from "@preact/signals";
import { keep, kept } from "./storage";

export interface SavedPlan {
  /** The link's fragment. No two saved plans have the same. */
  fragment: string;
  title: string;
  length_m: number;
  ascent_m: number | null;
  /** When, as an ISO date and time. */
  saved: string;
}

const kKey = "loopgenie.plans";
const kMaxPlans = 200;

function isPlan(value: unknown): value is SavedPlan {
  const plan = value as Partial<SavedPlan> | null;
  return (
    typeof plan?.fragment === "string" &&
    typeof plan.title === "string" &&
    typeof plan.length_m === "number" &&
    (plan.ascent_m === null || typeof plan.ascent_m === "number") &&
    typeof plan.saved === "string"
  );
}

/** The saved plans that can be read; none in a browser without storage. */
function read(): SavedPlan[] {
  const value = kept(kKey);
  return Array.isArray(value) ? value.filter(isPlan) : [];
}

export const savedPlans = signal<readonly SavedPlan[]>(read());
// Another tab may have changed them.
addEventListener("storage", (event) => {
  if ((event as StorageEvent).key === kKey) savedPlans.value = read();
});

/** Shows the plans only once they are written. Returns what went wrong, or null. */
function write(plans: readonly SavedPlan[]): string | null {
  if (!keep(kKey, plans))
    return "This browser has no room for the plan, or does not allow saving. Download the GPX file or copy the link instead.";
  savedPlans.value = plans;
  return null;
}

/** Returns what went wrong, or null. A plan with the same fragment is replaced. */
export function save(plan: SavedPlan): string | null {
  const others = read().filter(({ fragment }) => fragment !== plan.fragment);
  if (others.length >= kMaxPlans) return `There are ${kMaxPlans} saved plans already. Remove one first.`;
  return write([plan, ...others]);
}

export const remove = (plan: SavedPlan) => write(read().filter(({ fragment }) => fragment !== plan.fragment));
