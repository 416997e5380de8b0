// A length or a time: a number to type in the unit shown, and a slider over the usual range. Both set the same signal.
import { useSignal, useSignalEffect, type Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { parseAmount } from "../format/numbers";
import { fieldText, fromUnit, type FieldUnit } from "../format/units";
import { amountProblem, type Amount, type kLimits } from "../state/form";

interface Props {
  id: string;
  label: string;
  field: keyof typeof kLimits;
  value: Signal<Amount>;
  unit: FieldUnit;
  /** The range of the slider. A number that is typed may lie outside. */
  usual: { min: number; max: number };
  /** Shown instead of the unit's name: a choice of units. */
  children?: ComponentChildren;
}

const kSteps = 100;

/** To what a person would say: halves of a unit below 10, whole units below 50, else fives; minutes in fives. */
function rounded(amount: number, unit: FieldUnit): number {
  const shown = Number(fieldText(amount, unit));
  const step = unit === "min" ? 5 : shown < 10 ? 0.5 : shown < 50 ? 1 : 5;
  return fromUnit(Math.round(shown / step) * step, unit);
}

/** The text in the field. It follows the signal, but not while the person types. */
function useFieldText(value: Signal<Amount>, unit: FieldUnit): Signal<string> {
  // Signal and unit may change while the field stays on the page.
  const shown = useSignal(value);
  const shownIn = useSignal(unit);
  shown.value = value;
  shownIn.value = unit;
  const text = useSignal(fieldText(value.value.amount, unit));
  useSignalEffect(() => {
    const { amount, problem } = shown.value.value;
    // What is being typed stays as it is while it means the same amount: "12." is not turned into "12".
    if (!problem && parseAmount(text.peek(), shownIn.value) !== amount) text.value = fieldText(amount, shownIn.value);
  });
  return text;
}

export function AmountField({ id, label, field, value, unit, usual, children }: Props) {
  const text = useFieldText(value, unit);
  const onType = (typed: string) => {
    text.value = typed;
    const amount = parseAmount(typed, unit);
    const problem = amountProblem(field, amount, unit);
    value.value = { amount: problem || amount === null ? value.value.amount : amount, problem };
  };
  const ratio = usual.max / usual.min;
  // The slider is logarithmic: its position is a power of the range.
  const position = (Math.log(Math.max(usual.min, value.value.amount) / usual.min) / Math.log(ratio)) * kSteps;
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
          onInput={(event) => onType(event.currentTarget.value)}
        />
        {children ?? <span class="unit">{unit}</span>}
      </div>
      <input
        type="range"
        class="slider"
        aria-label={`${label}, slider`}
        aria-valuetext={`${fieldText(value.value.amount, unit)} ${unit}`}
        min={0}
        max={kSteps}
        value={Math.min(kSteps, position)}
        style={{ "--filled": `${Math.min(100, position)}%` }}
        onInput={(event) => {
          const amount = rounded(usual.min * ratio ** (Number(event.currentTarget.value) / kSteps), unit);
          value.value = { amount, problem: null };
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
