// The map's place on the page. The map's code is large, so it is loaded after the rest. The list works without it, and
// without WebGL.
import { computed, signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { elevationCredit, meta, places } from "../state/data";
import { walkedLoop } from "../state/details";
import { start, unit } from "../state/form";
import { loadPart } from "../state/load_part";
import { isMapComing } from "../state/printing";
import { loops, selectedKey } from "../state/selection";
import { isDragging } from "./drop_files";
import { LineMap } from "./line_map";
import { later } from "./later";
import { MapNotes } from "./map_notes";

const MapCorner = later(async () => (await import("./map_corner")).MapCorner);

const problem = signal<string | null>(null);

/** All loops of the list, the chosen one in the direction in which it is walked. */
const drawnLoops = computed(() =>
  loops.value.map(({ key, rank, loop }) => {
    const isChosen = key === selectedKey.value;
    return { key, rank, isChosen, geometry: (isChosen ? (walkedLoop.value ?? loop) : loop).geometry };
  }),
);

export function MapPane() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let close = () => {};
    let gone = false;
    const fail = (error: unknown) => {
      const isKnown = error instanceof Error && error.name === "NoWebGl";
      if (!isKnown) console.error(error);
      problem.value =
        (isKnown ? error.message : "The map could not be loaded.") + " Search, list, profiles and GPX work without it.";
      isMapComing.value = false;
    };
    loadPart(() => import("../map/map_view"))
      .then(({ showMap }) => {
        if (!gone) close = showMap(frame.current!, fail);
      })
      .catch(fail);
    return () => {
      gone = true;
      close();
    };
  }, []);
  return (
    <aside class="map" aria-label="Map" data-dragging={isDragging.value}>
      <div ref={frame} class="map-frame" />
      {problem.value && (
        <div class="map-trouble">
          <p role="status">{problem.value}</p>
          <LineMap loops={drawnLoops.value} places={places.value} start={start.value} unit={unit.value} />
        </div>
      )}
      {meta.value?.made_up && (
        <p class="made-up">
          <strong>Made-up demo region.</strong> No such place exists.
        </p>
      )}
      <MapNotes />
      {!problem.value && <MapCorner />}
      <p class="attribution">
        {meta.value?.made_up ? (
          meta.value.data.attribution
        ) : (
          <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">
            © OpenStreetMap contributors
          </a>
        )}
        {elevationCredit.value && <> · Elevation: {elevationCredit.value}</>}
      </p>
    </aside>
  );
}
