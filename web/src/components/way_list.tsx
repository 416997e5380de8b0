// The loop way by way: where to turn, what comes next, and for each part the wish to avoid it or to walk over it.
import { partName, warnings } from "../format/ground";
import { height, length } from "../format/units";
import { gradeName } from "../format/words";
import { turnAt } from "../geo/turns";
import type { Details, Loop, LoopPart } from "../plan/types";
import { type ChosenWay, forget, unit, wishFor, ways } from "../state/form";
import { pointedPart } from "../state/selection";

/** Shorter parts are crossings and corners: they belong to the part before. */
const kShortM = 40;

type Wish = ChosenWay["wish"];
const kWishes: [Wish, string][] = [
  ["avoid", "Avoid"],
  ["require", "Keep"],
];

/** A part as it is read: with the short ones after it. */
export interface Cue {
  part: LoopPart;
  at_m: number;
  length_m: number;
  edges: number[];
  line: Loop["geometry"];
}

export function cuesOf({ plan, parts }: Details): Cue[] {
  const loop = plan.loops[0]!;
  const cues: Cue[] = [];
  let at_m = 0;
  parts.forEach((part, index) => {
    const edges = loop.edges.slice(part.first_edge, part.first_edge + part.edge_count).map(({ id }) => id);
    const end = parts[index + 1]?.first_vertex ?? loop.geometry.length - 1;
    const line = loop.geometry.slice(part.first_vertex, end + 1);
    const before = cues[cues.length - 1];
    if (before && part.length_m < kShortM && !part.informal) {
      before.length_m += part.length_m;
      before.edges.push(...edges);
      before.line = [...before.line, ...line.slice(1)];
    } else {
      cues.push({ part, at_m, length_m: part.length_m, edges, line });
    }
    at_m += part.length_m;
  });
  return cues;
}

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
        A part you avoid is left out, a part you keep is walked over by every loop. Each is searched for anew and can be
        undone.
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
    if (present.length > 0) return forget(present);
    // To be walked over, one edge of it is enough: its middle.
    const edges = kind === "avoid" ? cue.edges : [cue.edges[cue.edges.length >> 1]!];
    wishFor(
      kind,
      edges.map((id) => ({ id, label })),
    );
  };
  return (
    <li onPointerEnter={show} onFocusCapture={show} data-warned={warnings(part).length > 0}>
      <span class="at">{length(cue.at_m, u)}</span>
      <span class="cue">
        <span class="turn">{turnAt(geometry, part.first_vertex)}</span> <strong>{name}</strong>
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
