#include "tests/support/typescript.hpp"

#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "core/base/formats.hpp"
#include "core/cost/hiking_time.hpp"
#include "core/export/document/error_json.hpp"
#include "core/export/document/plan_shape.hpp"
#include "core/export/map_shape.hpp"
#include "core/loop/space/presets.hpp"
#include "core/loop/space/query_fields.hpp"
#include "core/loop/space/turns.hpp"
#include "core/tile/envelope.hpp"
#include "tests/core/export/document/plan_fixture.hpp"

namespace loopgenie::test {
namespace {

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

/// What TypeScript calls an enum.
template <typename Enum>
inline constexpr const char* kTypeName = nullptr;
template <>
inline constexpr const char* kTypeName<PlanStatus> = "PlanStatus";
template <>
inline constexpr const char* kTypeName<TrailheadStatus> = "TrailheadStatus";
template <>
inline constexpr const char* kTypeName<NoLoopReason> = "NoLoopReason";
template <>
inline constexpr const char* kTypeName<ProblemCode> = "ProblemCode";
template <>
inline constexpr const char* kTypeName<RouteShape> = "RouteShape";
template <>
inline constexpr const char* kTypeName<TrailheadKind> = "TrailheadKind";
template <>
inline constexpr const char* kTypeName<ParkingKind> = "ParkingKind";
template <>
inline constexpr const char* kTypeName<PlaceKind> = "PlaceKind";
template <>
inline constexpr const char* kTypeName<PoiKind> = "PoiKind";
template <>
inline constexpr const char* kTypeName<HighlightKind> = "HighlightKind";
template <>
inline constexpr const char* kTypeName<NightKind> = "NightKind";
template <>
inline constexpr const char* kTypeName<NightWater> = "NightWater";
template <>
inline constexpr const char* kTypeName<Reservation> = "Reservation";
template <>
inline constexpr const char* kTypeName<WayOutKind> = "WayOutKind";
template <>
inline constexpr const char* kTypeName<NightChange> = "NightChange";
template <>
inline constexpr const char* kTypeName<WayClass> = "WayClass";
template <>
inline constexpr const char* kTypeName<SacScale> = "SacScale";
template <>
inline constexpr const char* kTypeName<UngradedWays> = "UngradedWays";
template <>
inline constexpr const char* kTypeName<Direction> = "Direction";
template <>
inline constexpr const char* kTypeName<WarningKind> = "WarningKind";
template <>
inline constexpr const char* kTypeName<Surface> = "Surface";
template <>
inline constexpr const char* kTypeName<TrailVisibility> = "TrailVisibility";

/// The file while it grows.
class TypeScript {
 public:
  void line(const std::string& text) { text_ += text + "\n"; }
  void name(std::string_view name) { names_.insert(std::string(name)); }

  void interface(const std::string& type, const std::string& members) {
    const auto [known, is_new] = interfaces_.emplace(type, members);
    if (!is_new && known->second != members) {
      throw std::logic_error("two shapes are called " + type + ":\n" + known->second + "and\n" + members);
    }
    if (is_new) {
      line("\nexport interface " + type + " {\n" + members + "}");
    }
  }

  /// `const k…s = […] as const` and its union. Where the first value says that nothing is known and documents hold null
  /// in its place, it is left out.
  template <typename Enum>
  void values_of(const std::string& constant, bool has_first = true) {
    std::string list;
    for (const std::string_view value : std::span(kEnumNames<Enum>).subspan(has_first ? 0 : 1)) {
      name(value);
      list += (list.empty() ? "" : ", ") + quoted(value);
    }
    line("\nexport const " + constant + " = [" + list + "] as const;");
    line("export type " + std::string(kTypeName<Enum>) + " = (typeof " + constant + ")[number];");
  }

  [[nodiscard]] Contract take() && { return {std::move(text_), std::move(names_)}; }

 private:
  std::string text_;
  std::set<std::string> names_;
  std::map<std::string, std::string> interfaces_;
};

/// Takes the place of ObjectWriter.
class DescribedObject {
 public:
  explicit DescribedObject(TypeScript& file) : file_(file) {}

