// Written by tests/support/typescript.cpp from the C++ that writes and reads these documents; not by hand.
// What each member means, its unit and what null says: core/export/PLAN.md. To write it anew:
//   LOOPGENIE_WRITE_CONTRACT=1 ./loopgenie test core 'Contract.*'

export const kApiVersion = 1;
export const kTileVersion = 5;
export const kMaxTileBytes = 16777216;
export const kPlanVersion = 3;

export type LatLon = readonly [lat: number, lon: number];
export type Position = readonly [lon: number, lat: number, ele?: number | null];

export const kPlanStatuses = ["complete", "deadline", "cancelled"] as const;
export type PlanStatus = (typeof kPlanStatuses)[number];

export const kTrailheadStatuses = ["optimal", "bounded", "none_exists", "none_found"] as const;
export type TrailheadStatus = (typeof kTrailheadStatuses)[number];

export const kNoLoopReasons = ["tiles_missing", "place_missing", "map_incomplete", "no_way", "only_out_and_back", "loop_too_far", "loops_too_small", "outside_limits", "required_out_of_reach", "required_outside_limits", "no_night", "nights_outside_limits", "not_found"] as const;
export type NoLoopReason = (typeof kNoLoopReasons)[number];

export const kProblemCodes = ["unreadable", "no_start", "two_starts", "no_position", "two_drives", "no_hike", "two_hikes", "out_of_limits", "avoided_and_required", "two_days", "day_of_other_unit", "kept_and_avoided", "no_data", "no_road", "no_trailhead", "no_network", "trailhead_missing", "drive_unknown", "loop_changed", "loop_start_changed", "data_changed"] as const;
export type ProblemCode = (typeof kProblemCodes)[number];

export const kRouteShapes = ["loop", "lollipop", "figure_of_eight"] as const;
export type RouteShape = (typeof kRouteShapes)[number];

export const kTrailheadKinds = ["unknown", "trailhead", "parking", "road_junction", "ferry_landing", "station", "bus_stop", "village", "junction"] as const;
export type TrailheadKind = (typeof kTrailheadKinds)[number];

export const kParkingKinds = ["surface", "roadside", "underground", "multi_storey"] as const;
export type ParkingKind = (typeof kParkingKinds)[number];

export const kPlaceKinds = ["unknown", "city", "town", "village", "hamlet", "suburb", "locality"] as const;
export type PlaceKind = (typeof kPlaceKinds)[number];

export const kHighlightKinds = ["peak", "saddle", "lake", "waterfall", "viewpoint", "alpine_hut", "wilderness_hut", "shelter", "village", "suburb", "hamlet", "locality"] as const;
export type HighlightKind = (typeof kHighlightKinds)[number];

export const kPoiKinds = ["unknown", "alpine_hut", "wilderness_hut", "shelter", "camp_site", "camp_pitch", "drinking_water", "spring", "peak", "saddle", "waterfall", "viewpoint", "lake", "well", "fountain", "water_point", "wild_camp"] as const;
export type PoiKind = (typeof kPoiKinds)[number];

export const kKindsOfNights = ["hut", "bothy", "shelter", "camp", "wild"] as const;
export type NightKind = (typeof kKindsOfNights)[number];

export const kNightWaters = ["natural", "tap", "spring", "seasonal", "keeper"] as const;
export type NightWater = (typeof kNightWaters)[number];

export const kReservations = ["no", "possible", "recommended", "required"] as const;
export type Reservation = (typeof kReservations)[number];

export const kWayOutKinds = ["road", "village"] as const;
export type WayOutKind = (typeof kWayOutKinds)[number];

export const kNightChanges = ["fewer_nights", "longest_day_m", "longest_day_s", "longest_day_ascent_m", "shortest_day_m", "shortest_day_s", "night_kinds", "max_night_detour_m", "water_at_night"] as const;
export type NightChange = (typeof kNightChanges)[number];
export const kWaterKinds: readonly PoiKind[] = ["drinking_water", "spring", "well", "fountain", "water_point"];

export const kWayClasses = ["unknown", "path", "footway", "track", "bridleway", "steps", "pedestrian", "cycleway", "via_ferrata", "living_street", "residential", "service", "unclassified", "road", "tertiary", "secondary", "primary"] as const;
export type WayClass = (typeof kWayClasses)[number];
export const kRoadClasses: readonly WayClass[] = ["living_street", "residential", "service", "unclassified", "road", "tertiary", "secondary", "primary"];
export const kMainRoadClasses: readonly WayClass[] = ["secondary", "primary"];

