// How fast the person walks: a factor for the flat, up and down, set by sliders or learnt from recorded walks.
import { length } from "../format/units";
import type { Pace } from "../plan/types";
import { pace, unit } from "../state/form";
import {
  forgetLearntPace,
  isLearning,
  learningProblems,
  learnPace,
  learntPace,
  learntSpread,
} from "../state/learnt_pace";
import { kPaceFactors, setPace } from "../state/pace";

const kPaceWords: Record<keyof Pace, string> = {
  flat: "Time on the flat",
  up: "Time uphill",
  down: "Time downhill",
};
/** Of the slider. A link may hold less or more. */
const kUsualPace = { min: 0.5, max: 2, step: 0.05 };

/** How far the slider is filled, in percent. */
const filled = (factor: number) =>
  Math.min(100, Math.max(0, ((factor - kUsualPace.min) / (kUsualPace.max - kUsualPace.min)) * 100));

/** How the person's walking times compare with the formula's. */
export function PaceFields() {
  return (
    <fieldset class="preferences">
      <legend>Your pace, beside the Swiss hiking formula’s</legend>
      {kPaceFactors.map((factor) => (
        <label key={factor} class="preference">
          <span>{kPaceWords[factor]}</span>
          <input
            type="range"
            class="slider"
            {...kUsualPace}
            value={pace.value[factor]}
            style={{ "--filled": `${filled(pace.value[factor])}%` }}
            aria-valuetext={`${Math.round(pace.value[factor] * 100)} percent of the formula’s time`}
            onInput={(event) => setPace({ ...pace.value, [factor]: Number(event.currentTarget.value) })}
          />
          <small>× {Math.round(pace.value[factor] * 100) / 100}</small>
        </label>
      ))}
      <LearnPace />
      <p class="hint">It is kept on this device, and is part of a link you share.</p>
    </fieldset>
  );
}

const factorsText = ({ flat, up, down }: Pace) => `× ${flat} on the flat, × ${up} uphill, × ${down} downhill`;

/** Files with the times of walks, from which the factors are learnt on this device. */
function LearnPace() {
  const learnt = learntPace.value;
  return (
    <div class="learn-pace">
      <label class="quiet file">
        {learnt ? "Learn it anew from GPX files" : "Learn it from GPX files of your walks"}
        <input
          type="file"
          accept=".gpx,application/gpx+xml"
          multiple
          disabled={isLearning.value}
          onChange={(event) => {
            void learnPace([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <p class="hint" role="status">
        {isLearning.value
          ? "Reading your walks …"
          : learnt
            ? `From ${learnt.walks} ${learnt.walks === 1 ? "walk" : "walks"}, ${length(learnt.length_m, unit.value)}, pauses left out: ${factorsText(learnt.pace)}; usually right to ${Math.round(learnt.spread * 100)} %.`
            : "They need times and elevations, and stay on this device."}
      </p>
      {learnt && (
        <p class="actions">
          {learntSpread(pace.value) === null && (
            <button type="button" class="quiet" onClick={() => setPace(learnt.pace)}>
              Use it
            </button>
          )}
          <button type="button" class="quiet" onClick={forgetLearntPace}>
            Forget it
          </button>
        </p>
      )}
      {learningProblems.value.map((problem) => (
        <p key={problem} class="problem" role="alert">
          {problem}
        </p>
      ))}
    </div>
  );
}
