#include "core/export/document/take_up.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "core/cost/appeal.hpp"
#include "core/loop/space/beside.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/route_shape.hpp"
#include "core/loop/space/turns.hpp"

namespace loopgenie {
namespace {

using Kind = JsonValue::Kind;

constexpr std::size_t kMaxEdges = 100'000;
constexpr std::size_t kLongestName = 1'000;  // bytes: far more than a plan's

std::optional<PlanEdge> read_edge(const JsonValue& edge) {
  const JsonValue* id = edge.find("id");
  const JsonValue* forward = edge.find("forward");
  if (id == nullptr || forward == nullptr || !forward->is(Kind::boolean)) {
    return std::nullopt;
  }
  const std::optional<std::uint64_t> number = id->whole_number();
  return number ? std::optional(PlanEdge{EdgeId(*number), forward->boolean}) : std::nullopt;
}

/// Without what is walked out and back on the way, but for the stem; as it is where nothing else is left.
std::vector<RouteStep> without_spurs(const std::vector<RouteStep>& steps) {
  std::vector<RouteStep> kept;
  for (const RouteStep& step : steps) {
    if (!kept.empty() && kept.back() == RouteStep{step.edge, !step.forward}) {
      kept.pop_back();
    } else {
      kept.push_back(step);
    }
  }
  return kept.empty() ? steps : kept;
}

std::size_t stem_step_count(std::span<const RouteStep> steps) {
  std::size_t count = 0;
  while (2 * count + 2 < steps.size() && steps[count].edge == steps[steps.size() - 1 - count].edge &&
         steps[count].forward != steps[steps.size() - 1 - count].forward) {
    ++count;
  }
  return count;
}

}  // namespace

Result<LoopReference> read_loop_reference(const JsonValue& object) {
  constexpr const char* kExpected =
      "a loop has to be an object with \"trailhead\", an id such as \"n123\", and "
      "\"edges\", each with \"id\" and \"forward\"";
  const JsonValue* id = object.find("trailhead");
  const JsonValue* edges = object.find("edges");
  if (id == nullptr || edges == nullptr || !edges->is(Kind::array) || edges->items.size() > kMaxEdges) {
    return fail(ErrorCode::invalid_input, kExpected);
  }
  const std::optional<SourceId> trailhead = parse_source_id(id->string);
  if (!trailhead) {
    return fail(ErrorCode::invalid_input, kExpected);
  }
  LoopReference loop{*trailhead, {}, {}};
  if (const JsonValue* name = object.find("name"); name != nullptr && name->string.size() <= kLongestName) {
    loop.name = name->string;
  }
  for (const JsonValue& edge : edges->items) {
    const std::optional<PlanEdge> read = read_edge(edge);
    if (!read) {
      return fail(ErrorCode::invalid_input, kExpected);
    }
    loop.edges.push_back(*read);
  }
  return loop;
}

Result<Route> route_along(const Network& network, const Query& query, std::span<const PlanEdge> edges, Stager& stager) {
  const Problem changed{.code = ProblemCode::loop_changed};
  if (edges.empty()) {
    return fail(ErrorCode::invalid_input, "a loop has to have edges; got none");
  }
  Route route;
  NodeIndex at;
  for (const PlanEdge& edge : edges) {
    const std::optional<EdgeIndex> found = network.find_edge(edge.id);
    if (!found) {
      return fail(ErrorCode::missing, changed);
    }
    const NodeIndex from = edge.forward ? network.graph.tail(*found) : network.graph.head(*found);
    if (route.steps.empty()) {
      route.start = from;
    } else if (from != at) {
      return fail(ErrorCode::missing, changed);
    }
    at = edge.forward ? network.graph.head(*found) : network.graph.tail(*found);
    route.steps.push_back({*found, edge.forward});
  }
  if (at != route.start) {
    return fail(ErrorCode::missing, changed);
  }
  if (stager.is_needed()) {
    route.steps = without_spurs(route.steps);
  }
  const Measure measure = query.measure();
  const std::size_t stem = stem_step_count(route.steps);
  route.stem_step_count = static_cast<std::uint32_t>(stem);
  std::int64_t lesser_cdm = 0;
  std::set<EdgeIndex> walked;
  for (std::size_t i = 0; i < route.steps.size(); ++i) {
    const EdgeIndex edge = route.steps[i].edge;
    const std::int64_t length_dm = measure.length(network, edge);
    route.length_dm += length_dm;
    route.retraced_dm += i < stem ? length_dm : 0;
    if (walked.insert(edge).second) {
      lesser_cdm += length_dm * (kPerfectAppeal - appeal_hundredths(network.attributes[edge.value()], query.appeal));
    }
  }
  const LoopLimits limits = LoopLimits::of(query);
  route.shape = route_shape(network, limits, route);
  route.loss = limits.loss(route.length_dm, route.retraced_dm, lesser_cdm,
                           beside_cdm(network, cycle_of(route), measure), turns_cdm(network, cycle_of(route)));
  if (stager.is_needed()) {
    if (std::optional<Route> staged = stager.staged(route, StagingDirection::as_given)) {
      return *std::move(staged);
    }
  }
  return route;
}

}  // namespace loopgenie