export const kSacScales = ["strolling", "hiking", "mountain_hiking", "demanding_mountain_hiking", "alpine_hiking", "demanding_alpine_hiking", "difficult_alpine_hiking"] as const;
export type SacScale = (typeof kSacScales)[number];

export const kUngradedWays = ["fine", "easy_only", "no"] as const;
export type UngradedWays = (typeof kUngradedWays)[number];

export const kDirections = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"] as const;
export type Direction = (typeof kDirections)[number];

export const kWarningKinds = ["grade", "ungraded", "visibility", "via_ferrata", "bike_trail", "permit", "customers", "restricted", "seasonal", "conditional", "informal", "fence", "ford", "tidal", "ice_road", "winter_road", "climb_unknown", "old_rules"] as const;
export type WarningKind = (typeof kWarningKinds)[number];

export const kSurfaces = ["paved", "compacted", "gravel", "ground", "grass", "rock", "sand", "wood", "mud", "snow"] as const;
export type Surface = (typeof kSurfaces)[number];

export const kTrailVisibilities = ["excellent", "good", "intermediate", "bad", "horrible", "no"] as const;
export type TrailVisibility = (typeof kTrailVisibilities)[number];

export interface Pace {
  flat: number;
  up: number;
  down: number;
}

export interface Appeal {
  roads: number;
  water: number;
  sights: number;
  routes: number;
  rough: number;
}
export const kAppealTopics = ["roads", "water", "sights", "routes", "rough"] as const satisfies readonly (keyof Appeal)[];

export interface Query {
  at: LatLon | null;
  trailhead: string | null;
  start: LatLon | null;
  drive_m: number | null;
  drive_s: number | null;
  hike_m: number | null;
  hike_s: number | null;
  pace: Pace;
  tolerance: number;
  max_retrace: number;
  max_overlap: number;
  count: number;
  access_m: number;
  effort: number;
  seed: number;
  max_bytes: number;
  drive_cost: number;
  max_ascent_m: number | null;
  about_ascent_m: number | null;
  max_sac_scale: SacScale;
  ungraded: UngradedWays | null;
  avoid_roads: boolean;
  via_ferratas: boolean;
  bike_trails: boolean;
  figure_of_eight: boolean;
  direction: Direction | null;
  appeal: Appeal;
  avoid_edges: number[];
  require_edges: number[];
  nights: number | null;
  day_m: number | null;
  day_s: number | null;
  night_kinds: NightKind[];
  max_night_detour_m: number;
  longest_day_m: number | null;
  longest_day_s: number | null;
  longest_day_ascent_m: number | null;
  shortest_day_m: number | null;
  shortest_day_s: number | null;
  short_first_day: boolean;
  short_last_day: boolean;
  water_at_night: boolean;
  water_before_night_m: number;
  keep_nights: string[];
  avoid_nights: string[];
}

/** What a query says that leaves everything out; the rest it has to say. */
export const kQueryDefaults: Omit<Query, "at" | "trailhead" | "start"> = {
  drive_m: null,
  drive_s: null,
  hike_m: null,
  hike_s: null,
  pace: { flat: 1, up: 1, down: 1 },
  tolerance: 0.1,
  max_retrace: 0.15,
  max_overlap: 0.6,
  count: 20,
  access_m: 250,
  effort: 1000000,
  seed: 1,
  max_bytes: 20000000,
  drive_cost: 0,
  max_ascent_m: null,
  about_ascent_m: null,
  max_sac_scale: "demanding_mountain_hiking",
  ungraded: null,
  avoid_roads: false,
  via_ferratas: false,
  bike_trails: false,
  figure_of_eight: false,
  direction: null,
  appeal: { roads: 100, water: 100, sights: 100, routes: 100, rough: 100 },
  avoid_edges: [],
  require_edges: [],
  nights: null,
  day_m: null,
  day_s: null,
  night_kinds: ["hut", "bothy", "shelter", "camp"],
  max_night_detour_m: 500,
  longest_day_m: null,
  longest_day_s: null,
  longest_day_ascent_m: null,
  shortest_day_m: null,
  shortest_day_s: null,
  short_first_day: false,
  short_last_day: false,
  water_at_night: false,
  water_before_night_m: 1000,
  keep_nights: [],
  avoid_nights: [],
};
/** The drive from a place where the query names none. */
export const kDefaultDriveM = 20000;

