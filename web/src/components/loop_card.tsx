// One loop of the list: its length, climb, time and start. When it is chosen, its details open below.
import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { duration, length, timeRange } from "../format/units";
import { atLeast, climbText, points, startGapText, trailheadName, warningText } from "../format/words";
import type { Warning } from "../plan/types";
import { places } from "../state/data";
import { unit } from "../state/form";
import { learntSpread } from "../state/learnt_pace";
import { hoveredKey, select, selectedKey, type NumberedLoop } from "../state/selection";
import { LoopDetail } from "./loop_detail";
import { Silhouette } from "./silhouette";
import { colourOf } from "../styles/loop_colours";

/** A shorter way that is walked twice, such as from a car to the path, is mentioned in the details only. */
const kShortStemM = 50;

/** The climb says by itself that some of it is unknown. */
const isSaidOnCard = ({ kind }: Warning) => kind !== "climb_unknown";

export function LoopCard({ entry }: { entry: NumberedLoop }) {
  const { key, rank, loop, trailhead, query } = entry;
  const open = useComputed(() => selectedKey.value === key).value;
  const hovered = useComputed(() => hoveredKey.value === key).value;
  const card = useRef<HTMLLIElement>(null);
  // The card chosen before closes and may move this one out of sight.
  useEffect(() => {
    if (open) card.current?.scrollIntoView({ block: "nearest" });
  }, [open]);
  const name = trailhead ? trailheadName(trailhead, places.value) : "Trailhead";
  const drive = trailhead?.drive_m ?? null;
  const spread = learntSpread(query.pace);
  const startGap = startGapText(loop, unit.value);
  return (
    <li ref={card} class="loop" data-open={open} data-hovered={hovered} style={{ "--loop": colourOf(rank) }}>
      <button
        type="button"
        class="sign"
        id={`loop-${key}`}
        aria-expanded={open}
        aria-controls={`detail-${key}`}
        onClick={() => select(key)}
        onPointerEnter={() => (hoveredKey.value = key)}
        onPointerLeave={() => (hoveredKey.value = null)}
        onFocus={() => (hoveredKey.value = key)}
        onBlur={() => (hoveredKey.value = null)}
      >
        <span class="shape">
          <Silhouette geometry={loop.geometry} />
          <span class="rank">{rank || "★"}</span>
        </span>
        <span class="figures">
          <strong class="called" translate={false}>
            {loop.name}
          </strong>
          <span class="length">{length(loop.length_m, unit.value)}</span>
          <span class="climb">
            {loop.ascent_m === null ? (
              "climb unknown"
            ) : (
              <>
                <span aria-hidden="true">↗ </span>
                <span class="visually-hidden">climb </span>
                {climbText(loop, unit.value)}
              </>
            )}
          </span>
          <span class="time">
            {atLeast(loop)}
            {spread === null ? duration(loop.time_s) : timeRange(loop.time_s, spread)}
            {query.hike_s !== null && ` / ${atLeast(loop)}${duration(loop.time_reversed_s)} back round`}
          </span>
          <span class="from">
            {drive !== null && `${length(drive, unit.value)}, ${duration(trailhead?.drive_s ?? 0)} drive · `}
            {name}
            {startGap && `, ${startGap}`}
          </span>
          <span class="traits">
            {loop.retraced_m >= kShortStemM && <span>{length(loop.retraced_m, unit.value)} walked twice</span>}
            {loop.road_m > 0 && <span>{length(loop.road_m, unit.value)} on roads</span>}
            {loop.warnings.filter(isSaidOnCard).map((warning) => (
              <span key={warning.kind} class="warned">
                {warningText(warning, unit.value)}
              </span>
            ))}
            {loop.retraced_m < kShortStemM && loop.road_m === 0 && <span>almost nothing walked twice, no roads</span>}
          </span>
        </span>
        <span class="score">
          {points(loop.score)}
          <small> points</small>
        </span>
      </button>
      <div id={`detail-${key}`} class="detail" role="region" aria-labelledby={`loop-${key}`} hidden={!open}>
        {open && <LoopDetail entry={entry} name={name} />}
      </div>
    </li>
  );
}
