// All that is known of the chosen loop, why it scores as it does, and its track to take along.
import { useMemo } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { profileOf } from "../geo/profile";
import { height, length } from "../format/units";
import { hardestGrade, points, proof } from "../format/words";
import type { PlanTrailhead } from "../plan/types";
import { meta } from "../state/data";
import { unit } from "../state/form";
import type { NumberedLoop } from "../state/selection";
import { gpx, plan, stale } from "../state/session";
import { Profile } from "./profile";

interface Props {
  entry: NumberedLoop;
  trailhead: PlanTrailhead | null;
  name: string;
}

export function LoopDetail({ entry, trailhead, name }: Props) {
  const { loop } = entry;
  const profile = useMemo(() => profileOf(loop.geometry, loop.length_m), [loop]);
  const u = unit.value;
  const wanted = plan.value?.query.hike_m ?? loop.length_m;
  const [lon, lat] = loop.geometry[0] ?? [0, 0];
  return (
    <>
      {profile ? <Profile profile={profile} /> : <p class="hint">No elevation profile: the data lacks heights here.</p>}
      <dl class="facts">
        <Fact name="Start" value={name} />
        {trailhead?.drive_m != null && (
          <Fact name="Drive" value={`about ${length(trailhead.drive_m, u)}`} note="straight line × 1.3, an estimate" />
        )}
        <Fact name="Shape" value={loop.shape === "loop" ? "Loop" : "Lollipop: a way out and back to a loop"} />
        <Fact
          name="Climb"
          value={loop.ascent_m === null ? "unknown" : `${height(loop.ascent_m, u)} up and down again`}
        />
        <Fact name="Time" value={clock(loop.time_s)} note="walking only, by the Swiss hiking formula" />
        <Fact name="Walked twice" value={loop.retraced_m > 0 ? length(loop.retraced_m, u) : "nothing"} />
        <Fact name="On roads" value={loop.road_m > 0 ? length(loop.road_m, u) : "nothing"} />
        <Fact name="Hardest grade" value={hardestGrade(loop, u)} />
        {loop.overlap_max > 0.005 && (
          <Fact name="Shared" value={`${Math.round(loop.overlap_max * 100)} % with another loop of this list`} />
        )}
      </dl>
      <Score entry={entry} wanted={wanted} />
      {trailhead && loop.best_of_trailhead && <p class="proof">{proof(trailhead)}</p>}
      <p class="actions">
        <Download entry={entry} />
        {!meta.value?.made_up && (
          <a href={`https://www.openstreetmap.org/note/new#map=15/${lat}/${lon}`} target="_blank" rel="noreferrer">
            Report an error in the map here
          </a>
        )}
      </p>
    </>
  );
}

function clock(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

function Fact({ name, value, note }: { name: string; value: string; note?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {note && <small> {note}</small>}
      </dd>
    </div>
  );
}

/** The score as a bar of what is kept and what is lost, each loss by name and in points. */
function Score({ entry: { loop }, wanted }: { entry: NumberedLoop; wanted: number }) {
  const lost = [
    { key: "off", name: "off the wanted length", m: loop.loss.off_length_m },
    { key: "twice", name: "walked twice", m: loop.loss.retraced_m },
    { key: "ground", name: "lesser ground (roads, tracks, unmarked paths)", m: loop.loss.lesser_ground_m },
  ].map((loss) => ({ ...loss, points: (loss.m / wanted) * 100 }));
  return (
    <div class="score-detail">
      <p>
        <strong>{points(loop.score)} of 100 points.</strong> Lost:
      </p>
      <div class="score-bar" aria-hidden="true">
        <span data-part="kept" style={{ flexGrow: Math.max(0, loop.score * 100) }} />
        {lost.map((loss) => (
          <span key={loss.key} data-part={loss.key} style={{ flexGrow: loss.points }} />
        ))}
      </div>
      <ul>
        {lost.map((loss) => (
          <li key={loss.key} data-part={loss.key}>
            {loss.points.toFixed(1)} {loss.name}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Download({ entry }: { entry: NumberedLoop }) {
  const problem = useSignal<string | null>(null);
  const download = async () => {
    try {
      const text = await gpx(entry.key);
      const url = URL.createObjectURL(new Blob([text], { type: "application/gpx+xml" }));
      const link = document.createElement("a");
      link.href = url;
      link.download = `loop-${entry.rank}-${(entry.loop.length_m / 1000).toFixed(1)}km.gpx`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
      problem.value = null;
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <>
      <button type="button" class="primary" disabled={stale.value} onClick={() => void download()}>
        Download GPX
      </button>
      {problem.value && (
        <span class="problem" role="alert">
          {problem.value}
        </span>
      )}
    </>
  );
}
