// The chosen loop to take along: as a file, on paper, as a link, or kept on this device.
import { useSignal } from "@preact/signals";
import { length } from "../format/units";
import { walked } from "../state/details";
import { compared, toggleCompared } from "../state/compare";
import { details, turned, turnRound } from "../state/details";
import { unit } from "../state/form";
import { toFragment } from "../state/fragment";
import { print } from "../state/printing";
import { save } from "../state/saved";
import type { NumberedLoop } from "../state/selection";
import { stale, track } from "../state/session";

const kTypes = { gpx: "application/gpx+xml", geojson: "application/geo+json" } as const;

function offer(text: string, type: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function TakeAlong({ entry, name }: { entry: NumberedLoop; name: string }) {
  const problem = useSignal<string | null>(null);
  const said = useSignal("");
  const attempt = async (work: () => Promise<string | null>) => {
    said.value = "";
    try {
      problem.value = null;
      said.value = (await work()) ?? "";
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  const file = (format: "gpx" | "geojson") =>
    attempt(async () => {
      const loop = walked.value ?? entry.loop;
      const number = entry.rank > 0 ? `${entry.rank}-` : "";
      offer(
        await track(format, loop),
        kTypes[format],
        `loop-${number}${(loop.length_m / 1000).toFixed(1)}km.${format}`,
      );
      return null;
    });
  const link = () =>
    attempt(async () => {
      const url = new URL(location.href);
      url.hash = toFragment();
      await navigator.clipboard.writeText(url.href).catch(() => {
        throw new Error(
          "The browser does not allow copying. Copy the address of this page instead: it is the same link.",
        );
      });
      return "Link copied. What you ask and the loop are in the part after #, which no server sees.";
    });
  const keep = () =>
    attempt(async () => {
      const wrong = save({
        fragment: toFragment(),
        title: `${length(entry.loop.length_m, unit.value)} from ${name}`,
        length_m: entry.loop.length_m,
        ascent_m: entry.loop.ascent_m,
        saved: new Date().toISOString(),
      });
      if (wrong) throw new Error(wrong);
      return "Saved on this device; see “Saved plans” below.";
    });
  const isCompared = compared.value.some(({ key }) => key === entry.key);
  return (
    <div class="take-along">
      <p class="actions">
        <button type="button" class="primary" disabled={stale.value} onClick={() => void file("gpx")}>
          Download GPX
        </button>
        <button type="button" class="quiet" disabled={stale.value} onClick={() => void file("geojson")}>
          GeoJSON
        </button>
        <button
          type="button"
          class="quiet"
          disabled={!details.value}
          onClick={() => void attempt(() => print(entry, name))}
        >
          Print
        </button>
        <button type="button" class="quiet" onClick={() => void keep()}>
          Save
        </button>
        <button type="button" class="quiet" onClick={() => void link()}>
          Copy link
        </button>
        <button
          type="button"
          class="quiet"
          aria-pressed={turned.value.has(entry.key)}
          disabled={stale.value}
          onClick={() => turnRound(entry.key)}
        >
          Walk it the other way
        </button>
        <button type="button" class="quiet" aria-pressed={isCompared} onClick={() => toggleCompared(entry)}>
          Compare
        </button>
      </p>
      <p class="hint" role="status">
        {said.value}
      </p>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </div>
  );
}
