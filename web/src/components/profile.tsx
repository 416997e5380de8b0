// The elevation profile of a loop. Pointer or arrow keys choose a point of it; the map shows the same point.
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { profileAt, type ProfilePoint } from "../geo/profile";
import { dayColour } from "../format/days";
import { height, length } from "../format/units";
import type { Loop } from "../plan/types";
import { unit } from "../state/form";
import { pointed } from "../state/selection";

const kWidth = 400;
const kHeight = 120;
const kTop = 14;
const kBottom = 104;
const kKeySteps = 60;

type Sights = Loop["highlights"];

interface Props {
  profile: readonly ProfilePoint[];
  sights: Sights;
  stages: Loop["stages"];
}

export function Profile({ profile, sights, stages }: Props) {
  const at = useSignal<number | null>(null);
  const figure = useRef<HTMLDivElement>(null);
  const total = profile[profile.length - 1]!.at_m;
  const { low, high } = useMemo(() => drawn(profile, total), [profile, total]);
  useEffect(() => () => void (pointed.value = null), [profile]);

  const y = (ele_m: number) => kBottom - ((ele_m - low) / (high - low)) * (kBottom - kTop);
  const x = (at_m: number) => (at_m / total) * kWidth;
  const point = (at_m: number | null) => {
    at.value = at_m === null ? null : Math.min(total, Math.max(0, at_m));
    pointed.value = at.value === null ? null : profileAt(profile, at.value);
  };
  const onPointer = (event: PointerEvent) => {
    const box = figure.current!.getBoundingClientRect();
    point(((event.clientX - box.left) / box.width) * total);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = total / kKeySteps;
    const here = at.value ?? 0;
    const to: Record<string, number> = {
      ArrowRight: here + step,
      ArrowUp: here + step,
      ArrowLeft: here - step,
      ArrowDown: here - step,
      PageUp: here + step * 10,
      PageDown: here - step * 10,
      Home: 0,
      End: total,
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    point(next);
  };
  // What is pointed at elsewhere, such as a hut on the map, is shown here, too.
  const shown = at.value ?? pointed.value?.at_m ?? null;
  const here = shown === null ? null : profileAt(profile, shown);
  const u = unit.value;
  const spoken = (p: ProfilePoint) => `${length(p.at_m, u)}: ${height(Math.round(p.ele_m), u)} above sea level`;

  return (
    <figure class="profile">
      <div
        ref={figure}
        class="profile-area"
        role="slider"
        tabIndex={0}
        aria-label="Elevation along the loop"
        aria-valuemin={0}
        aria-valuemax={Math.round(total)}
        aria-valuenow={Math.round(here?.at_m ?? 0)}
        aria-valuetext={spoken(here ?? profile[0]!)}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={() => point(null)}
        onKeyDown={onKeyDown}
        onBlur={() => point(null)}
      >
        <ProfileLine profile={profile} sights={sights} stages={stages} cursorX={here && x(here.at_m)} />
        {here && (
          <span
            class="dot"
            style={{ left: `${(here.at_m / total) * 100}%`, top: `${(y(here.ele_m) / kHeight) * 100}%` }}
          />
        )}
        {stages.map(({ from_m, to_m, length_m }, index) => (
          <span
            key={from_m}
            class="day-mark"
            data-day={dayColour(index)}
            style={{ left: `${(from_m / total) * 100}%`, width: `${((to_m - from_m) / total) * 100}%` }}
          >
            {index + 1}
            <small> {length(length_m, u)}</small>
          </span>
        ))}
        <span class="mark high">{height(Math.round(high), u)}</span>
        <span class="mark low">{height(Math.round(low), u)}</span>
      </div>
      <figcaption>{here ? spoken(here) : `Elevation over ${length(total, u)}`}</figcaption>
    </figure>
  );
}

interface Drawing {
  profile: readonly ProfilePoint[];
  sights: Sights;
  stages?: Loop["stages"];
  cursorX?: number | null;
}

const kNoStages: Loop["stages"] = [];

/** The profile's drawing, without marks and controls: the line, and a stroke below it for each thing on the way that has a
 * name. */
export function ProfileLine({ profile, sights, stages = kNoStages, cursorX }: Drawing) {
  const total = profile[profile.length - 1]!.at_m;
  const { line, points } = useMemo(() => drawn(profile, total), [profile, total]);
  // Once for each loop: the cursor moves with the pointer.
  const { strokes, days, nights } = useMemo(() => {
    const x = (at_m: number) => ((at_m / total) * kWidth).toFixed(1);
    return {
      strokes: sights.filter(({ name }) => name !== null).map(({ at_m }) => `M${x(at_m)} ${kHeight}v-8`),
      days: stages.map(({ from_m, to_m }) => {
        const isOnDay = (_: string, i: number) => profile[i]!.at_m >= from_m - 1 && profile[i]!.at_m <= to_m + 1;
        return { from_m, line: points.filter(isOnDay).join("L") };
      }),
      nights: stages.slice(1).map(({ from_m }) => `M${x(from_m)} 0V${kHeight}`),
    };
  }, [profile, points, sights, stages, total]);
  return (
    <svg viewBox={`0 0 ${kWidth} ${kHeight}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="ground" d={`M0 ${kHeight}L${line}L${kWidth} ${kHeight}Z`} />
      <path class="ridge" d={`M${line}`} />
      {days.map(({ from_m, line }, index) => (
        <path key={from_m} class="ridge" data-day={dayColour(index)} d={`M${line}`} />
      ))}
      <path class="nights" d={nights.join("")} />
      <path class="sights" d={strokes.join("")} />
      {cursorX != null && <path class="cursor" d={`M${cursorX} 0V${kHeight}`} />}
    </svg>
  );
}

function drawn(profile: readonly ProfilePoint[], total: number) {
  const elevations = profile.map((p) => p.ele_m);
  const low = Math.min(...elevations);
  // At least 100 m from bottom to top, so that a flat walk is drawn flat.
  const high = Math.max(low + 100, ...elevations);
  const points = profile.map((p) => {
    const x = (p.at_m / total) * kWidth;
    const y = kBottom - ((p.ele_m - low) / (high - low)) * (kBottom - kTop);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return { low, high, points, line: points.join("L") };
}
