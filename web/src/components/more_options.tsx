// "More options" of the query's form: limits, and how much each preference matters.
import { directionName, gradeName } from "../format/words";
import { height } from "../format/units";
import { kDirections, kQueryLimits, kSacScales, kUngradedWays } from "../plan/generated";
import type { Appeal, Preset } from "../plan/types";
import {
  aboutAscent,
  appeal,
  avoidRoads,
  bikeTrails,
  choosePreset,
  direction,
  figureOfEight,
  hikeBy,
  kDefaultAppeal,
  kPresetNames,
  kTopics,
  maxAscent,
  maxRetrace,
  maxSacScale,
  preset,
  tolerance,
  ungraded,
  unit,
  viaFerratas,
} from "../state/form";
import { Check, Choice, withCurrent } from "./choices";
import { NightOptions } from "./night_options";
import { PaceFields } from "./pace_fields";

/** A new one of the planner's is added here. */
const kPresetWords: Record<Preset, string> = { family: "families", easy: "an easy day", fit: "fit walkers" };

/** T6: nothing is harder. */
const kAnyGrade = "difficult_alpine_hiking";

/** A link may hold a share that is not a whole percent. */
const percent = (share: number) => `${Math.round(share * 1e4) / 1e2} %`;

export function MoreOptions() {
  return (
    <div class="option-grid">
      <Choice
        id="preset"
        label="Walk for"
        value={preset.value ?? ""}
        choices={[["", "own choice"], ...kPresetNames.map((name) => [name, kPresetWords[name]])]}
        onChoose={(value) => choosePreset(kPresetNames.find((name) => name === value) ?? null)}
      />
      <Choice
        id="tolerance"
        label="Length may differ by"
        value={String(tolerance.value)}
        choices={withCurrent([0.05, 0.1, 0.2], tolerance.value).map((share) => [String(share), percent(share)])}
        onChoose={(value) => (tolerance.value = Number(value))}
      />
      <Choice
        id="retrace"
        label="Walked twice at most"
        value={String(maxRetrace.value)}
        choices={withCurrent([0, 0.05, 0.15, 0.3], maxRetrace.value).map((share) => [
          String(share),
          share === 0 ? "nothing" : percent(share),
        ])}
        onChoose={(value) => (maxRetrace.value = Number(value))}
      />
      <Choice
        id="grade"
        label="Hardest grade"
        value={maxSacScale.value}
        choices={kSacScales.map((grade) => [grade, grade === kAnyGrade ? "any" : gradeName(grade)] as const)}
        onChoose={(value) => (maxSacScale.value = kSacScales.find((grade) => grade === value) ?? kAnyGrade)}
      />
      <Choice
        id="ungraded"
        label="Paths without a grade"
        value={ungraded.value ?? ""}
        choices={[
          ["", "as the grade suggests"],
          ["fine", "walk them"],
          ["easy_only", "easy ones only"],
          ["no", "leave out"],
        ]}
        onChoose={(value) => (ungraded.value = kUngradedWays.find((choice) => choice === value) ?? null)}
      />
      <Choice
        id="climb"
        label="Greatest climb"
        value={maxAscent.value === null ? "" : String(maxAscent.value)}
        choices={[["", "any"], ...climbChoices(maxAscent.value)]}
        onChoose={(value) => (maxAscent.value = value === "" ? null : Number(value))}
      />
      <Choice
        id="about-climb"
        label="Climb about"
        value={aboutAscent.value === null ? "" : String(aboutAscent.value)}
        choices={[["", "any"], ...climbChoices(aboutAscent.value)]}
        onChoose={(value) => (aboutAscent.value = value === "" ? null : Number(value))}
      />
      {(maxAscent.value !== null || aboutAscent.value !== null || hikeBy.value === "time") && (
        <p class="hint">Ways whose climb is not wholly known are left out.</p>
      )}
      <Choice
        id="direction"
        label="Leads to the"
        value={direction.value ?? ""}
        choices={[["", "any side"], ...kDirections.map((side) => [side, directionName(side)] as const)]}
        onChoose={(value) => (direction.value = kDirections.find((side) => side === value) ?? null)}
      />
      {direction.value !== null && (
        <p class="hint">
          Only the list is filtered, by where the point half way round lies. What is proved is about all directions.
        </p>
      )}
      <NightOptions />
      <PaceFields />
      <Preferences />
      <Check label="Never along a main road" value={avoidRoads} />
      <Check label="Include via ferratas" value={viaFerratas} />
      <Check label="Include bike park trails" value={bikeTrails} />
      <Check label="May come back to a place already passed" value={figureOfEight} />
    </div>
  );
}

/** How each preference is called, and what the ends of its slider mean. A new one of the planner's is added here. */
const kPreferences: Record<keyof Appeal, { label: string; ends: readonly [string, string] }> = {
  roads: { label: "Roads and towns", ends: ["do not mind", "avoid"] },
  water: { label: "Streams and lakes", ends: ["not important", "important"] },
  sights: { label: "Peaks and views", ends: ["not important", "important"] },
  routes: { label: "Marked routes", ends: ["not important", "important"] },
  rough: { label: "Rough ground", ends: ["do not mind", "avoid"] },
};

function Preferences() {
  const isDefault = kTopics.every((topic) => appeal.value[topic] === 100);
  return (
    <fieldset class="preferences">
      <legend>What makes a good walk</legend>
      {kTopics.map((topic) => {
        const { label, ends } = kPreferences[topic];
        const value = appeal.value[topic];
        return (
          <label key={topic} class="preference">
            <span>{label}</span>
            <input
              type="range"
              class="slider"
              min={0}
              max={kQueryLimits.appeal.max}
              step={25}
              value={value}
              aria-valuetext={`${value} %, from ${ends[0]} to ${ends[1]}`}
              style={{ "--filled": `${(value / kQueryLimits.appeal.max) * 100}%` }}
              onInput={(event) => (appeal.value = { ...appeal.value, [topic]: Number(event.currentTarget.value) })}
            />
            <small>{value === 100 ? "normal" : value < 100 ? ends[0] : ends[1]}</small>
          </label>
        );
      })}
      {!isDefault && (
        <button type="button" class="quiet" onClick={() => (appeal.value = kDefaultAppeal)}>
          Back to normal
        </button>
      )}
    </fieldset>
  );
}

const climbChoices = (current: number | null) =>
  withCurrent([300, 600, 900, 1200, 1500, 2000, 2500], current ?? 300).map((m) => [String(m), height(m, unit.value)]);