  void integer(const char* name, std::int64_t /*value*/) { member(name, "number"); }
  void integer(const char* name, std::optional<std::int64_t> /*value*/) { member(name, "number | null"); }
  void decimal(const char* name, std::int64_t /*value*/, int /*digits*/) { member(name, "number"); }
  void decimal(const char* name, std::optional<std::int64_t> /*value*/, int /*digits*/) {
    member(name, "number | null");
  }
  void measured(const std::string& name, LengthUnit /*unit*/, std::int64_t /*value*/) { either(name, "number"); }
  void measured(const std::string& name, LengthUnit /*unit*/, std::optional<std::int64_t> /*value*/) {
    either(name, "number | null");
  }
  void boolean(const char* name, bool /*value*/) { member(name, "boolean"); }
  void boolean(const char* name, std::optional<bool> /*value*/) { member(name, "boolean | null"); }
  void text(const char* name, std::string_view /*value*/) { member(name, "string"); }
  void text_or_null(const char* name, std::string_view /*value*/) { member(name, "string | null"); }
  template <NamedEnum Enum>
  void code(const char* name, Enum /*value*/) {
    member(name, std::string(kTypeName<Enum>));
  }
  template <NamedEnum Enum>
  void code(const char* name, std::optional<Enum> /*value*/) {
    member(name, std::string(kTypeName<Enum>) + " | null");
  }
  template <NamedEnum Enum>
  void known_code(const char* name, Enum /*value*/) {
    member(name, std::string(kTypeName<Enum>) + " | null");
  }
  void line(const char* name, std::span<const Vertex> /*vertices*/) { member(name, "Position[]"); }
  void query(const char* name, const Query& /*query*/) { member(name, "Query"); }
  void only_if_true(const char* name, bool /*value*/) { member(std::string(name) + "?", "true"); }
  void integers(const char* name, std::span<const std::uint32_t> /*values*/) { member(name, "number[]"); }
  void edge_ids(const char* name, std::span<const EdgeId> /*edges*/) { member(name, "number[]"); }
  template <typename Value, typename Members>
  void object_or_null(const char* name, const char* type, const std::optional<Value>& value, Members&& members) {
    describe(type, [&](DescribedObject& object) { members(object, value.value_or(Value())); });
    member(name, std::string(type) + " | null");
  }
  template <typename Members>
  void object(const char* name, const char* type, Members&& members) {
    describe(type, members);
    member(name, type);
  }
  template <typename Items, typename Members>
  void list(const char* name, const char* type, const Items& items, Members&& members) {
    if (items.empty()) {
      throw std::logic_error(std::string(name) + " has no element to be described by: give the fixture one");
    }
    describe(type, [&](DescribedObject& object) { members(object, *items.begin()); });
    member(name, std::string(type) + "[]");
  }

  template <typename Members>
  void describe(const char* type, Members&& members) {
    DescribedObject described(file_);
    members(described);
    file_.interface(type, described.members_);
  }

 private:
  /// In metres or in seconds: one of the two is there.
  void either(const std::string& name, const std::string& type) {
    member(name + "_m?", type);
    member(name + "_s?", type);
  }
  void member(const std::string& name, const std::string& type) {
    file_.name(name.ends_with('?') ? name.substr(0, name.size() - 1) : name);
    members_ += "  " + name + ": " + type + ";\n";
  }

  TypeScript& file_;
  std::string members_;
};

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value == std::floor(value) ? "%.0f" : "%.10g", value);
  return text;
}

/// The query's fields: their types, defaults and limits.
class DescribedQuery {
 public:
  explicit DescribedQuery(TypeScript& file) : file_(file) {}