/** Of a list those of its length, of appeal and pace those of each member. */
export const kQueryLimits = {
  drive_m: { min: 0, max: 1000000 },
  drive_s: { min: 0, max: 86400 },
  hike_m: { min: 1000, max: 200000 },
  hike_s: { min: 900, max: 172800 },
  pace: { min: 0.5, max: 3 },
  tolerance: { min: 0.01, max: 0.5 },
  max_retrace: { min: 0, max: 0.5 },
  max_overlap: { min: 0, max: 1 },
  count: { min: 1, max: 200 },
  access_m: { min: 0, max: 5000 },
  effort: { min: 1, max: 9007199254740991 },
  seed: { min: 0, max: 9007199254740991 },
  max_bytes: { min: 0, max: 9007199254740991 },
  drive_cost: { min: 0, max: 100 },
  max_ascent_m: { min: 0, max: 30000 },
  about_ascent_m: { min: 0, max: 30000 },
  appeal: { min: 0, max: 300 },
  avoid_edges: { min: 0, max: 500 },
  require_edges: { min: 0, max: 8 },
  nights: { min: 0, max: 14 },
  day_m: { min: 1000, max: 100000 },
  day_s: { min: 1800, max: 86400 },
  max_night_detour_m: { min: 0, max: 3000 },
  longest_day_m: { min: 0, max: 200000 },
  longest_day_s: { min: 0, max: 172800 },
  longest_day_ascent_m: { min: 0, max: 30000 },
  shortest_day_m: { min: 0, max: 200000 },
  shortest_day_s: { min: 0, max: 172800 },
  water_before_night_m: { min: 0, max: 20000 },
  keep_nights: { min: 0, max: 8 },
  avoid_nights: { min: 0, max: 500 },
} as const;

/** What each preset sets together. */
export const kPresets = {
  family: { tolerance: 0.2, max_ascent_m: 200, about_ascent_m: null, max_sac_scale: "hiking", ungraded: "easy_only" },
  easy: { tolerance: 0.15, max_ascent_m: 500, about_ascent_m: null, max_sac_scale: "mountain_hiking", ungraded: "easy_only" },
  fit: { tolerance: 0.1, max_ascent_m: 1500, about_ascent_m: null, max_sac_scale: "demanding_mountain_hiking", ungraded: "fine" },
} as const satisfies Record<string, Partial<Query>>;
export type Preset = keyof typeof kPresets;

/** A metre of level ground takes so many seconds at the formula's own pace. */
export const kFlatSecondsPerMetre = 0.85626;
/** Metres, or seconds of walking, that a turn off a named or marked way loses. */
export const kLostByTurn = 50;

export interface PlanData {
  version: string | null;
  date: string | null;
  attribution: string | null;
  name: string | null;
  made_up: boolean;
}

export interface PlanTrailhead {
  id: string;
  name: string;
  kind: TrailheadKind;
  lat: number;
  lon: number;
  parking: ParkingKind | null;
  capacity: number | null;
  capacity_text: string | null;
  fee: boolean | null;
  fee_text: string | null;
  max_stay: string | null;
  condition: string | null;
  drive_m: number | null;
  drive_s: number | null;
  status: TrailheadStatus;
  best_score: number | null;
  bound: number | null;
  reason: NoLoopReason | null;
  reason_m?: number | null;
  reason_s?: number | null;
  reason_limit_m?: number | null;
  reason_limit_s?: number | null;
}

export interface MissingNight {
  number: number;
  from_m?: number;
  from_s?: number;
  to_m?: number;
  to_s?: number;
}

export interface Suggestion {
  change: NightChange;
  query: Query;
}

export interface Loss {
  off_length_m?: number;
  off_length_s?: number;
  retraced_m?: number;
  retraced_s?: number;
  lesser_ground_m?: number;
  lesser_ground_s?: number;
  beside_itself_m?: number;
  beside_itself_s?: number;
  turns_m?: number;
  turns_s?: number;
  night_detours_m?: number;
  night_detours_s?: number;
  uneven_days_m?: number;
  uneven_days_s?: number;
  dry_nights_m?: number;
  dry_nights_s?: number;
  night_kinds_m?: number;
  night_kinds_s?: number;
}

