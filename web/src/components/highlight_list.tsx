// What the chosen loop goes to or passes, each with how far it is to there. What is pointed at, or has the focus, is shown
// on the map.
import { highlightKind } from "../format/highlights";
import { length } from "../format/units";
import { metresAlong, pointAt } from "../geo/profile";
import type { Loop } from "../plan/types";
import { unit } from "../state/form";
import { pointed } from "../state/selection";

export function HighlightList({ loop }: { loop: Loop }) {
  const u = unit.value;
  if (loop.highlights.length === 0) return null;
  const along = metresAlong(loop.geometry, loop.length_m);
  const hide = () => void (pointed.value = null);
  return (
    <section class="highlights" aria-label="On the way">
      <ol onPointerLeave={hide}>
        {loop.highlights.map((highlight) => {
          const { at_m } = highlight;
          const show = () => {
            const point = pointAt(loop.geometry, along, at_m);
            pointed.value = point && { ...point, at_m };
          };
          return (
            <li key={`${highlight.at_m} ${highlight.kind} ${highlight.name}`}>
              <button type="button" onPointerEnter={show} onFocus={show} onBlur={hide} onClick={show}>
                <span class="at">{length(highlight.at_m, u)}</span>
                <span>
                  {highlight.name && (
                    <>
                      <strong translate={false}>{highlight.name}</strong>{" "}
                    </>
                  )}
                  <small>{highlightKind(highlight, u)}</small>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
