import { kGrades, gradeName } from "../format/words";
import { avoidRoads, drive, hike, maxRetrace, maxSacScale, query, tolerance } from "../state/form";
import { activity, cancel, retry } from "../state/session";
import { LengthField } from "./length_field";
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
        <LengthField id="drive" label="Drive up to" value={drive} usual={{ min: 1_000, max: 200_000 }} />
        <LengthField id="hike" label="Hike about" value={hike} usual={{ min: 3_000, max: 100_000 }} />
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
        choices={[["", "any"], ...kGrades.map((grade) => [grade, gradeName(grade)] as const)]}
        onChoose={(value) => (maxSacScale.value = value || null)}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={avoidRoads.value}
          onChange={(event) => (avoidRoads.value = event.currentTarget.checked)}
        />
        <span>Never along a main road</span>
      </label>
    </div>
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
