// Days and nights of the query: how many, where to sleep, and what a day may be.
import { batch } from "@preact/signals";
import { nightKindName } from "../format/days";
import { length, metresIn } from "../format/units";
import { kKindsOfNights, kQueryLimits } from "../plan/generated";
import {
  dayLength,
  hasNights,
  hikeBy,
  longestDay,
  longestDayTime,
  nightKinds,
  nightKindsProblem,
  nights,
  shortFirstDay,
  shortLastDay,
  unit,
  wantsNights,
  waterAtNight,
} from "../state/form";
import { Check, Choice, withCurrent } from "./choices";

/** Values of the choice of nights: a number of them, or this word before the metres of a day. */
const kByDay = "day";
const kMostListed = 6;
const kDays = [10, 15, 20, 25];
const kLongestDays = [10, 15, 20, 25, 30, 40];
const kHours = [4, 5, 6, 7, 8, 10];

export function NightOptions() {
  const u = unit.value;
  const counts = withCurrent(
    Array.from({ length: kMostListed }, (_, index) => index + 1),
    nights.value || 1,
  );
  const lengths = (usual: number[], current: number | null) => {
    const metres = usual.map((far) => Math.round(far * metresIn(u)));
    return withCurrent(metres, current ?? metres[0]!);
  };
  if (hikeBy.value === "time") {
    return (
      <p class="hint">
        Nights on the way can be asked for with a hike in {u}
        {wantsNights.value && ": those that were chosen come back then"}.
      </p>
    );
  }
  const choose = (value: string) =>
    batch(() => {
      const [word, metres] = value.split(":");
      dayLength.value = word === kByDay ? Number(metres) : null;
      nights.value = word === kByDay || value === "" ? null : Number(value);
    });
  return (
    <>
      <Choice
        id="nights"
        label="Nights on the way"
        value={dayLength.value !== null ? `${kByDay}:${dayLength.value}` : nights.value ? String(nights.value) : ""}
        choices={[
          ["", "none: one day"],
          ...counts.map((count) => [String(count), `${count}: ${count + 1} days`]),
          ...lengths(kDays, dayLength.value)
            .filter((m) => m >= kQueryLimits.day_m.min && m <= kQueryLimits.day_m.max)
            .map((m) => [`${kByDay}:${m}`, `days of about ${length(m, u)}`]),
        ]}
        onChoose={choose}
      />
      {hasNights.value && (
        <>
          <Choice
            id="longest-day"
            label="Longest day"
            value={longestDay.value === null ? "" : String(longestDay.value)}
            choices={[
              ["", "about a third above an even day"],
              ...lengths(kLongestDays, longestDay.value).map((m) => [String(m), length(m, u)]),
            ]}
            onChoose={(value) => (longestDay.value = value === "" ? null : Number(value))}
          />
          <Choice
            id="longest-day-time"
            label="Most walking in a day"
            value={longestDayTime.value === null ? "" : String(longestDayTime.value)}
            choices={[
              ["", "any"],
              ...withCurrent(
                kHours.map((h) => h * 3600),
                longestDayTime.value ?? kHours[0]! * 3600,
              ).map((s) => [String(s), `${Math.round(s / 360) / 10} h`]),
            ]}
            onChoose={(value) => (longestDayTime.value = value === "" ? null : Number(value))}
          />
          <Kinds />
          <Check label="Only nights with water known there or a little before" value={waterAtNight} />
          <Check label="The first day may be short" value={shortFirstDay} />
          <Check label="The last day may be short" value={shortLastDay} />
        </>
      )}
    </>
  );
}

function Kinds() {
  const problem = nightKindsProblem.value;
  return (
    <fieldset class="night-kinds" aria-describedby={problem ? "night-kinds-problem" : undefined}>
      <legend>Sleep at</legend>
      {kKindsOfNights.map((kind) => (
        <label key={kind} class="check">
          <input
            type="checkbox"
            checked={nightKinds.value.includes(kind)}
            onChange={(event) => {
              const isWanted = event.currentTarget.checked;
              // In the planner's order, so that the usual choice is the usual one again.
              nightKinds.value = kKindsOfNights.filter((one) =>
                one === kind ? isWanted : nightKinds.value.includes(one),
              );
            }}
          />
          <span>
            {nightKindName(kind)}
            {kind === "wild" && "; it is no permission"}
          </span>
        </label>
      ))}
      {problem && (
        <p id="night-kinds-problem" class="problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
