// The details of the chosen loop: profile, what can be done with it, its score, facts, daylight and ways.
import { useMemo } from "preact/hooks";
import { alongText, isNightSpot } from "../format/along";
import { metresAlong, profileOf } from "../geo/profile";
import { clock, duration, length, timeRange, type Unit } from "../format/units";
import {
  atLeast,
  climbText,
  hardestGrade,
  kLeastGapM,
  parkingText,
  shapeName,
  startGapText,
  trailheadName,
  warningText,
} from "../format/words";
import type { Along, Loop, Pace, PlanTrailhead } from "../plan/types";
import { details, detailsProblem, walkedLoop } from "../state/details";
import { meta, places } from "../state/data";
import { start, startProblem, unit } from "../state/form";
import { learntSpread } from "../state/learnt_pace";
import { isOwnPace } from "../state/pace";
import { pointed, pointedPlace, reversedKeys, type NumberedLoop } from "../state/selection";
import { later } from "./later";
import { Daylight } from "./daylight";
import { HighlightList } from "./highlight_list";
import { Profile } from "./profile";
import { LoopActions } from "./loop_actions";
import { WayList } from "./way_list";
import { ScoreDetail } from "./score_detail";

const DayList = later(async () => (await import("./day_list")).DayList);

export function LoopDetail({ entry, name }: { entry: NumberedLoop; name: string }) {
  const loop = walkedLoop.value ?? entry.loop;
  const profile = useMemo(() => profileOf(loop.geometry, loop.length_m), [loop]);
  const [lon, lat] = loop.geometry[0] ?? [0, 0];
  return (
    <>
      {profile ? (
        <Profile profile={profile} sights={loop.highlights} stages={loop.stages} />
      ) : (
        <p class="hint">No elevation profile: the data lacks heights here.</p>
      )}
      {loop.stages.length > 0 && <DayList loop={loop} />}
      {entry.loop.stages.length > 0 && loop.stages.length === 0 && (
        <p class="problem">This way round, the loop cannot be parted into days that keep within the limits.</p>
      )}
      <HighlightList loop={loop} />
      <LoopActions entry={entry} name={name} />
      <ScoreDetail entry={entry} />
      <Facts entry={entry} loop={loop} name={name} />
      <Daylight
        lat={lat}
        lon={lon}
        walk_s={longestWalkS(loop)}
        isLongestDay={loop.stages.length > 0}
        isAtLeast={loop.climb_unknown_m > 0}
      />
      {details.value && <WayList details={details.value} />}
      {detailsProblem.value && <p class="problem">{detailsProblem.value}</p>}
      {!meta.value?.made_up && (
        <p>
          <a href={`https://www.openstreetmap.org/note/new#map=16/${lat}/${lon}`} target="_blank" rel="noreferrer">
            Report an error in the map here
          </a>
        </p>
      )}
    </>
  );
}

/** Between one sunrise and the next sunset: of a loop with nights, the day that takes longest. */
const longestWalkS = ({ stages, time_s }: Loop) =>
  stages.length > 0 ? Math.max(...stages.map((stage) => stage.time_s)) : time_s;

function Facts({ entry, loop, name }: { entry: NumberedLoop; loop: Loop; name: string }) {
  const u = unit.value;
  const { trailhead, rank } = entry;
  return (
    <dl class="facts">
      <Fact name="Start" value={name} note={startGapText(entry.loop, u) ?? undefined} />
      {trailhead?.drive_m != null && (
        <Fact
          name="Drive"
          value={`${length(trailhead.drive_m, u)}, about ${duration(trailhead.drive_s ?? 0)}`}
          note={`one way by the fastest roads, without traffic${gapText(entry.loop.drive_gap_m, u)}`}
        />
      )}
      {trailhead && parkingText(trailhead) && (
        <Fact name="Parking" value={parkingText(trailhead)} note="from the map" />
      )}
      {trailhead && <Directions lat={trailhead.lat} lon={trailhead.lon} />}
      {trailhead && trailhead.kind !== "junction" && start.value?.trailhead !== trailhead.id && (
        <StartHere trailhead={trailhead} />
      )}
      <Fact name="Shape" value={shapeName(loop.shape)} />
      <Warnings loop={loop} />
      <Fact
        name="Climb"
        value={loop.ascent_m === null ? "unknown" : `${climbText(loop, u)} up and down again`}
        note={loop.climb_unknown_m > 0 ? `no elevation for ${length(loop.climb_unknown_m, u)}` : undefined}
      />
      <Fact
        name="Time"
        value={`${atLeast(loop)}${clock(loop.time_s)}`}
        note={`walking only, by the Swiss hiking formula${loop.climb_unknown_m > 0 ? ", on the flat where the climb is unknown" : ""}${reversedKeys.value.has(entry.key) ? ", this way round" : ""}; the other way round ${atLeast(loop)}${clock(loop.time_reversed_s)}${usualDayText(loop, entry.query.pace)}`}
      />
      <Fact name="Walked twice" value={loop.retraced_m > 0 ? length(loop.retraced_m, u) : "nothing"} />
      <Fact name="On roads" value={loop.road_m > 0 ? length(loop.road_m, u) : "nothing"} />
      <Fact name="Hardest grade" value={hardestGrade(loop, u)} />
      {details.value && <AlongTheWay along={details.value.along} loop={loop} />}
      {rank > 0 && loop.overlap_max > 0.005 && (
        <Fact name="Shared" value={`${Math.round(entry.loop.overlap_max * 100)} % with another loop of this list`} />
      )}
    </dl>
  );
}

