// A choice of a list, and a box to tick: the controls of "More options".
import type { Signal } from "@preact/signals";

/** The usual choices, and the current one where it is none of them: a link may hold any. */
export const withCurrent = (usual: number[], current: number) =>
  usual.includes(current) ? usual : [...usual, current].sort((a, b) => a - b);

interface ChoiceProps {
  id: string;
  label: string;
  value: string;
  choices: (readonly [value: string, name: string])[] | string[][];
  onChoose: (value: string) => void;
}

export function Choice({ id, label, value, choices, onChoose }: ChoiceProps) {
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

export function Check({ label, value }: { label: string; value: Signal<boolean> }) {
  return (
    <label class="check">
      <input type="checkbox" checked={value.value} onChange={(event) => (value.value = event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