  void operator()(const char* name, const std::optional<Point>& /*value*/) { field(name, "LatLon | null"); }
  void operator()(const char* name, const std::optional<SourceId>& /*value*/) { field(name, "string | null"); }
  void operator()(const char* name, SacScale value) { field(name, "SacScale", quoted(to_string(value))); }
  void operator()(const char* name, const std::optional<UngradedWays>& /*value*/) {
    field(name, "UngradedWays | null", "null");
  }
  void operator()(const char* name, const std::optional<Direction>& /*value*/) {
    field(name, "Direction | null", "null");
  }
  void operator()(const char* name, bool value) { field(name, "boolean", value ? "true" : "false"); }
  void operator()(const char* name, std::uint64_t value) { field(name, "number", std::to_string(value)); }
  void operator()(const char* name, double value, const FieldLimits& limits) {
    field(name, "number", value == 0 && limits.min > 0 ? "" : number(value));
    limited(name, limits);
  }
  void operator()(const char* name, const std::optional<double>& /*value*/, const FieldLimits& limits) {
    field(name, "number | null", "null");
    limited(name, limits);
  }
  void operator()(const char* name, std::uint64_t value, const FieldLimits& limits) {
    (*this)(name, value);
    limited(name, limits);
  }
  void operator()(const char* name, std::uint32_t value, const FieldLimits& limits) {
    (*this)(name, std::uint64_t{value}, limits);
  }
  void operator()(const char* name, const std::optional<std::uint32_t>& /*value*/, const FieldLimits& limits) {
    field(name, "number | null", "null");
    limited(name, limits);
  }
  void operator()(const char* name, const std::vector<SourceId>& /*value*/, const FieldLimits& limits) {
    field(name, "string[]", "[]");
    limited(name, limits);
  }
  void operator()(const char* name, const std::vector<NightKind>& value) {
    std::string list;
    for (const NightKind kind : value) {
      list += (list.empty() ? "" : ", ") + quoted(to_string(kind));
    }
    field(name, "NightKind[]", "[" + list + "]");
  }
  void operator()(const char* name, const std::vector<EdgeId>& /*value*/, const FieldLimits& limits) {
    field(name, "number[]", "[]");
    limited(name, limits);
  }
  void operator()(const char* name, const AppealPreferences& value, const FieldLimits& limits) {
    std::string defaults;
    std::string members;
    std::string topics;
    for (const AppealTopic& topic : kAppealTopics) {
      topics += (topics.empty() ? "" : ", ") + quoted(topic.name);
      file_.name(topic.name);
      members += "  " + std::string(topic.name) + ": number;\n";
      defaults += (defaults.empty() ? "" : ", ") + std::string(topic.name) + ": " + std::to_string(value.*topic.value);
    }
    file_.interface("Appeal", members);
    file_.line("export const kAppealTopics = [" + topics + "] as const satisfies readonly (keyof Appeal)[];");
    field(name, "Appeal", "{ " + defaults + " }");
    limited(name, limits);
  }

  void operator()(const char* name, const Pace& value, const FieldLimits& limits) {
    std::string defaults;
    std::string members;
    for (const PaceFactor& factor : kPaceFactors) {
      file_.name(factor.name);
      members += "  " + std::string(factor.name) + ": number;\n";
      defaults += (defaults.empty() ? "" : ", ") + std::string(factor.name) + ": " + number(value.*factor.value);
    }
    file_.interface("Pace", members);
    field(name, "Pace", "{ " + defaults + " }");
    limited(name, limits);
  }

  void finish() {
    file_.interface("Query", members_);
    file_.line("\n/** What a query says that leaves everything out; the rest it has to say. */");
    file_.line("export const kQueryDefaults: Omit<Query, \"at\" | \"trailhead\" | \"start\"> = {\n" + defaults_ + "};");
    file_.line("/** The drive from a place where the query names none. */");
    file_.line("export const kDefaultDriveM = " + number(kDefaultDriveM) + ";");
    file_.line("\n/** Of a list those of its length, of appeal and pace those of each member. */");
    file_.line("export const kQueryLimits = {\n" + limits_ + "} as const;");
  }

 private:
  void field(const char* name, const std::string& type, const std::string& value = "") {
    file_.name(name);
    members_ += "  " + std::string(name) + ": " + type + ";\n";
    if (!value.empty()) {
      defaults_ += "  " + std::string(name) + ": " + value + ",\n";
    }
  }
  void limited(const char* name, const FieldLimits& limits) {
    limits_ += "  " + std::string(name) + ": { min: " + number(limits.min) +
               (std::isfinite(limits.max) ? ", max: " + number(limits.max) : "") + " },\n";
  }

  TypeScript& file_;
  std::string members_;
  std::string defaults_;
  std::string limits_;
};

template <typename Enum, typename Test>
std::string those_that(Test&& test) {
  std::string list;
  for (std::size_t i = 0; i < kEnumNames<Enum>.size(); ++i) {
    if (test(static_cast<Enum>(i))) {
      list += (list.empty() ? "" : ", ") + quoted(kEnumNames<Enum>[i]);
    }
  }
  return "[" + list + "]";
}

