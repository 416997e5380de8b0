// A loop with nights on paper, day by day: what to look for on the way, where water is, where to sleep, how to get out.
import { cuesOf, type Cue } from "../format/cues";
import { daysLater, sunText } from "../format/daylight";
import { dayText, dryStretches, dryText, nightName, nightText, waterText, wayOutText } from "../format/days";
import { partName, warnings } from "../format/ground";
import { height, length } from "../format/units";
import { kOnTheWayM } from "../format/along";
import { gradeName } from "../format/words";
import { metresAlong } from "../geo/profile";
import { turnDirection } from "../geo/turn_direction";
import { kWaterKinds } from "../plan/generated";
import type { Along, Details, Loop, Stage } from "../plan/types";
import { day } from "../state/day";
import { unit } from "../state/form";

interface Props {
  details: Details;
  loop: Loop;
}

/** A cue of a day. A way that goes on from the day before has no turn. */
interface Row {
  cue: Cue;
  at_m: number;
  length_m: number;
  goesOn: boolean;
}

/** What is walked on a day, with its metres counted from the day's beginning. */
export function rowsOf(cues: readonly Cue[], { from_m, to_m }: Pick<Stage, "from_m" | "to_m">): Row[] {
  return cues.flatMap((cue) => {
    const from = Math.max(cue.at_m, from_m);
    const to = Math.min(cue.at_m + cue.length_m, to_m);
    return to - from < 1 ? [] : [{ cue, at_m: from - from_m, length_m: to - from, goesOn: cue.at_m < from_m }];
  });
}

interface Water {
  place: Along;
  at_m: number;
}

function waterName({ place: { name, kind, potable, intermittent, detour_m } }: Water): string {
  const known = [
    name ?? kind.replaceAll("_", " "),
    potable === false && "not drinkable",
    intermittent && "may be dry",
    detour_m > kOnTheWayM && `${length(detour_m, unit.value)} off`,
  ];
  return known.filter(Boolean).join(", ");
}

export function Databook({ details, loop }: Props) {
  const at = metresAlong(loop.geometry, loop.length_m);
  const cues = cuesOf(details);
  const water = details.along
    .filter(({ kind }) => kWaterKinds.includes(kind))
    .map((place): Water => ({ place, at_m: at[place.vertex] ?? 0 }));
  const dry = dryStretches(loop, details.along, at);
  return (
    <>
      {loop.stages.map((stage, index) => (
        <section key={stage.from_m} class="databook-day">
          <h2>
            Day {index + 1} of {loop.stages.length}
          </h2>
          <p>
            {dayText(stage, loop, unit.value)}. <Sun stage={stage} index={index} loop={loop} />
          </p>
          <Rows stage={stage} cues={cues} loop={loop} water={water} />
          {dry
            .filter(({ from_m }) => from_m >= stage.from_m && from_m < stage.to_m)
            .map((stretch) => (
              <p key={stretch.from_m}>
                <strong>{dryText(stretch, unit.value)}.</strong>
              </p>
            ))}
          {stage.night && (
            <p>
              Night: <strong translate={false}>{nightName(stage.night)}</strong>
              {[nightText(stage.night, unit.value), waterText(stage, unit.value)]
                .filter(Boolean)
                .map((text) => `; ${text}`)}
              .
            </p>
          )}
          {stage.ways_out.length > 0 && (
            <p>Ways out: {stage.ways_out.map((way) => wayOutText(way, unit.value)).join("; ")}.</p>
          )}
        </section>
      ))}
    </>
  );
}

function Sun({ stage, index, loop }: { stage: Stage; index: number; loop: Loop }) {
  const before = loop.stages[index - 1]?.night;
  const [lon, lat] = before ? [before.lon, before.lat] : loop.geometry[0]!;
  const text = sunText(daysLater(day.value, index), lat, lon);
  return <>{text && `${text}${stage.night ? "" : ", back at the start that day"}.`}</>;
}

function Rows({
  stage,
  cues,
  loop,
  water,
}: {
  stage: Stage;
  cues: readonly Cue[];
  loop: Loop;
  water: readonly Water[];
}) {
  const u = unit.value;
  return (
    <table>
      <thead>
        <tr>
          <th>At</th>
          <th>Turn</th>
          <th>Way</th>
          <th>Length</th>
          <th>Elevation</th>
          <th>Water</th>
          <th>Note</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(cues, stage).map(({ cue: { part }, at_m, length_m, goesOn }) => {
          const ele_m = goesOn ? null : loop.geometry[part.first_vertex]?.[2];
          const from = stage.from_m + at_m;
          const here = water.filter((spot) => spot.at_m >= from && spot.at_m < from + length_m);
          return (
            <tr key={part.first_edge}>
              <td>{length(at_m, u)}</td>
              <td>{goesOn ? "on" : turnDirection(loop.geometry, part.first_vertex)}</td>
              <td>{partName(part)}</td>
              <td>{length(length_m, u)}</td>
              <td>{ele_m == null ? "" : height(Math.round(ele_m), u)}</td>
              <td>{here.map((spot) => `${length(spot.at_m - stage.from_m, u)} ${waterName(spot)}`).join("; ")}</td>
              <td>{[part.sac_scale && gradeName(part.sac_scale), ...warnings(part)].filter(Boolean).join(", ")}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
