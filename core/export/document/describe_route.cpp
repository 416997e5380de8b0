#include "core/export/document/describe_route.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "core/base/decimal.hpp"
#include "core/cost/measure.hpp"

namespace loopgenie {
namespace {

std::optional<Climb> climb_as_walked(const Network& network, RouteStep step) {
  const std::optional<Climb>& climb = network.climb[step.edge.value()];
  return climb && !step.forward ? std::optional<Climb>(climb->reversed()) : climb;
}

std::int64_t time_as_walked_s(const Network& network, const Pace& pace, std::span<const RouteStep> steps) {
  double time_s = 0;
  for (const RouteStep& step : steps) {
    time_s += walking_time_s(network, step.edge, step.forward, pace);
  }
  return std::llround(time_s);
}

std::vector<RouteStep> walked_backwards(std::span<const RouteStep> steps) {
  std::vector<RouteStep> back(steps.rbegin(), steps.rend());
  for (RouteStep& step : back) {
    step.forward = !step.forward;
  }
  return back;
}

void append_line(std::vector<Vertex>& line, std::span<const Vertex> vertices, bool forward) {
  const std::size_t skip = line.empty() ? 0 : 1;  // the node shared with the step before
  if (forward) {
    line.insert(line.end(), vertices.begin() + static_cast<std::ptrdiff_t>(skip), vertices.end());
  } else {
    line.insert(line.end(), vertices.rbegin() + static_cast<std::ptrdiff_t>(skip), vertices.rend());
  }
}

}  // namespace

std::vector<RouteStep> walked_steps(const Route& route) {
  std::vector<RouteStep> steps;
  std::size_t from = 0;
  for (const RouteNight& night : route.nights) {
    const auto until = route.steps.begin() + static_cast<std::ptrdiff_t>(night.step_count);
    steps.insert(steps.end(), route.steps.begin() + static_cast<std::ptrdiff_t>(from), until);
    from = night.step_count;
    const std::vector<RouteStep> back = walked_backwards(night.way);
    steps.insert(steps.end(), night.way.begin(), night.way.end());
    steps.insert(steps.end(), back.begin(), back.end());
  }
  steps.insert(steps.end(), route.steps.begin() + static_cast<std::ptrdiff_t>(from), route.steps.end());
  return steps;
}

PlanLoop describe_route(const Network& network, const Query& query, const Route& route, const Waters& waters) {
  if (!route.nights.empty()) {  // their order is the direction
    return describe_as_walked(network, query, route, waters);
  }
  Route back = route;
  back.steps = walked_backwards(route.steps);
  const bool is_back_faster =
      time_as_walked_s(network, query.pace, back.steps) < time_as_walked_s(network, query.pace, route.steps);
  return describe_as_walked(network, query, is_back_faster ? back : route, waters);
}

namespace {

/// What is walked from one night to the next.
class DaySums {
 public:
  DaySums(const Network& network, const Pace& pace, const Waters& waters, std::vector<PlanStage>& stages)
      : network_(network), pace_(pace), waters_(waters), stages_(stages) {}

  void walk(RouteStep step) {
    const std::uint32_t e = step.edge.value();
    walked_dm_ += network_.length_dm[e];
    steps_.push_back(step);
    vertices_ += network_.edge_vertices(step.edge).size() - 1;
    if (waters_.is_on(step)) {
      water_dm_ = walked_dm_;
    }
  }

  /// The walker sleeps, or is back.
  void end(std::optional<PlanNight> night) {
    PlanStage stage;
    stage.from_m = rounded_quotient(begun_dm_, kDmPerMetre);
    stage.to_m = rounded_quotient(walked_dm_, kDmPerMetre);
    stage.length_m = stage.to_m - stage.from_m;
    std::int64_t ascent_dm = 0;
    std::int64_t descent_dm = 0;
    bool is_any_climb_known = false;
    for (const RouteStep& step : steps_) {
      if (const std::optional<Climb> climb = climb_as_walked(network_, step)) {
        ascent_dm += climb->ascent_dm;
        descent_dm += climb->descent_dm;
        is_any_climb_known = true;
      }
    }
    if (is_any_climb_known) {
      stage.ascent_m = rounded_quotient(ascent_dm, kDmPerMetre);
      stage.descent_m = rounded_quotient(descent_dm, kDmPerMetre);
    }
    stage.time_s = time_as_walked_s(network_, pace_, steps_);
    if (night) {
      night->vertex = static_cast<std::uint32_t>(vertices_);
      if (is_wet(night->facts.water)) {
        water_dm_ = walked_dm_;
      }
    }
    if (water_dm_ >= 0) {
      stage.last_water_m = rounded_quotient(walked_dm_ - water_dm_, kDmPerMetre);
    }
    stage.night = std::move(night);
    stages_.push_back(std::move(stage));
    begun_dm_ = walked_dm_;
    water_dm_ = -1;
    steps_.clear();
  }

