// The loop way by way: where to turn and what comes next. Each part has buttons to avoid it and to include it.
import { cuesOf, type Cue } from "../format/cues";
import { partName, warnings } from "../format/ground";
import { height, length } from "../format/units";
import { gradeName } from "../format/words";
import { turnDirection } from "../geo/turn_direction";
import type { Details, Loop } from "../plan/types";
import { addWish, removeWays, unit, ways, type ChosenWay } from "../state/form";
import { pointedPart } from "../state/selection";

type Wish = ChosenWay["wish"];
const kWishes: [Wish, string][] = [
  ["avoid", "Avoid"],
  ["require", "Include"],
];

export function WayList({ details }: { details: Details }) {
  const cues = cuesOf(details);
  return (
    <details class="ways">
      <summary>Way by way ({cues.length})</summary>
      <ol onPointerLeave={() => (pointedPart.value = null)}>
        {cues.map((cue) => (
          <Row key={cue.part.first_edge} cue={cue} geometry={details.plan.loops[0]!.geometry} />
        ))}
      </ol>
      <p class="hint">
        No loop uses a part that you avoid, and every loop uses a part that you include. Each change starts a new search
        and can be undone.
      </p>
    </details>
  );
}

function Row({ cue, geometry }: { cue: Cue; geometry: Loop["geometry"] }) {
  const { part } = cue;
  const u = unit.value;
  const name = partName(part);
  const mine = ways.value.filter(({ id }) => cue.edges.includes(id));
  const show = () => (pointedPart.value = cue.line);
  const label = `${name}, ${length(cue.length_m, u)}`;
  const wish = (kind: Wish) => {
    const present = mine.filter((way) => way.wish === kind);
    if (present.length > 0) return removeWays(present);
    // To include a part, its middle edge is enough.
    const edges = kind === "avoid" ? cue.edges : [cue.edges[cue.edges.length >> 1]!];
    addWish(
      kind,
      edges.map((id) => ({ id, label })),
    );
  };
  return (
    <li onPointerEnter={show} onFocusCapture={show} data-warned={warnings(part).length > 0}>
      <span class="at">{length(cue.at_m, u)}</span>
      <span class="cue">
        <span class="turn">{turnDirection(geometry, part.first_vertex)}</span> <strong>{name}</strong>
        <small>
          {[
            length(cue.length_m, u),
            part.ascent_m !== null && part.ascent_m >= 10 && `↗ ${height(part.ascent_m, u)}`,
            part.sac_scale && gradeName(part.sac_scale),
            part.retraced && "walked twice",
            ...warnings(part),
          ]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </span>
      <span class="wishes">
        {kWishes.map(([kind, word]) => (
          <button
            type="button"
            key={kind}
            aria-pressed={mine.some((way) => way.wish === kind)}
            aria-label={`${word} ${label}`}
            onClick={() => wish(kind)}
          >
            {word}
          </button>
        ))}
      </span>
    </li>
  );
}
