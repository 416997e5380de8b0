// What stays on this device: saved plans, and GPX files drawn over the map.
import { useSignal } from "@preact/signals";
import { height, length } from "../format/units";
import { unit } from "../state/form";
import { readFragment } from "../state/fragment";
import { closeGpx, openGpx, overlayProblems, overlays, overlaysPending } from "../state/overlays";
import { remove, savedPlans, type SavedPlan } from "../state/saved";
import type { GpxWalk } from "../worker/gpx_worker";

export function OnThisDevice() {
  return (
    <section class="on-this-device" aria-label="On this device">
      <SavedPlans />
      <GpxFiles />
    </section>
  );
}

function SavedPlans() {
  const problem = useSignal<string | null>(null);
  const plans = savedPlans.value;
  return (
    <details>
      <summary>
        Saved plans <span class="count">{plans.length}</span>
      </summary>
      {plans.length === 0 && <p class="hint">Choose a loop and save it. It is kept on this device only.</p>}
      <ul class="rows">
        {plans.map((plan) => (
          <li key={plan.fragment}>
            <button type="button" class="row-main" onClick={() => readFragment(plan.fragment)}>
              <strong>{plan.title}</strong> <small>{figures(plan)}</small>
            </button>
            <button
              type="button"
              class="quiet"
              aria-label={`Remove the plan ${plan.title}`}
              onClick={() => (problem.value = remove(plan))}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </details>
  );
}

function figures({ length_m, ascent_m, saved }: SavedPlan): string {
  const climb = ascent_m === null ? "" : `, climb ${height(ascent_m, unit.value)}`;
  return `${length(length_m, unit.value)}${climb}, saved ${saved.slice(0, 10)}`;
}

function walkFigures({ length_m, waypointCount }: GpxWalk): string {
  const waypoints = waypointCount === 1 ? "1 waypoint" : `${waypointCount} waypoints`;
  return [length_m > 0 && length(length_m, unit.value), waypointCount > 0 && waypoints, "only on this page"]
    .filter(Boolean)
    .join(", ");
}

function GpxFiles() {
  return (
    <div class="overlays">
      <label class="quiet file">
        Open a GPX file
        <input
          type="file"
          accept=".gpx,application/gpx+xml"
          multiple
          onChange={(event) => {
            void openGpx([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <p class="hint" role="status">
        {overlaysPending.value > 0 ? "Reading the file …" : "Or drop one on the map. It stays on this device."}
      </p>
      {overlayProblems.value.map((problem) => (
        <p key={problem} class="problem" role="alert">
          {problem}
        </p>
      ))}
      <ul class="rows">
        {overlays.value.map((walk) => (
          <li key={walk.features}>
            <span class="row-main">
              <span class="overlay-mark" aria-hidden="true" />
              <strong>{walk.name}</strong> <small>{walkFigures(walk)}</small>
              {walk.notes.map((note) => (
                <small key={note} class="problem">
                  {note}
                </small>
              ))}
            </span>
            <button type="button" class="quiet" aria-label={`Close ${walk.name}`} onClick={() => closeGpx(walk)}>
              Close
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
