// The kilometre grid of the Universal Transverse Mercator projection (WGS 84), as maps on paper have it.
import proj4 from "proj4";
import { atPaper, onPaper, type GridLine, type View } from "./paper";

export interface Zone {
  number: number;
  band: string;
}

const kBands = "CDEFGHJKLMNPQRSTUVWX";
const kKilometreM = 1000;
/** A grid line is a straight line between points so far apart. */
const kStepM = 500;

/** The zone of a position, with the exceptions around Norway and Svalbard. Undefined towards the poles, which have another
 * grid. */
export function zoneOf(lon: number, lat: number): Zone | null {
  if (lat < -80 || lat > 84) return null;
  const wrapped = ((((lon + 180) % 360) + 360) % 360) - 180;
  const band = kBands[Math.min(kBands.length - 1, Math.floor((lat + 80) / 8))]!;
  let number = Math.floor((wrapped + 180) / 6) + 1;
  if (band === "V" && wrapped >= 3 && wrapped < 12) number = 32;
  if (band === "X" && wrapped >= 0 && wrapped < 42)
    number = wrapped < 9 ? 31 : wrapped < 21 ? 33 : wrapped < 33 ? 35 : 37;
  return { number, band };
}

/** Positions to metres east and north in a zone, and back. */
export function projectionOf({ number, band }: Zone) {
  const isSouth = band < "N";
  return proj4(`+proj=utm +zone=${number}${isSouth ? " +south" : ""} +datum=WGS84 +units=m +no_defs`);
}

/** The lines of whole kilometres that cross a view. */
export function gridLines(view: View, zone: Zone): GridLine[] {
  const utm = projectionOf(zone);
  const { width, height } = view;
  const edge = [0, 0.5, 1].flatMap((u) => [0, 0.5, 1].map((v) => utm.forward(atPaper(view, u * width, v * height))));
  const range = (axis: 0 | 1) => {
    const values = edge.map((point) => point[axis]!);
    return [Math.floor(Math.min(...values) / kKilometreM), Math.ceil(Math.max(...values) / kKilometreM)] as const;
  };
  const [west, east] = range(0);
  const [south, north] = range(1);
  const line = (axis: GridLine["axis"], km: number, from: number, to: number): GridLine => {
    const points: [number, number][] = [];
    for (let at = from * kKilometreM; at <= to * kKilometreM; at += kStepM) {
      const [lon, lat] = utm.inverse(axis === "easting" ? [km * kKilometreM, at] : [at, km * kKilometreM]);
      points.push(onPaper(view, lon!, lat!));
    }
    return { axis, km, points };
  };
  const whole = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return [
    ...whole(west, east).map((km) => line("easting", km, south - 1, north + 1)),
    ...whole(south, north).map((km) => line("northing", km, west - 1, east + 1)),
  ];
}
