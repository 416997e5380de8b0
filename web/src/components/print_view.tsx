// The printed sheet: figures, map, profile, ways, and where the data is from.
import { alongText } from "../format/along";
import { cuesOf } from "../format/cues";
import { highlightText } from "../format/highlights";
import { clock, length } from "../format/units";
import { partName, warnings } from "../format/ground";
import { atLeast, climbText, gradeName, hardestGrade, startGapText, warningText } from "../format/words";
import { metresAlong, profileOf } from "../geo/profile";
import { turnDirection } from "../geo/turn_direction";
import { meta, places } from "../state/data";
import { unit } from "../state/form";
import { kPageMarginMm, kPapers, type Paper } from "../geo/paper";
import { printJob, type PrintJob } from "../state/printing";
import { Databook } from "./databook";
import { LineMap } from "./line_map";
import { PrintedDays } from "./printed_days";
import { FramedMap, mapCredit, MapSheet, usePaper } from "./print_map";
import { PrintedProfile } from "./printed_profile";

export function PrintView() {
  return printJob.value && <Sheet job={printJob.value} />;
}

/** Width of what is printed, between the margins. */
const widthOf = (paper: Paper) => kPapers[paper][0] - 2 * kPageMarginMm;

function Sheet({ job: { entry, name, loop, details, paper, maps, mapProblem } }: { job: PrintJob }) {
  usePaper(paper);
  const u = unit.value;
  const hasDays = loop.stages.length > 0;
  const profile = profileOf(loop.geometry, loop.length_m);
  const data = details.plan.data;
  const at = metresAlong(loop.geometry, loop.length_m);
  const along = details.along.map((place) => alongText(place, at[place.vertex] ?? 0, u));
  return (
    <article class="sheet" aria-hidden="true">
      <h1 translate={false}>{entry.loop.name}</h1>
      {startGapText(loop, u) && <p>It begins {startGapText(loop, u)}.</p>}
      <p>
        {length(loop.length_m, u)} from {name} · Climb {climbText(loop, u)} · {atLeast(loop)}
        {clock(loop.time_s)} walking, {atLeast(loop)}
        {clock(loop.time_reversed_s)} the other way round ·{" "}
        {loop.retraced_m > 0 ? `${length(loop.retraced_m, u)} walked twice` : "nothing walked twice"} ·{" "}
        {length(loop.road_m, u)} on roads · {hardestGrade(loop, u)}
      </p>
      {details.plan.climb_unknown_m > 0 && (
        <p>
          Left out of the search: {length(details.plan.climb_unknown_m, u)} of ways whose climb is not wholly known.
        </p>
      )}
      {loop.warnings.length > 0 && <p>Mind: {loop.warnings.map((warning) => warningText(warning, u)).join("; ")}.</p>}
      <PrintedDays loop={loop} />
      {mapProblem && (
        <p>
          <strong>{mapProblem}</strong>
        </p>
      )}
      {maps?.overview && (
        <>
          <FramedMap map={maps.overview} pages={maps.pages} hasGrid={false} />
          <p>
            Overview, 1:{maps.overview.view.scale.toLocaleString("en")}. The frames are the maps at 1:
            {maps.scale.toLocaleString("en")} on the next pages. {mapCredit()}
          </p>
        </>
      )}
      {!maps && (
        <LineMap
          loops={[{ key: "", rank: entry.rank, geometry: loop.geometry, isChosen: true }]}
          places={places.value}
          start={null}
          unit={u}
        />
      )}
      {profile && (
        <PrintedProfile
          profile={profile}
          sights={loop.highlights}
          stages={loop.stages}
          unit={u}
          width={widthOf(paper)}
        />
      )}
      {!hasDays && <Ways details={details} loop={loop} />}
      {loop.highlights.length > 0 && (
        <p>On the way: {loop.highlights.map((highlight) => highlightText(highlight, u)).join("; ")}.</p>
      )}
      {along.length > 0 && <p>Places to sleep and water, from the map: {along.join("; ")}.</p>}
      <p>
        {mapCredit()}
        {data.date && `, data of ${data.date}`}. {meta.value?.made_up && "A made-up region: no such place exists. "}
        Not a survey of the ground: paths get closed, bridges break, snow stays.
      </p>
      {hasDays && <Databook details={details} loop={loop} />}
      {maps?.pages.map((map, index) => (
        <MapSheet key={map.image} maps={maps} map={map} title={entry.loop.name} page={index + 1} unit={u} />
      ))}
    </article>
  );
}

/** The ways of a walk of one day. */
function Ways({ details, loop }: Pick<PrintJob, "details" | "loop">) {
  const u = unit.value;
  return (
    <table>
      <thead>
        <tr>
          <th>At</th>
          <th>Turn</th>
          <th>Way</th>
          <th>Length</th>
          <th>Climb</th>
          <th>Note</th>
        </tr>
      </thead>
      <tbody>
        {cuesOf(details).map(({ part, at_m, length_m }) => (
          <tr key={part.first_edge}>
            <td>{length(at_m, u)}</td>
            <td>{turnDirection(loop.geometry, part.first_vertex)}</td>
            <td>{partName(part)}</td>
            <td>{length(length_m, u)}</td>
            <td>{part.ascent_m === null ? "?" : climbText(part, u)}</td>
            <td>{[part.sac_scale && gradeName(part.sac_scale), ...warnings(part)].filter(Boolean).join(", ")}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
