#include "core/export/document/describe_route.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "core/base/decimal.hpp"
#include "core/cost/hiking_time.hpp"

namespace loopgenie {
namespace {

std::optional<Climb> climb_as_walked(const Network& network, RouteStep step) {
  const std::optional<Climb>& climb = network.climb[step.edge.value()];
  return climb && !step.forward ? std::optional<Climb>(climb->reversed()) : climb;
}

double in_metres(std::uint32_t dm) { return static_cast<double>(dm) / static_cast<double>(kDmPerMetre); }

std::int64_t time_as_walked_s(const Network& network, std::span<const RouteStep> steps) {
  double time_s = 0;
  for (const RouteStep& step : steps) {
    const double length_m = in_metres(network.length_dm[step.edge.value()]);
    const std::optional<Climb> climb = climb_as_walked(network, step);
    time_s += climb ? hiking_time_s(length_m, in_metres(climb->ascent_dm), in_metres(climb->descent_dm))
                    : hiking_time_flat_s(length_m);
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

PlanLoop describe_route(const Network& network, const Query& query, const Route& route) {
  Route back = route;
  back.steps = walked_backwards(route.steps);
  const bool is_back_faster = time_as_walked_s(network, back.steps) < time_as_walked_s(network, route.steps);
  return describe_as_walked(network, query, is_back_faster ? back : route);
}

PlanLoop describe_as_walked(const Network& network, const Query& query, const Route& route) {
  PlanLoop loop;
  loop.time_s = time_as_walked_s(network, route.steps);
  loop.time_reversed_s = time_as_walked_s(network, walked_backwards(route.steps));
  loop.shape = route.shape;
  loop.length_m = rounded_quotient(route.length_dm, kDmPerMetre);
  loop.retraced_m = rounded_quotient(route.retraced_dm, kDmPerMetre);
  loop.score_e4 = score_e4(route.loss.total_cdm(), query.hike_m);
  loop.off_length_m = rounded_quotient(route.loss.off_length_cdm, kCdmPerMetre);
  loop.retraced_loss_m = rounded_quotient(route.loss.retraced_cdm, kCdmPerMetre);
  loop.lesser_ground_m = rounded_quotient(route.loss.lesser_ground_cdm, kCdmPerMetre);
  loop.beside_itself_m = rounded_quotient(route.loss.beside_cdm, kCdmPerMetre);

  std::int64_t ascent_dm = 0;
  std::int64_t descent_dm = 0;
  std::int64_t road_dm = 0;
  std::int64_t ungraded_dm = 0;
  std::int64_t unknown_dm = 0;
  bool is_any_climb_known = false;
  for (const RouteStep& step : route.steps) {
    const std::uint32_t e = step.edge.value();
    const EdgeAttributes& attributes = network.attributes[e];
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
  loop.road_m = rounded_quotient(road_dm, kDmPerMetre);
  loop.ungraded_m = rounded_quotient(ungraded_dm, kDmPerMetre);
  loop.climb_unknown_m = rounded_quotient(unknown_dm, kDmPerMetre);
  loop.warnings = warnings_of(network, route.steps);
  if (is_any_climb_known) {
    loop.ascent_m = rounded_quotient(ascent_dm, kDmPerMetre);
    loop.descent_m = rounded_quotient(descent_dm, kDmPerMetre);
  }
  return loop;
}

}  // namespace loopgenie
