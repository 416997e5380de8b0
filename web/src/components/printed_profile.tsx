// The elevation profile on paper: with axes, and the names of what lies on the way.
import { height, kMetresInFoot, length, metresIn, type Unit } from "../format/units";
import type { ProfilePoint } from "../geo/profile";
import type { Loop } from "../plan/types";

const kTall = 52;
const kLeft = 14;
const kRight = 4;
const kTop = 16;
const kBottom = kTall - 7;
/** A letter of a name is about so wide. */
const kLetterMm = 1.4;

/** The smallest of the steps 1, 2, 5 times a power of ten that divides a length into at most `count` parts. */
export function roundStep(whole: number, count: number): number {
  const power = 10 ** Math.floor(Math.log10(whole / count));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => whole / step <= count)!;
}

/** Multiples of a step from `low` to `high`. */
function ticks(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, index) => (first + index) * step);
}

interface Props {
  profile: readonly ProfilePoint[];
  sights: Loop["highlights"];
  stages: Loop["stages"];
  unit: Unit;
  /** Of the drawing, in millimetres. */
  width: number;
}

export function PrintedProfile({ profile, sights, stages, unit, width }: Props) {
  const total = profile[profile.length - 1]!.at_m;
  const elevations = profile.map(({ ele_m }) => ele_m);
  const [heightUnitM, lengthUnitM] = [unit === "km" ? 1 : kMetresInFoot, metresIn(unit)];
  const spread = Math.max(100, Math.max(...elevations) - Math.min(...elevations));
  const stepM = roundStep(spread / heightUnitM, 4) * heightUnitM;
  const low = Math.floor(Math.min(...elevations) / stepM) * stepM;
  const high = Math.max(low + stepM, Math.ceil(Math.max(...elevations) / stepM) * stepM);
  const x = (at_m: number) => kLeft + (at_m / total) * (width - kLeft - kRight);
  const y = (ele_m: number) => kBottom - ((ele_m - low) / (high - low)) * (kBottom - kTop);
  const line = profile.map(({ at_m, ele_m }) => `${x(at_m).toFixed(2)} ${y(ele_m).toFixed(2)}`).join("L");
  const stepX = roundStep(total / lengthUnitM, 10) * lengthUnitM;
  // Names in two rows; one that has no room is left out, and is in the list below.
  const rowEnds = [kLeft, kLeft];
  const named = sights.flatMap((sight) => {
    if (sight.name === null) return [];
    const text = short(sight.name);
    const at = x(sight.at_m);
    const wide = text.length * kLetterMm + 2;
    const isLate = at + wide > width;
    const [from, to] = isLate ? [at - wide, at] : [at, at + wide];
    const row = rowEnds.findIndex((end) => from >= end);
    if (row < 0) return [];
    rowEnds[row] = to;
    return [{ text, at, row, isLate }];
  });
  return (
    <svg
      class="printed-profile"
      viewBox={`0 0 ${width} ${kTall}`}
      style={{ width: `${width}mm`, height: `${kTall}mm` }}
    >
      {ticks(low, high, stepM).map((ele_m) => (
        <g key={ele_m} class="axis">
          <path d={`M${kLeft} ${y(ele_m)}H${width - kRight}`} />
          <text x={kLeft - 1} y={y(ele_m) + 1} text-anchor="end">
            {height(Math.round(ele_m), unit)}
          </text>
        </g>
      ))}
      <path class="ground" d={`M${kLeft} ${kBottom}L${line}L${width - kRight} ${kBottom}Z`} />
      <path class="ridge" d={`M${line}`} />
      {ticks(0, total, stepX).map((at_m) => (
        <g key={at_m} class="axis">
          <path d={`M${x(at_m)} ${kBottom}v1.2`} />
          <text x={x(at_m)} y={kBottom + 4.4} text-anchor="middle">
            {length(at_m, unit)}
          </text>
        </g>
      ))}
      {stages.map(({ from_m, to_m, length_m }, index) => (
        <g key={from_m} class="day">
          {index > 0 && <path d={`M${x(from_m)} ${kBottom}V${kTop - 2}`} />}
          <text x={x((from_m + to_m) / 2)} y={kBottom - 1.5} text-anchor="middle">
            Day {index + 1}: {length(length_m, unit)}
          </text>
        </g>
      ))}
      {named.map(({ text, at, row, isLate }) => {
        const top = 4 + row * 5;
        return (
          <g key={`${at} ${text}`} class="sight">
            <path d={`M${at} ${kBottom}V${top - 2.5}`} />
            <text x={isLate ? at - 0.8 : at + 0.8} y={top} text-anchor={isLate ? "end" : "start"} translate={false}>
              {text}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const kMaxName = 18;
const short = (name: string) => (name.length > kMaxName ? `${name.slice(0, kMaxName - 1)}…` : name);
