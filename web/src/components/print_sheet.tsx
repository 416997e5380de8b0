// The place of the printed sheet. Its code is loaded when the first loop is printed.
import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";

const view = signal<FunctionComponent | null>(null);

export async function loadPrintView() {
  view.value = (await import("./print_view")).PrintView;
}

export function PrintSheet() {
  const View = view.value;
  return View && <View />;
}
