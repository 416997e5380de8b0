// A length in the chosen unit: a number to type and a slider over the usual range, both of the same metres.
import { useSignal, useSignalEffect, type Signal } from "@preact/signals";
import { fieldText, parseNumber, toMetres } from "../format/units";
import { lengthProblem, unit, type kLimits, type LengthField as Length } from "../state/form";

interface Props {
  id: keyof typeof kLimits;
  label: string;
  value: Signal<Length>;
  /** What the slider spans, in metres; typing reaches further. */
  usual: { min: number; max: number };
}

const kSteps = 100;

/** Whole units for long ways, halves for short ones: what a person would say. */
function rounded(m: number): number {
  const inUnit = Number(fieldText(m, unit.value));
  const step = inUnit < 10 ? 0.5 : inUnit < 50 ? 1 : 5;
  return toMetres(Math.round(inUnit / step) * step, unit.value);
}

export function LengthField({ id, label, value, usual }: Props) {
  const text = useSignal(fieldText(value.value.m, unit.value));
  useSignalEffect(() => {
    const { m, problem } = value.value;
    const shown = fieldText(m, unit.value);
    const typed = parseNumber(text.peek());
    // Leaves what is being typed alone as long as it means the same.
    if (!problem && (typed === null || toMetres(typed, unit.value) !== m)) text.value = shown;
  });

  const take = (typed: string) => {
    text.value = typed;
    const number = parseNumber(typed);
    const m = number === null ? null : toMetres(number, unit.value);
    const problem = lengthProblem(id, m, unit.value);
    value.value = { m: problem || m === null ? value.value.m : m, problem };
  };
  const ratio = usual.max / usual.min;
  const position = (Math.log(Math.max(usual.min, value.value.m) / usual.min) / Math.log(ratio)) * kSteps;
  const { problem } = value.value;

  return (
    <div class="field length">
      <label for={id}>{label}</label>
      <div class="number">
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={text.value}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onInput={(event) => take(event.currentTarget.value)}
        />
        <span class="unit">{unit.value}</span>
      </div>
      <input
        type="range"
        class="slider"
        aria-label={`${label}, slider`}
        aria-valuetext={`${fieldText(value.value.m, unit.value)} ${unit.value}`}
        min={0}
        max={kSteps}
        value={Math.min(kSteps, position)}
        style={{ "--filled": `${Math.min(100, position)}%` }}
        onInput={(event) => {
          const m = rounded(usual.min * ratio ** (Number(event.currentTarget.value) / kSteps));
          value.value = { m, problem: null };
        }}
      />
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
