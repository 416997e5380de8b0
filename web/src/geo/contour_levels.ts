// How far apart contours are.
export type ContourUnit = "m" | "ft";

/** Every so many metres or feet, and the bold ones. */
export type ContourLevels = readonly [each: number, bold: number];

/** From a zoom of the map on. */
const kLevels: Record<ContourUnit, readonly { fromZoom: number; levels: ContourLevels }[]> = {
  m: [
    { fromZoom: 13, levels: [20, 100] },
    { fromZoom: 12, levels: [100, 500] },
    { fromZoom: 0, levels: [200, 1000] },
  ],
  ft: [
    { fromZoom: 13, levels: [40, 200] },
    { fromZoom: 12, levels: [200, 1000] },
    { fromZoom: 0, levels: [500, 2500] },
  ],
};

/** The densest: of a map that shows little, and of every map on paper. */
export const densestLevels = (unit: ContourUnit): ContourLevels => kLevels[unit][0]!.levels;

export const contourLevels = (unit: ContourUnit, z: number): ContourLevels =>
  kLevels[unit].find(({ fromZoom }) => z >= fromZoom)!.levels;
