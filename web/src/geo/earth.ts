// The Earth by WGS 84.

/** Its radius at the equator in metres. */
export const kEquatorRadiusM = 6_378_137;
export const kFlattening = 1 / 298.257223563;
