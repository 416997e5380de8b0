// What can be done with the chosen loop: download, print, save, copy a link, walk it the other way, compare.
import { useSignal } from "@preact/signals";
import { loopFileName } from "../format/file_name";
import { compared, toggleCompared } from "../state/compare";
import { details, walkedLoop } from "../state/details";
import { toFragment } from "../state/fragment";
import { kPapers, kScales, type Paper } from "../geo/paper";
import { loadPrintView } from "./print_sheet";
import { isMapComing, print, printPaper, printScale } from "../state/printing";
import { save } from "../state/saved";
import { reversedKeys, setReversed, type NumberedLoop } from "../state/selection";
import { stale, track } from "../state/session";

const kMediaTypes = { gpx: "application/gpx+xml", geojson: "application/geo+json" } as const;

/** Lets the browser save a text as a file. */
function download(text: string, type: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Downloads the loop, in the direction in which it is walked. */
async function saveFile(entry: NumberedLoop, format: "gpx" | "geojson"): Promise<string> {
  const { name } = entry.loop;
  const loop = walkedLoop.value ?? entry.loop;
  download(await track(format, { ...loop, name }), kMediaTypes[format], loopFileName(name, loop.length_m, format));
  return "";
}

function copyByCommand(text: string): boolean {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
  }
}

async function copyLink(): Promise<string> {
  const url = new URL(location.href);
  url.hash = toFragment();
  // Over plain http browsers have no clipboard for pages, but the old way to it.
  const isCopied = navigator.clipboard
    ? await navigator.clipboard.writeText(url.href).then(
        () => true,
        () => false,
      )
    : copyByCommand(url.href);
  if (!isCopied) {
    const why = isSecureContext
      ? "The browser does not allow copying."
      : "This page was opened over plain http, and the browser allows copying only over https.";
    throw new Error(`${why} Copy the address of this page instead: it is the same link.`);
  }
  return "Link copied. Question and loop are in its part after #, which browsers never send.";
}

async function savePlan({ loop: { name, length_m, ascent_m } }: NumberedLoop): Promise<string> {
  const problem = save({ fragment: toFragment(), title: name, length_m, ascent_m, saved: new Date().toISOString() });
  if (problem) throw new Error(problem);
  return "Saved on this device. See “Saved plans” below.";
}

async function printLoop(entry: NumberedLoop, name: string): Promise<string> {
  await loadPrintView();
  const problem = await print(entry, name);
  if (problem) throw new Error(problem);
  return "";
}

/** Scale and paper of the printed map. */
function PrintChoice() {
  return (
    <p class="print-choice">
      {isMapComing.value && <ScaleChoice />}
      <label>
        {isMapComing.value ? "on" : "Print on"}{" "}
        <select
          value={printPaper.value}
          onChange={({ currentTarget: { value } }) => (printPaper.value = value as Paper)}
        >
          {Object.keys(kPapers).map((paper) => (
            <option key={paper}>{paper}</option>
          ))}
        </select>
      </label>
    </p>
  );
}

/** Without a map the sheet has lines, which have no scale of their own. */
function ScaleChoice() {
  return (
    <>
      <label>
        Printed map{" "}
        <select
          value={String(printScale.value ?? "")}
          onChange={({ currentTarget: { value } }) =>
            (printScale.value = kScales.find((scale) => String(scale) === value) ?? null)
          }
        >
          <option value="">at the scale that fits</option>
          {kScales.map((scale) => (
            <option key={scale} value={String(scale)}>
              at 1:{scale.toLocaleString("en")}
            </option>
          ))}
        </select>
      </label>{" "}
    </>
  );
}

export function LoopActions({ entry, name }: { entry: NumberedLoop; name: string }) {
  const problem = useSignal<string | null>(null);
  const message = useSignal("");
  /** The labels of the buttons that are at work. */
  const busy = useSignal<readonly string[]>([]);
  /** A button that does the work, then shows its message, or what went wrong. `meanwhile`: what it says while it is at work. */
  const action = (
    label: string,
    work: () => Promise<string>,
    { disabled = false, primary = false, meanwhile = "" } = {},
  ) => {
    const isBusy = busy.value.includes(label);
    const onClick = async () => {
      if (busy.value.includes(label)) return;
      busy.value = [...busy.value, label];
      message.value = meanwhile;
      problem.value = null;
      try {
        message.value = await work();
      } catch (error) {
        message.value = "";
        problem.value = error instanceof Error ? error.message : String(error);
      } finally {
        busy.value = busy.value.filter((other) => other !== label);
      }
    };
    return (
      <button
        type="button"
        class={primary ? "primary" : "quiet"}
        disabled={disabled}
        aria-busy={isBusy}
        onClick={() => void onClick()}
      >
        {label}
        {isBusy && meanwhile && " …"}
      </button>
    );
  };
  const isCompared = compared.value.some(({ key }) => key === entry.key);
  return (
    <div class="loop-actions">
      <p class="actions">
        {action("Download GPX", () => saveFile(entry, "gpx"), { disabled: stale.value, primary: true })}
        {action("GeoJSON", () => saveFile(entry, "geojson"), { disabled: stale.value })}
        {action("Print", () => printLoop(entry, name), {
          disabled: !details.value,
          meanwhile: "The sheet is being drawn …",
        })}
        {action("Save", () => savePlan(entry))}
        {action("Copy link", copyLink)}
        <button
          type="button"
          class="quiet"
          aria-pressed={reversedKeys.value.has(entry.key)}
          disabled={stale.value}
          onClick={() => setReversed(entry.key, !reversedKeys.value.has(entry.key))}
        >
          Walk it the other way
        </button>
        <button type="button" class="quiet" aria-pressed={isCompared} onClick={() => toggleCompared(entry)}>
          Compare
        </button>
      </p>
      <PrintChoice />
      <p class="hint" role="status">
        {message.value}
      </p>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
