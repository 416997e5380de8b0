// The place of the printed sheet. Its code is loaded when the first loop is printed.
import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import { loadPart } from "../state/load_part";

const view = signal<FunctionComponent | null>(null);

export async function loadPrintView() {
  view.value = (await loadPart(() => import("./print_view"))).PrintView;
}

export function PrintSheet() {
  const View = view.value;
  return View && <View />;
}
