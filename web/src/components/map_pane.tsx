// The map's place on the page. The map's code is large, so it is loaded after the rest. The list works without it, and
// without WebGL.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { meta } from "../state/data";
import { MapKey } from "./map_key";

const problem = signal<string | null>(null);

export function MapPane() {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let close = () => {};
    let gone = false;
    import("../map/map_view")
      .then(({ showMap }) => {
        if (!gone) close = showMap(frame.current!);
      })
      .catch((error: unknown) => {
        problem.value =
          (error instanceof Error && error.name === "NoWebGl" ? error.message : "The map could not be loaded.") +
          " Search, list, profiles and GPX work without it.";
      });
    return () => {
      gone = true;
      close();
    };
  }, []);
  return (
    <aside class="map" aria-label="Map">
      <div ref={frame} class="map-frame" />
      {problem.value && (
        <p class="map-trouble" role="status">
          {problem.value}
        </p>
      )}
      {meta.value?.made_up && (
        <p class="made-up">
          <strong>Made-up demo region.</strong> No such place exists.
        </p>
      )}
      {!problem.value && <MapKey />}
      <p class="attribution">
        {meta.value?.made_up ? (
          meta.value.data.attribution
        ) : (
          <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noreferrer">
            © OpenStreetMap contributors
          </a>
        )}
      </p>
    </aside>
  );
}
