// The days of the chosen loop, each with the night that ends it. A night pointed at, or with the focus, is shown on the map.
import { dayText, daysText, isDry, nightName, nightText, waterText } from "../format/days";
import type { Loop, Stage } from "../plan/types";
import { unit } from "../state/form";
import { pointed } from "../state/selection";

export function DayList({ loop }: { loop: Loop }) {
  if (loop.stages.length === 0) return null;
  return (
    <section class="days" aria-label="Day by day">
      <p>
        <strong>{daysText(loop)}</strong>
      </p>
      <ol>
        {loop.stages.map((stage, index) => (
          <li key={stage.from_m}>
            <strong>Day {index + 1}:</strong> {dayText(stage, loop, unit.value)}
            <NightOf stage={stage} />
          </li>
        ))}
      </ol>
      <small>Nights are from the map: ask whether they are open and have room.</small>
    </section>
  );
}

function NightOf({ stage }: { stage: Stage }) {
  const { night } = stage;
  if (!night) return null;
  const show = () => void (pointed.value = { lon: night.lon, lat: night.lat });
  const hide = () => void (pointed.value = null);
  const known = nightText(night, unit.value);
  return (
    <button type="button" onPointerEnter={show} onPointerLeave={hide} onFocus={show} onBlur={hide} onClick={show}>
      <span>
        Night: <strong translate={false}>{nightName(night)}</strong>
        <small>
          {known && `${known}; `}
          <span data-dry={isDry(stage)}>{waterText(stage, unit.value)}</span>
        </small>
      </span>
    </button>
  );
}
