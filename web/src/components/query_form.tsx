// The query's form: start, drive, hike, and "More options".
import {
  drive,
  driveBy,
  driveFromStart,
  drives,
  driveTime,
  hike,
  hikeBy,
  hikeTime,
  query,
  start,
  unit,
  type DriveBy,
  type HikeBy,
} from "../state/form";
import { activity, cancel, retry } from "../state/session";
import { AmountField } from "./amount_field";
import { later } from "./later";
import { StartField } from "./start_field";

const MoreOptions = later(async () => (await import("./more_options")).MoreOptions);

export function QueryForm() {
  const working = activity.value.phase === "tiles" || activity.value.phase === "solving";
  return (
    <form
      class="query"
      aria-label="What you are looking for"
      onSubmit={(event) => {
        event.preventDefault();
        if (working) cancel();
        else retry();
      }}
    >
      <StartField />
      <div class="pair">
        {start.value && !drives(start.value) ? <NoDrive /> : <Drive key="drive" />}
        <Hike key="hike" />
      </div>
      <div class="last">
        <details class="more">
          <summary>More options</summary>
          <MoreOptions />
        </details>
        <button type="submit" class="go" data-working={working} disabled={!working && query.value === null}>
          {working ? "Cancel" : "Find loops"}
        </button>
      </div>
    </form>
  );
}

/** The wanted length: a number of kilometres or miles, or of hours of walking. */
function Hike() {
  const isTime = hikeBy.value === "time";
  return (
    <AmountField
      id="hike"
      field={isTime ? "hikeTime" : "hike"}
      label="Hike about"
      value={isTime ? hikeTime : hike}
      unit={isTime ? "h" : unit.value}
      usual={isTime ? { min: 3_600, max: 24 * 3600 } : { min: 3_000, max: 100_000 }}
    >
      <select
        class="unit-choice"
        aria-label="Hike measured in"
        value={hikeBy.value}
        onChange={(event) => {
          const other = isTime ? hikeTime : hike;
          other.value = { ...other.value, problem: null };
          hikeBy.value = event.currentTarget.value as HikeBy;
        }}
      >
        <option value="way">{unit.value}</option>
        <option value="time">h</option>
      </select>
    </AmountField>
  );
}

/** The longest drive, one way: a number of kilometres or miles, or of minutes. */
function Drive() {
  const isTime = driveBy.value === "time";
  return (
    <AmountField
      id="drive"
      field={isTime ? "driveTime" : "drive"}
      label="Drive up to"
      value={isTime ? driveTime : drive}
      unit={isTime ? "min" : unit.value}
      usual={isTime ? { min: 300, max: 4 * 3600 } : { min: 1_000, max: 200_000 }}
    >
      <select
        class="unit-choice"
        aria-label="Drive measured in"
        value={driveBy.value}
        onChange={(event) => {
          const other = isTime ? driveTime : drive;
          other.value = { ...other.value, problem: null };
          driveBy.value = event.currentTarget.value as DriveBy;
        }}
      >
        <option value="way">{unit.value}</option>
        <option value="time">min</option>
      </select>
    </AmountField>
  );
}

/** Shown instead of the drive where the hike starts without one. */
function NoDrive() {
  return (
    <div class="field no-drive">
      <span>No drive</span>
      <small>
        {start.value?.isOnFoot
          ? "The loops start at the nearest junction of trails."
          : "The loops start at this trailhead."}
      </small>
      <button type="button" class="quiet" onClick={driveFromStart}>
        Drive from here instead
      </button>
    </div>
  );
}
