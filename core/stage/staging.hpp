// Parts a given route into days: exactly the best nights there are, in the better direction.
//
// The problem in exact words is in core/stage/README.md. Method: dynamic programming over (night, way to a spot) in
// walking order. The detours' sum enters the whole length, whose loss is no sum over days: so a label holds it, and one
// label gives way to another only where no such sum can turn the order round. Spots may not repeat: where the best
// nights repeat one, labels from then on know whether they have used it (decremental state space relaxation: Righini,
// Salani, Networks 51, 2008).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/loop/space/limits.hpp"
#include "core/loop/space/route.hpp"
#include "core/stage/day_limits.hpp"
#include "core/stage/night_spots.hpp"
#include "core/stage/water.hpp"

namespace loopgenie {

/// A route without nights, in one of its directions.
struct PlainRoute {
  std::span<const RouteStep> stem;   // out
  std::span<const RouteStep> cycle;  // from the stem's end on
  std::int64_t ascent_dm = 0;        // of all, in the better direction
};

struct Staging {
  bool is_feasible = false;
  /// False: the best nights were not found, and there may be some where none are given.
  bool is_exact = true;
  bool is_backward = false;  // the cycle is walked the other way round
  /// What the length and the nights lose: all of a staged route's loss but stem, ground, turns and what is beside
  /// itself. Beyond the limits at a higher price, so that a search is drawn back inside.
  std::int64_t cost_cdm = 0;
  Loss loss;                       // those same parts, by name; only where feasible
  std::int64_t length_dm = 0;      // D
  std::vector<RouteNight> nights;  // with steps counted in the direction walked, stem included; only where feasible
};

/// A night that cannot be had, and where on the route it would have to be: walked up to there, the ways to the nights
/// before it among it, in tenths of the hike's unit as days are.
struct MissingNight {
  std::uint32_t number = 1;  // counted from 1
  std::int64_t from_dm = 0;
  std::int64_t to_dm = 0;
};

enum class StagingDirection : std::uint8_t { better, as_given };

class Stager {
 public:
  /// One that stages nothing.
  Stager() = default;
  /// What `walked` refers to must outlive it. O(n + m) and NightSpots.
  Stager(const WalkedNetwork& walked, const Query& query);

  /// Whether the query has nights at all. Everything else REQUIRES it.
  [[nodiscard]] bool is_needed() const { return days_.nights > 0; }
  [[nodiscard]] const NightSpots& spots() const { return spots_; }
  [[nodiscard]] const DayLimits& days() const { return days_; }
  [[nodiscard]] const Waters& waters() const { return waters_; }

  /// The best staging that keeps within all limits; of equals the one in the given direction. Without one: not
  /// feasible, and a cost by how far the nearest is beyond. Not exact only where more than kMostTracked spots would be
  /// slept at twice. O(steps + N · ways² · labels of one).
  [[nodiscard]] Staging stage(const PlainRoute& route, StagingDirection direction);

  /// The route with its nights, turned into the direction to walk it in. nullopt where it cannot be staged.
  [[nodiscard]] std::optional<Route> staged(const Route& route, StagingDirection direction);

  /// The same with nights that are little beyond the limits of days and of length, in the given direction: not always
  /// the least, as detours are not weighed against each other. nullopt where none are found.
  [[nodiscard]] std::optional<Route> nearest(const Route& route);

  /// The first night for which there is no spot within the limits of days, however the nights before it are chosen, in
  /// the given direction. nullopt where all can be had, whatever comes after them.
  [[nodiscard]] std::optional<MissingNight> missing(const Route& route);

  /// Work done so far: source steps walked and pairs of nights compared.
  [[nodiscard]] std::uint64_t work() const { return work_; }

  static constexpr std::uint32_t kMostTracked = 64;  // spots, one bit each

 private:
  /// A way to a spot that the route can use, met where the route has been walked so far.
  struct Stop {
    DayFigures at;  // walked on the route up to there
    DayFigures out;
    DayFigures back;
    std::int64_t measured_dm = 0;  // the way out, in the query's measure
    std::int64_t cost_cdm = 0;     // of a night there
    std::uint32_t way = 0;
    std::uint32_t spot = 0;
    std::uint32_t step_count = 0;
    bool is_dry = false;
  };
  struct Label;
  class Days;

  void lay_out(const PlainRoute& route, bool is_backward);
  void add_stop(std::uint32_t step_count, NodeIndex node, std::int64_t since_water_dm);
  [[nodiscard]] bool touches_route(const NightWay& way) const;
  [[nodiscard]] DayFigures figures(RouteStep step) const;
  [[nodiscard]] Staging described(const std::vector<std::uint32_t>& stops, std::int64_t cost_cdm,
                                  bool is_backward) const;
  [[nodiscard]] PlainRoute plain(const Route& route) const;

  const Network* network_ = nullptr;
  std::span<const std::uint32_t> measured_dm_;  // per edge, in the query's measure
  LoopLimits limits_;
  DayLimits days_;
  NightSpots spots_;
  std::uint32_t kept_count_ = 0;
  bool knows_kept_ = true;
  std::vector<std::int32_t> walk_ds_;  // per edge out and back, where hours are asked for
  Waters waters_;
  std::uint32_t run_ = 0;
  std::vector<std::uint32_t> on_route_;  // per node: the run that it was on the route in
  std::vector<Stop> stops_;              // of the route laid out
  DayFigures whole_;
  std::int64_t route_dm_ = 0;  // in the query's measure, and so the stem
  std::int64_t stem_dm_ = 0;
  std::uint64_t work_ = 0;
};

}  // namespace loopgenie