void describe_enums(TypeScript& file) {
  file.values_of<PlanStatus>("kPlanStatuses");
  file.values_of<TrailheadStatus>("kTrailheadStatuses");
  file.values_of<NoLoopReason>("kNoLoopReasons");
  file.values_of<ProblemCode>("kProblemCodes");
  file.values_of<RouteShape>("kRouteShapes");
  file.values_of<TrailheadKind>("kTrailheadKinds");
  file.values_of<ParkingKind>("kParkingKinds", false);
  file.values_of<PlaceKind>("kPlaceKinds");
  file.values_of<HighlightKind>("kHighlightKinds");
  file.values_of<PoiKind>("kPoiKinds");
  file.values_of<NightKind>("kKindsOfNights");
  file.values_of<NightWater>("kNightWaters", false);
  file.values_of<Reservation>("kReservations", false);
  file.values_of<WayOutKind>("kWayOutKinds");
  file.values_of<NightChange>("kNightChanges");
  file.line("export const kWaterKinds: readonly PoiKind[] = " + those_that<PoiKind>(is_water) + ";");
  file.values_of<WayClass>("kWayClasses");
  file.line("export const kRoadClasses: readonly WayClass[] = " +
            those_that<WayClass>([](WayClass c) { return c != WayClass::unknown && !is_trail(c); }) + ";");
  file.line("export const kMainRoadClasses: readonly WayClass[] = " + those_that<WayClass>(is_main_road) + ";");
  file.values_of<SacScale>("kSacScales", false);
  file.values_of<UngradedWays>("kUngradedWays");
  file.values_of<Direction>("kDirections");
  file.values_of<WarningKind>("kWarningKinds");
  file.values_of<Surface>("kSurfaces", false);
  file.values_of<TrailVisibility>("kTrailVisibilities", false);
}

/// What each preset sets, by its name.
std::string described_presets(TypeScript& file) {
  std::string text = "/** What each preset sets together. */\nexport const kPresets = {\n";
  for (const Preset& preset : kPresets) {
    file.name(preset.name);
    const Query query = with_preset({}, preset);
    text += "  " + std::string(preset.name) + ": { tolerance: " + number(query.tolerance) +
            ", max_ascent_m: " + number(query.max_ascent_m.value()) +
            ", about_ascent_m: null, max_sac_scale: " + quoted(to_string(query.max_sac_scale)) +
            ", ungraded: " + quoted(to_string(query.ungraded.value())) + " },\n";
  }
  return text + "} as const satisfies Record<string, Partial<Query>>;\nexport type Preset = keyof typeof kPresets;";
}

TrailTile one_way_tile() {
  TrailTile tile;
  tile.strings = {""};
  tile.edges.emplace_back();
  return tile;
}

}  // namespace

Contract describe_contract() {
  TypeScript file;
  file.line(
      "// Written by tests/support/typescript.cpp from the C++ that writes and reads these documents; not by hand.");
  file.line("// What each member means, its unit and what null says: core/export/PLAN.md. To write it anew:");
  file.line("//   LOOPGENIE_WRITE_CONTRACT=1 ./loopgenie test core 'Contract.*'");
  file.line("");
  file.line("export const kApiVersion = " + std::to_string(kApiVersion) + ";");
  file.line("export const kTileVersion = " + std::to_string(kTileVersion) + ";");
  file.line("export const kMaxTileBytes = " + std::to_string(kMaxTileBytes) + ";");
  file.line("export const kPlanVersion = " + std::to_string(kPlanVersion) + ";");
  file.line("");
  file.line("export type LatLon = readonly [lat: number, lon: number];");
  file.line("export type Position = readonly [lon: number, lat: number, ele?: number | null];");
  describe_enums(file);

  DescribedQuery query(file);
  const Query defaults;
  for_each_field(defaults, query);
  query.finish();

  file.line("\n" + described_presets(file));
  file.line("\n/** A metre of level ground takes so many seconds at the formula's own pace. */");
  file.line("export const kFlatSecondsPerMetre = " + number(hiking_time_flat_s(1)) + ";");
  file.line("/** Metres, or seconds of walking, that a turn off a named or marked way loses. */");
  file.line("export const kLostByTurn = " + std::to_string(kTurnCdm / kCdmPerMetre) + ";");

  DescribedObject documents(file);
  Plan plan = hand_made_plan();
  plan.night_help.suggestions.emplace_back();
  const LoopDetails details{plan, {LoopPart()}, {PoiAlong()}};
  documents.describe("Details", [&](DescribedObject& object) { details_members(object, details); });
  documents.describe("PlannerError", [](DescribedObject& object) { error_members(object, Error()); });
  const TrailTile tile = one_way_tile();
  documents.describe("MapWay", [&](DescribedObject& object) { way_members(object, tile, tile.edges.front()); });
  documents.describe("MapTrailhead", [](DescribedObject& object) { map_trailhead_members(object, Trailhead()); });
  documents.describe("PlaceEntry", [](DescribedObject& object) { place_members(object, Place()); });
  return std::move(file).take();
}

}  // namespace loopgenie::test
