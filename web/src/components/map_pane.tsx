// The map's place on the page. Its code is large and comes later, by itself; without it, or without WebGL, the list works.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { meta } from "../state/data";
import { MapKey } from "./map_key";

const trouble = signal<string | null>(null);

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
        trouble.value =
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
      {trouble.value && (
        <p class="map-trouble" role="status">
          {trouble.value}
        </p>
      )}
      {meta.value?.made_up && (
        <p class="made-up">
          <strong>Made-up demo region.</strong> No such place exists.
        </p>
      )}
      {!trouble.value && <MapKey />}
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
