// A small outline of a loop, by which it is recognised in the list and on the map.
import { useMemo } from "preact/hooks";
import type { Position } from "../plan/types";

const kBox = 44;
const kMargin = 4;
const kMaxPoints = 90;

function outline(geometry: readonly Position[]): string {
  const every = Math.max(1, Math.floor(geometry.length / kMaxPoints));
  const kept = geometry.filter((_, index) => index % every === 0 || index === geometry.length - 1);
  const lats = kept.map((position) => position[1]);
  const lons = kept.map((position) => position[0]);
  const south = Math.min(...lats);
  const north = Math.max(...lats);
  const west = Math.min(...lons);
  const east = Math.max(...lons);
  // A degree of longitude is shorter than one of latitude.
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const extent = Math.max(north - south, (east - west) * squeeze) || 1;
  const scale = (kBox - 2 * kMargin) / extent;
  const x0 = (kBox - (east - west) * squeeze * scale) / 2;
  const y0 = (kBox - (north - south) * scale) / 2;
  return kept
    .map(
      ([lon, lat]) => `${(x0 + (lon - west) * squeeze * scale).toFixed(1)} ${(y0 + (north - lat) * scale).toFixed(1)}`,
    )
    .join("L");
}

export function Silhouette({ geometry }: { geometry: readonly Position[] }) {
  const line = useMemo(() => outline(geometry), [geometry]);
  return (
    <svg class="silhouette" viewBox={`0 0 ${kBox} ${kBox}`} aria-hidden="true">
      <path d={`M${line}`} />
    </svg>
  );
}
