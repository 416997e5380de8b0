// Distances on a sphere with the Earth's mean radius (haversine formula), right to 0.5 %. They are for words and profiles
// only: every length of a plan comes from the planner.
const kEarthRadiusM = 6_371_008.8;
const rad = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres between two positions in degrees. */
export function distanceM(latA: number, lonA: number, latB: number, lonB: number): number {
  const h =
    Math.sin(rad(latB - latA) / 2) ** 2 +
    Math.cos(rad(latA)) * Math.cos(rad(latB)) * Math.sin(rad(lonB - lonA) / 2) ** 2;
  return 2 * kEarthRadiusM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A closed ring of [lon, lat] at one distance around a point. */
export function circle(lat: number, lon: number, radiusM: number, corners = 96): [number, number][] {
  const ring: [number, number][] = [];
  const angle = radiusM / kEarthRadiusM;
  for (let i = 0; i <= corners; ++i) {
    const bearing = (2 * Math.PI * i) / corners;
    const sinLat = Math.sin(rad(lat)) * Math.cos(angle) + Math.cos(rad(lat)) * Math.sin(angle) * Math.cos(bearing);
    const dLon = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(rad(lat)),
      Math.cos(angle) - Math.sin(rad(lat)) * sinLat,
    );
    ring.push([lon + (dLon * 180) / Math.PI, (Math.asin(sinLat) * 180) / Math.PI]);
  }
  return ring;
}