export interface Warning {
  kind: WarningKind;
  m: number;
  edges: number[];
}

export interface Highlight {
  at_m: number;
  kind: HighlightKind;
  name: string | null;
  ele_m: number | null;
}

export interface WalkedEdge {
  id: number;
  forward: boolean;
}

export interface Night {
  id: string;
  kind: NightKind;
  name: string | null;
  lat: number;
  lon: number;
  vertex: number;
  detour_m: number;
  water: NightWater | null;
  unverified: boolean;
  open_months: number[];
  capacity: number | null;
  fee: boolean | null;
  reservation: Reservation | null;
  phone: string | null;
  website: string | null;
}

export interface WayOut {
  to: WayOutKind;
  name: string | null;
  from_m: number;
  m: number;
  s: number;
}

export interface Stage {
  from_m: number;
  to_m: number;
  length_m: number;
  ascent_m: number | null;
  descent_m: number | null;
  time_s: number;
  night: Night | null;
  last_water_m: number | null;
  ways_out: WayOut[];
}

export interface Loop {
  trailhead: string;
  name: string;
  best_of_trailhead: boolean;
  shape: RouteShape;
  start_gap_m: number | null;
  drive_gap_m: number | null;
  length_m: number;
  ascent_m: number | null;
  descent_m: number | null;
  climb_unknown_m: number;
  time_s: number;
  time_reversed_s: number;
  retraced_m: number;
  road_m: number;
  score: number;
  loss: Loss;
  max_sac_scale: SacScale | null;
  ungraded_m: number;
  warnings: Warning[];
  highlights: Highlight[];
  overlap_max: number;
  edges: WalkedEdge[];
  geometry: Position[];
  stages: Stage[];
}

export interface Plan {
  version: number;
  query: Query;
  data: PlanData;
  status: PlanStatus;
  drive_basis: string;
  start_to_road_m: number | null;
  drive_cut_s: number | null;
  trailheads: PlanTrailhead[];
  trailheads_in_range: number;
  harder_m: number;
  climb_unknown_m: number;
  range_bound: number | null;
  loops_any_direction: number | null;
  missing_night: MissingNight | null;
  suggestions: Suggestion[];
  loops: Loop[];
}

export interface LoopPart {
  name: string | null;
  ref: string | null;
  class: WayClass;
  surface: Surface | null;
  sac_scale: SacScale | null;
  visibility: TrailVisibility | null;
  bike_trail: boolean;
  permit: boolean;
  customers: boolean;
  restricted: boolean;
  seasonal: boolean;
  conditional: boolean;
  informal: boolean;
  fence: boolean;
  ford: boolean;
  tidal: boolean;
  ice_road: boolean;
  winter_road: boolean;
  near_water: boolean;
  near_peak: boolean;
  near_road: boolean;
  in_town: boolean;
  first_edge: number;
  edge_count: number;
  first_vertex: number;
  length_m: number;
  ascent_m: number | null;
  descent_m: number | null;
  climb_unknown_m: number;
  lesser_ground_m?: number;
  lesser_ground_s?: number;
  retraced: boolean;
}

export interface Along {
  id: string;
  kind: PoiKind;
  night: NightKind | null;
  name: string | null;
  lat: number;
  lon: number;
  ele_m: number | null;
  potable: boolean | null;
  intermittent: boolean;
  unverified: boolean;
  detour_m: number;
  vertex: number;
}

export interface Details {
  plan: Plan;
  parts: LoopPart[];
  along: Along[];
}

export interface PlannerError {
  code: ProblemCode;
  subject: string;
  name: string;
  got: number | null;
  min: number | null;
  max: number | null;
  away_m: number | null;
  cut_s: number | null;
  detail: string;
}

export interface MapWay {
  id: number;
  class: WayClass;
  name: string | null;
  sac_scale: SacScale | null;
  connector: boolean;
  informal?: true;
}

export interface MapTrailhead {
  id: string;
  name: string;
  kind: TrailheadKind;
  capacity: number | null;
  fee: boolean | null;
  loopable_m: number[];
}

export interface PlaceEntry {
  id: string;
  name: string;
  name_en: string;
  kind: PlaceKind;
  lat: number;
  lon: number;
  population: number | null;
}