 private:
  const Network& network_;
  Pace pace_;
  const Waters& waters_;
  std::vector<PlanStage>& stages_;
  std::vector<RouteStep> steps_;  // of the day
  std::int64_t walked_dm_ = 0;
  std::int64_t begun_dm_ = 0;
  std::int64_t water_dm_ = -1;  // walked up to the day's last water
  std::size_t vertices_ = 0;
};

std::vector<PlanStage> stages_of(const Network& network, const Pace& pace, const Route& route, const Waters& waters) {
  std::vector<PlanStage> stages;
  if (route.nights.empty()) {
    return stages;
  }
  DaySums day(network, pace, waters, stages);
  std::size_t at = 0;
  for (const RouteNight& night : route.nights) {
    for (; at < night.step_count; ++at) {
      day.walk(route.steps[at]);
    }
    std::int64_t detour_dm = 0;
    for (const RouteStep& step : night.way) {
      day.walk(step);
      detour_dm += network.length_dm[step.edge.value()];
    }
    const Poi& poi = network.pois[night.poi];
    PlanNight described;
    described.id = poi.id;
    described.name = poi.name;
    described.detour_m = rounded_quotient(detour_dm, kDmPerMetre);
    described.facts = poi.night;
    described.unverified = poi.unverified;
    described.point = poi.point;
    day.end(std::move(described));
    for (const RouteStep& step : walked_backwards(night.way)) {
      day.walk(step);
    }
  }
  for (; at < route.steps.size(); ++at) {
    day.walk(route.steps[at]);
  }
  day.end(std::nullopt);
  return stages;
}

}  // namespace

PlanLoop describe_as_walked(const Network& network, const Query& query, const Route& route, const Waters& waters) {
  PlanLoop loop;
  const std::vector<RouteStep> steps = walked_steps(route);
  loop.time_s = time_as_walked_s(network, query.pace, steps);
  loop.time_reversed_s = time_as_walked_s(network, query.pace, walked_backwards(steps));
  loop.shape = route.shape;
  loop.score_e4 = score_e4(route.loss.total_cdm(), query.wanted());
  loop.off_length = rounded_quotient(route.loss.off_length_cdm, kCdmPerMetre);
  loop.retraced_loss = rounded_quotient(route.loss.retraced_cdm, kCdmPerMetre);
  loop.lesser_ground = rounded_quotient(route.loss.lesser_ground_cdm, kCdmPerMetre);
  loop.beside_itself = rounded_quotient(route.loss.beside_cdm, kCdmPerMetre);
  loop.turns_loss = rounded_quotient(route.loss.turns_cdm, kCdmPerMetre);
  loop.night_detours = rounded_quotient(route.loss.night_detours_cdm, kCdmPerMetre);
  loop.uneven_days = rounded_quotient(route.loss.uneven_days_cdm, kCdmPerMetre);
  loop.dry_nights = rounded_quotient(route.loss.dry_nights_cdm, kCdmPerMetre);
  loop.night_kinds = rounded_quotient(route.loss.night_kinds_cdm, kCdmPerMetre);

  std::int64_t length_dm = 0;
  std::int64_t stem_dm = 0;
  std::int64_t ascent_dm = 0;
  std::int64_t descent_dm = 0;
  std::int64_t road_dm = 0;
  std::int64_t ungraded_dm = 0;
  std::int64_t unknown_dm = 0;
  bool is_any_climb_known = false;
  for (const RouteStep& step : steps) {
    const std::uint32_t e = step.edge.value();
    const EdgeAttributes& attributes = network.attributes[e];
    stem_dm += loop.edges.size() < route.stem_step_count ? network.length_dm[e] : 0;
    length_dm += network.length_dm[e];
    if (const std::optional<Climb> climb = climb_as_walked(network, step)) {
      ascent_dm += climb->ascent_dm;
      descent_dm += climb->descent_dm;
      is_any_climb_known = true;
    }
    unknown_dm += climb_unknown_dm(network, step.edge);
    road_dm += is_trail(attributes.way_class) ? 0 : network.length_dm[e];
    ungraded_dm += attributes.sac_scale == SacScale::ungraded ? network.length_dm[e] : 0;
    loop.max_sac_scale = std::max(loop.max_sac_scale, attributes.sac_scale);
    loop.edges.push_back({network.edge_id[e], step.forward});
    append_line(loop.geometry, network.edge_vertices(step.edge), step.forward);
  }
  loop.length_m = rounded_quotient(query.hike_s ? length_dm : route.length_dm, kDmPerMetre);
  loop.retraced_m = rounded_quotient(query.hike_s ? stem_dm : route.retraced_dm, kDmPerMetre);
  loop.road_m = rounded_quotient(road_dm, kDmPerMetre);
  loop.ungraded_m = rounded_quotient(ungraded_dm, kDmPerMetre);
  loop.climb_unknown_m = rounded_quotient(unknown_dm, kDmPerMetre);
  loop.warnings = warnings_of(network, steps);
  if (is_any_climb_known) {
    loop.ascent_m = rounded_quotient(ascent_dm, kDmPerMetre);
    loop.descent_m = rounded_quotient(descent_dm, kDmPerMetre);
  }
  loop.stages = stages_of(network, query.pace, route, waters);
  return loop;
}

}  // namespace loopgenie
