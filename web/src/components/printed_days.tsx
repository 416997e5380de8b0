// The days of a loop with nights on paper.
import { dayText, daysText, nightName, nightText, waterText } from "../format/days";
import type { Loop } from "../plan/types";
import { unit } from "../state/form";

export function PrintedDays({ loop }: { loop: Loop }) {
  if (loop.stages.length === 0) return null;
  const u = unit.value;
  return (
    <section class="printed-days">
      <p>
        <strong>{daysText(loop)}</strong>. Nights are from the map: ask whether they are open and have room.
      </p>
      <ol>
        {loop.stages.map((stage, index) => (
          <li key={stage.from_m}>
            Day {index + 1}: {dayText(stage, loop, u)}
            {stage.night && (
              <>
                . Night: <strong translate={false}>{nightName(stage.night)}</strong>
                {[nightText(stage.night, u), waterText(stage, u)].filter(Boolean).map((text) => `; ${text}`)}
              </>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
