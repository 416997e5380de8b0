// Boxes around lines.
export type Bounds = [west: number, south: number, east: number, north: number];

/** The box around the positions of a line. */
export function boundsOf(line: readonly (readonly [lon: number, lat: number, ...rest: unknown[]])[]): Bounds {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of line) {
    [west, east] = [Math.min(west, lon), Math.max(east, lon)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  return [west, south, east, north];
}
