// A GPX file that is dropped on the page, on the map or anywhere else, is opened. Without this a browser would leave the page
// and show the file's text.
import { signal } from "@preact/signals";
import { openGpx } from "../state/overlays";

/** Files are being dragged over the page. */
export const isDragging = signal(false);

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;

export function watchDrops() {
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    isDragging.value = true;
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) isDragging.value = false;
  });
  document.addEventListener("drop", (event) => {
    isDragging.value = false;
    if (!holdsFiles(event)) return;
    event.preventDefault();
    void openGpx(event.dataTransfer?.files ?? []);
  });
}
