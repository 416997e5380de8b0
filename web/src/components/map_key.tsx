// The map's key: what each kind of line, area and icon means. What the data or the person have off the map is not in it.
import { ground, shown } from "../state/ground";
import { details, walkedLoop } from "../state/details";

interface Row {
  mark: string;
  text: string;
}

const kWays: Row[] = [
  { mark: "graded", text: "path of grade T1" },
  { mark: "mountain", text: "mountain path (T2; with shorter dashes T3)" },
  { mark: "ungraded", text: "path that nobody has graded: unknown, not easy" },
  { mark: "alpine", text: "alpine path (T4 to T6), via ferrata" },
  { mark: "informal", text: "informal path" },
  { mark: "track", text: "track; a whole line where it is known to be firm" },
  { mark: "road", text: "road that links paths" },
  { mark: "reach", text: "road within the drive" },
  { mark: "drive", text: "drive to the chosen loop" },
];

const kGroundLines: Row[] = [
  { mark: "stream", text: "river, stream" },
  { mark: "rail", text: "railway" },
  { mark: "lift", text: "lift" },
  { mark: "ridge", text: "ridge" },
  { mark: "reserve", text: "edge of a park or reserve" },
  { mark: "border", text: "border" },
];

const kAreas: Row[] = [
  { mark: "wood", text: "wood" },
  { mark: "scrub", text: "scrub, heath" },
  { mark: "meadow", text: "meadow" },
  { mark: "rock", text: "rock, scree" },
  { mark: "glacier", text: "glacier" },
  { mark: "wetland", text: "wetland" },
  { mark: "water", text: "lake, river" },
  { mark: "built", text: "village, town" },
];

const kIcons: Row[] = [
  { mark: "hut", text: "hut, shelter" },
  { mark: "reserve", text: "camp" },
  { mark: "waterline", text: "water, spring" },
  { mark: "sight", text: "peak, viewpoint" },
];

function Rows({ kind, rows }: { kind: "line" | "area" | "icon"; rows: readonly Row[] }) {
  return (
    <>
      {rows.map(({ mark, text }) => (
        <li key={mark}>
          <span class={`${kind}-mark`} data-line={mark} style={swatchOf(kind, mark)} aria-hidden="true" /> {text}
        </li>
      ))}
    </>
  );
}

const swatchOf = (kind: string, mark: string) => (kind === "line" ? {} : { background: `var(--ground-${mark})` });

export function MapKey() {
  // Places to sleep and water of the chosen loop have icons, too.
  const hasSpots = (walkedLoop.value?.stages.length ?? 0) > 0 || (details.value?.along.length ?? 0) > 0;
  return (
    <details class="map-key">
      <summary>Map key</summary>
      <ul>
        <Rows kind="line" rows={kWays} />
        {shown.value.has("contours") && (
          <Rows kind="line" rows={[{ mark: "contour", text: "contour, with its height" }]} />
        )}
        {ground.value.map && (
          <>
            <Rows kind="line" rows={kGroundLines} />
            <Rows kind="area" rows={kAreas} />
          </>
        )}
        {(ground.value.map || hasSpots) && <Rows kind="icon" rows={kIcons} />}
      </ul>
    </details>
  );
}
