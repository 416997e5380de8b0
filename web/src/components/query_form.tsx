import { gradeName } from "../format/words";
import { height } from "../format/units";
import { kQueryLimits, kSacScales } from "../plan/generated";
import type { Appeal } from "../plan/types";
import {
  appeal,
  avoidRoads,
  drive,
  driveBy,
  driveFromStart,
  driveTime,
  type DriveBy,
  hike,
  kPlainAppeal,
  kTopics,
  maxAscent,
  maxRetrace,
  maxSacScale,
  query,
  start,
  tolerance,
  unit,
  viaFerratas,
} from "../state/form";
import { activity, cancel, retry } from "../state/session";
import { AmountField } from "./amount_field";
import { StartField } from "./start_field";

const percent = (share: number) => `${Math.round(share * 100)} %`;

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
        {start.value?.trailhead ? <NoDrive /> : <Drive key="drive" />}
        <AmountField
          key="hike"
          id="hike"
          field="hike"
          label="Hike about"
          value={hike}
          unit={unit.value}
          usual={{ min: 3_000, max: 100_000 }}
        />
      </div>
      <div class="last">
        <details class="more">
          <summary>More options</summary>
          <Options />
        </details>
        <button type="submit" class="go" data-working={working} disabled={!working && query.value === null}>
          {working ? "Cancel" : "Find loops"}
        </button>
      </div>
    </form>
  );
}

/** As far as so many kilometres or miles, or so many minutes, one way. */
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
          const left = isTime ? driveTime : drive;
          left.value = { ...left.value, problem: null };
          driveBy.value = event.currentTarget.value as DriveBy;
        }}
      >
        <option value="way">{unit.value}</option>
        <option value="time">min</option>
      </select>
    </AmountField>
  );
}

/** In the place of the drive, for who starts at a trailhead. */
function NoDrive() {
  return (
    <div class="field no-drive">
      <span>No drive</span>
      <small>The loops start at this trailhead.</small>
      <button type="button" class="quiet" onClick={driveFromStart}>
        Drive from here instead
      </button>
    </div>
  );
}

function Options() {
  return (
    <div class="option-grid">
      <Choice
        id="tolerance"
        label="Length may differ by"
        value={String(tolerance.value)}
        choices={withCurrent([0.05, 0.1, 0.2], tolerance.value).map((share) => [String(share), percent(share)])}
        onChoose={(value) => (tolerance.value = Number(value))}
      />
      <Choice
        id="retrace"
        label="Walked twice, at most"
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
        value={maxSacScale.value ?? ""}
        choices={[["", "any"], ...kSacScales.map((grade) => [grade, gradeName(grade)] as const)]}
        onChoose={(value) => (maxSacScale.value = kSacScales.find((grade) => grade === value) ?? null)}
      />
      <Choice
        id="climb"
        label="Greatest climb"
        value={maxAscent.value === null ? "" : String(maxAscent.value)}
        choices={[
          ["", "any"],
          ...withCurrent([300, 600, 900, 1200, 1500, 2000, 2500], maxAscent.value ?? 300).map((m) => [
            String(m),
            height(m, unit.value),
          ]),
        ]}
        onChoose={(value) => (maxAscent.value = value === "" ? null : Number(value))}
      />
      <Likes />
      <label class="check">
        <input
          type="checkbox"
          checked={avoidRoads.value}
          onChange={(event) => (avoidRoads.value = event.currentTarget.checked)}
        />
        <span>Never along a main road</span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={viaFerratas.value}
          onChange={(event) => (viaFerratas.value = event.currentTarget.checked)}
        />
        <span>Via ferratas, too</span>
      </label>
    </div>
  );
}

const kLikes: Record<keyof Appeal, { label: string; ends: readonly [string, string] }> = {
  roads: { label: "Roads and towns", ends: ["do not mind", "keep away"] },
  water: { label: "Streams and lakes", ends: ["no matter", "much"] },
  sights: { label: "Peaks and views", ends: ["no matter", "much"] },
  routes: { label: "Marked routes", ends: ["no matter", "much"] },
  rough: { label: "Rough ground", ends: ["do not mind", "keep away"] },
};

function Likes() {
  const isPlain = kTopics.every((topic) => appeal.value[topic] === 100);
  return (
    <fieldset class="likes">
      <legend>What makes a good metre</legend>
      {kTopics.map((topic) => {
        const { label, ends } = kLikes[topic];
        const value = appeal.value[topic];
        return (
          <label key={topic} class="like">
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
            <small>{value === 100 ? "as usual" : value < 100 ? ends[0] : ends[1]}</small>
          </label>
        );
      })}
      {!isPlain && (
        <button type="button" class="quiet" onClick={() => (appeal.value = kPlainAppeal)}>
          As usual
        </button>
      )}
    </fieldset>
  );
}

const withCurrent = (usual: number[], current: number) =>
  usual.includes(current) ? usual : [...usual, current].sort((a, b) => a - b);

interface ChoiceProps {
  id: string;
  label: string;
  value: string;
  choices: (readonly [value: string, name: string])[] | string[][];
  onChoose: (value: string) => void;
}

function Choice({ id, label, value, choices, onChoose }: ChoiceProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {choices.map(([choice, name]) => (
          <option key={choice} value={choice}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
