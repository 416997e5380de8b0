// Which loop is chosen, which one the pointer is on, and where on the chosen one: shared by list, map and profile.
import { computed, effect, signal } from "@preact/signals";
import { loopKey, type Loop } from "../plan/types";
import { plan } from "./session";

export interface NumberedLoop {
  key: string;
  /** Position in the list, from 1. */
  rank: number;
  loop: Loop;
}

export const loops = computed<NumberedLoop[]>(
  () => plan.value?.loops.map((loop, index) => ({ key: loopKey(loop), rank: index + 1, loop })) ?? [],
);
export const selectedKey = signal<string | null>(null);
export const hoveredKey = signal<string | null>(null);
export const selected = computed(() => loops.value.find((entry) => entry.key === selectedKey.value) ?? null);
/** A position on the selected loop, pointed at in its profile. */
export const pointed = signal<{ lon: number; lat: number } | null>(null);

export function select(key: string | null) {
  selectedKey.value = selectedKey.value === key ? null : key;
  pointed.value = null;
}

// A refined list may have dropped the chosen loop for a better one.
effect(() => {
  const known = new Set(loops.value.map((entry) => entry.key));
  if (selectedKey.value && !known.has(selectedKey.value)) select(selectedKey.value);
  if (hoveredKey.value && !known.has(hoveredKey.value)) hoveredKey.value = null;
});