/** What the time comes to at a pace of the person's own. */
function usualDayText(loop: Loop, pace: Pace): string {
  const spread = learntSpread(pace);
  if (spread === null && !isOwnPace(pace)) return "";
  return `. At your pace, on a usual day ${atLeast(loop)}${timeRange(loop.time_s, spread)}`;
}

/** The end of the drive that no road of the map covers. */
const gapText = (gap_m: number | null, u: Unit) =>
  gap_m !== null && gap_m >= kLeastGapM
    ? `; the last ${length(gap_m, u)} to the start are a straight line, off the roads`
    : "";

/** What to know before setting out. The climb says by itself that some of it is unknown. */
function Warnings({ loop }: { loop: Loop }) {
  const told = loop.warnings.filter(({ kind }) => kind !== "climb_unknown");
  if (told.length === 0) return null;
  return (
    <div>
      <dt>Mind</dt>
      <dd>
        <ul>
          {told.map((warning) => (
            <li key={warning.kind} class="warned">
              {warningText(warning, unit.value)}
            </li>
          ))}
        </ul>
      </dd>
    </div>
  );
}

/** Links that open a map of the person's choice. It is told the trailhead and nothing else, and only on a click. */
function Directions({ lat, lon }: { lat: number; lon: number }) {
  return (
    <div>
      <dt>Directions</dt>
      <dd>
        <a href={`geo:${lat},${lon}?q=${lat},${lon}`}>in your map app</a> or{" "}
        <a href={`https://www.openstreetmap.org/directions?to=${lat},${lon}`} target="_blank" rel="noreferrer">
          on the web
        </a>
      </dd>
    </div>
  );
}

/** A button that searches from this trailhead alone, without a drive. */
function StartHere({ trailhead }: { trailhead: PlanTrailhead }) {
  const begin = () => {
    const { id, lat, lon } = trailhead;
    startProblem.value = null;
    start.value = { lat, lon, label: trailheadName(trailhead, places.value), trailhead: id };
  };
  return (
    <div>
      <dt>From here</dt>
      <dd>
        <button type="button" class="quiet" onClick={begin}>
          Only loops from this trailhead
        </button>
      </dd>
    </div>
  );
}

/** Shows a place in the profile and on the map. */
function pointAtPlace(place: Along | null, at_m: number) {
  pointedPlace.value = place?.id ?? null;
  pointed.value = place && { lon: place.lon, lat: place.lat, at_m };
}

function PlaceRow({ place, at_m }: { place: Along; at_m: number }) {
  const show = () => pointAtPlace(place, at_m);
  const hide = () => pointAtPlace(null, 0);
  return (
    <li data-place={place.id} data-pointed={pointedPlace.value === place.id}>
      <button type="button" onPointerEnter={show} onPointerLeave={hide} onFocus={show} onBlur={hide} onClick={show}>
        {alongText(place, at_m, unit.value)}
      </button>
    </li>
  );
}

function AlongTheWay({ along, loop }: { along: readonly Along[]; loop: Loop }) {
  const at = metresAlong(loop.geometry, loop.length_m);
  const list = (name: string, places: readonly Along[], note: string) =>
    places.length > 0 && (
      <div>
        <dt>{name}</dt>
        <dd>
          <ul>
            {places.map((place) => (
              <PlaceRow key={place.id} place={place} at_m={at[place.vertex] ?? 0} />
            ))}
          </ul>
          <small>{note}</small>
        </dd>
      </div>
    );
  return (
    <>
      {list("To sleep", along.filter(isNightSpot), "from the map; ask whether it is open")}
      {list(
        "Water",
        along.filter((place) => !isNightSpot(place)),
        "from the map; springs run dry",
      )}
    </>
  );
}

function Fact({ name, value, note }: { name: string; value: string; note?: string | undefined }) {
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
