// A night for tests: a hut of which the map says nothing but its name and water.
import type { Night } from "../plan/types";

export const kNight: Night = {
  id: "n1",
  kind: "hut",
  name: "Refugi de Juclar",
  lat: 42.6,
  lon: 1.7,
  vertex: 4,
  detour_m: 120,
  water: "tap",
  unverified: false,
  open_months: [],
  capacity: null,
  fee: null,
  reservation: null,
  phone: null,
  website: null,
};
