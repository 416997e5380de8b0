// The addresses of the tiles that are drawn under the loops. The ground's version is in them for caches alone, so that none
// answers with a tile from before an import: a server ignores it.
export const groundTiles = (base: string, layer: "map" | "terrain" | "ground", version: string) =>
  `${base}v1/tiles/${layer}/{z}/{x}/{y}?v=${version}`;

/** The address of one of them; `cell`: zoom, column and row, as "12/2064/1510". */
export const groundTile = (tiles: string, cell: string) => tiles.replace("{z}/{x}/{y}", cell);
