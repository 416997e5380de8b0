#include "tests/checker/check_plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <unordered_map>

namespace loopgenie::checker {
namespace {

using nlohmann::json;

constexpr double kCorridorM = 3.6;        // simplification moves a line by at most 3 m, the tile grid by 0.15 m
constexpr double kMaxStartM = 250;        // from the trailhead's object to where the walk begins
constexpr double kLengthShare = 0.003;    // two ways of measuring: 0.3 % …
constexpr double kLengthSlackM = 3;       // … and rounding
constexpr double kMinScoreStep = 1.0001;  // scores have four decimals

std::string metres(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f m", value);
  return text;
}

/// Where a path runs beside a road inside the corridor, which of the two was walked cannot be told.
constexpr double kRoadShare = 0.02;
constexpr double kRoadSlackM = 60;

bool nearly(double got, double want, double share, double slack_m) {
  return std::abs(got - want) <= share * want + slack_m;
}

/// Distance from p to the segment a–b, in the plane tangent at p.
double to_chord_m(Degrees p, Degrees a, Degrees b) {
  const double scale_y = 111'132.0;
  const double scale_x = 111'320.0 * std::cos(p.lat * 3.14159265358979 / 180);
  const double ax = (a.lon - p.lon) * scale_x;
  const double ay = (a.lat - p.lat) * scale_y;
  const double dx = (b.lon - a.lon) * scale_x;
  const double dy = (b.lat - a.lat) * scale_y;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0;
  return std::hypot(ax + t * dx, ay + t * dy);
}

/// The walk so far, node by node, with the segments between.
struct Walk {
  std::vector<std::int64_t> nodes;
  std::vector<std::uint32_t> segments;
};

/// The shortest way along segments from `from` to `to` that stays in the corridor around the straight line; nothing
/// where there is none.
std::optional<std::vector<std::uint32_t>> along_chord(const OsmWalk& walk, std::int64_t from, std::int64_t to) {
  const Degrees a = walk.position(from);
  const Degrees b = walk.position(to);
  std::unordered_map<std::int64_t, double> best{{from, 0}};
  std::unordered_map<std::int64_t, std::uint32_t> via;
  using Item = std::pair<double, std::int64_t>;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> open;
  open.emplace(0.0, from);
  // A closed edge without inner vertices goes from a node to itself: it needs at least one segment.
  bool left = from != to;
  while (!open.empty()) {
    const auto [length, node] = open.top();
    open.pop();
    if (node == to && left) {
      std::vector<std::uint32_t> path;
      for (std::int64_t at = to; at != from;) {
        const std::uint32_t index = via.at(at);
        path.push_back(index);
        const Segment& segment = walk.segment(index);
        at = segment.from == at ? segment.to : segment.from;
      }
      std::reverse(path.begin(), path.end());
      return path;
    }
    if (length > best.at(node)) {
      continue;
    }
    for (const std::uint32_t index : walk.segments_at(node)) {
      const Segment& segment = walk.segment(index);
      const std::int64_t next = segment.from == node ? segment.to : segment.from;
      if (to_chord_m(walk.position(next), a, b) > kCorridorM) {
        continue;
      }
      const double next_length = length + segment.length_m;
      const auto known = best.find(next);
      if (known == best.end() || next_length < known->second) {
        best[next] = next_length;
        via[next] = index;
        open.emplace(next_length, next);
      }
    }
  }
  return std::nullopt;
}

Degrees degrees(const json& position) { return {position.at(1).get<double>(), position.at(0).get<double>()}; }

/// The loop's walk over source nodes, or the faults that forbid one.
std::optional<Walk> trace(const OsmWalk& walk, const json& geometry, std::vector<std::string>& faults) {
  Walk result;
  for (std::size_t i = 0; i < geometry.size(); ++i) {
    const std::vector<std::int64_t> nodes = walk.nodes_at(degrees(geometry[i]));
    if (nodes.empty()) {
      faults.push_back("vertex " + std::to_string(i) + " is no node of a walkable way");
      return std::nullopt;
    }
    if (i == 0) {
      result.nodes.push_back(nodes.front());
      continue;
    }
    // Where several nodes lie on one spot, any that is joined to the last one will do.
    std::optional<std::vector<std::uint32_t>> path;
    std::int64_t reached = 0;
    for (const std::int64_t node : nodes) {
      if (node == result.nodes.back()) {
        continue;
      }
      if ((path = along_chord(walk, result.nodes.back(), node))) {
        reached = node;
        break;
      }
    }
    if (!path) {
      faults.push_back("vertices " + std::to_string(i - 1) + " and " + std::to_string(i) +
                       " are not joined by walkable ways within " + metres(kCorridorM) + " of the line between them");
      return std::nullopt;
    }
    for (const std::uint32_t index : *path) {
      const Segment& segment = walk.segment(index);
      result.segments.push_back(index);
      result.nodes.push_back(segment.from == result.nodes.back() ? segment.to : segment.from);
    }
    if (result.nodes.back() != reached) {
      faults.push_back("vertex " + std::to_string(i) + " was not reached");
      return std::nullopt;
    }
  }
  return result;
}

/// Segments counted as ground: two ways drawn over the same two nodes are one.
using Ground = std::pair<std::int64_t, std::int64_t>;
Ground ground_of(const Segment& segment) { return std::minmax(segment.from, segment.to); }

/// The stem is what the walk's end repeats backwards of its beginning; what is left must be a simple cycle.
void check_shape(const Walk& walk, std::vector<std::string>& faults) {
  const std::size_t last = walk.nodes.size() - 1;
  std::size_t stem = 0;
  while (stem + 1 < last - stem && walk.nodes[stem + 1] == walk.nodes[last - stem - 1]) {
    ++stem;
  }
  if (last < 2 * stem + 2) {
    faults.emplace_back("it has no cycle: it goes out and back on the same ground");
    return;
  }
  std::set<std::int64_t> seen(walk.nodes.begin(), walk.nodes.begin() + static_cast<std::ptrdiff_t>(stem));
  for (std::size_t i = stem; i < last - stem; ++i) {
    if (!seen.insert(walk.nodes[i]).second) {
      faults.push_back("node " + std::to_string(walk.nodes[i]) + " is passed a second time: a spur or a crossing");
      return;
    }
  }
}

struct Traced {
  std::map<Ground, double> ground;  // metres, each piece once
  double total_m = 0;
};

std::optional<Traced> check_loop(const OsmWalk& walk, const json& query, const json& trailhead, const json& loop,
                                 std::vector<std::string>& faults) {
  const json& geometry = loop.at("geometry");
  if (geometry.size() < 4 || geometry.front() != geometry.back()) {
    faults.emplace_back("it is not closed");
    return std::nullopt;
  }
  const std::optional<Walk> traced = trace(walk, geometry, faults);
  if (!traced) {
    return std::nullopt;
  }
  check_shape(*traced, faults);

  Traced result;
  double walked_m = 0;
  double road_m = 0;
  for (const std::uint32_t index : traced->segments) {
    const Segment& segment = walk.segment(index);
    walked_m += segment.length_m;
    road_m += segment.on_road ? segment.length_m : 0;
    result.ground[ground_of(segment)] = segment.length_m;
  }
  for (const auto& [piece, length_m] : result.ground) {
    result.total_m += length_m;
  }
  const double retraced_m = walked_m - result.total_m;
  const auto claim = [&](const char* member, double measured_m, double share, double slack_m) {
    const double claimed_m = loop.at(member).get<double>();
    if (!nearly(claimed_m, measured_m, share, slack_m)) {
      faults.push_back(std::string(member) + " says " + metres(claimed_m) + ", the source " + metres(measured_m));
    }
  };
  claim("length_m", walked_m, kLengthShare, kLengthSlackM);
  claim("retraced_m", retraced_m, kLengthShare, kLengthSlackM);
  claim("road_m", road_m, kRoadShare, kRoadSlackM);

  // Without elevation the source says nothing of a walk's time.
  const double wanted_m = query.at("hike_m").is_null() ? walked_m : query.at("hike_m").get<double>();
  const double tolerance = query.at("tolerance").get<double>();
  if (std::abs(walked_m - wanted_m) > tolerance * wanted_m * (1 + kLengthShare) + kLengthSlackM) {
    faults.push_back("its length " + metres(walked_m) + " is outside the tolerance around " + metres(wanted_m));
  }
  if (!query.at("hike_m").is_null() &&
      retraced_m > query.at("max_retrace").get<double>() * walked_m * (1 + kLengthShare) + kLengthSlackM) {
    faults.push_back("it retraces " + metres(retraced_m) + ", more than allowed");
  }

  const Degrees start = degrees(geometry.front());
  std::vector<Degrees> object = walk.object(trailhead.at("id").get<std::string>());
  if (object.empty()) {
    faults.emplace_back("its trailhead is not in the source");
  }
  double access_m = std::numeric_limits<double>::max();
  for (const Degrees position : object) {
    access_m = std::min(access_m, geodesic_m(position, start));
  }
  if (!object.empty() && access_m > kMaxStartM) {
    faults.push_back("it starts " + metres(access_m) + " from its trailhead");
  }
  return result;
}

void check_list(const json& plan, const std::vector<std::optional<Traced>>& traced, std::vector<std::string>& faults) {
  const json& loops = plan.at("loops");
  const double max_overlap = plan.at("query").at("max_overlap").get<double>();
  for (std::size_t i = 0; i < loops.size(); ++i) {
    if (i > 0 && loops[i].at("score").get<double>() > loops[i - 1].at("score").get<double>() * kMinScoreStep) {
      faults.push_back("loop " + std::to_string(i + 1) + " scores above the one before it");
    }
    for (std::size_t k = 0; k < i; ++k) {
      if (!traced[i] || !traced[k]) {
        continue;
      }
      double shared_m = 0;
      for (const auto& [piece, length_m] : traced[i]->ground) {
        shared_m += traced[k]->ground.count(piece) != 0 ? length_m : 0;
      }
      const double share = shared_m / std::min(traced[i]->total_m, traced[k]->total_m);
      if (share > max_overlap + 0.01) {
        faults.push_back("loops " + std::to_string(k + 1) + " and " + std::to_string(i + 1) + " share " +
                         std::to_string(share));
      }
    }
  }
}

}  // namespace

bool PlanVerdict::holds() const {
  return faults.empty() &&
         std::all_of(loops.begin(), loops.end(), [](const LoopVerdict& loop) { return loop.faults.empty(); });
}

PlanVerdict check_plan(const OsmWalk& walk, const json& plan) {
  PlanVerdict verdict;
  std::map<std::string, const json*> trailheads;
  for (const json& trailhead : plan.at("trailheads")) {
    trailheads[trailhead.at("id").get<std::string>()] = &trailhead;
  }
  std::vector<std::optional<Traced>> traced;
  for (const json& loop : plan.at("loops")) {
    const auto start = loop.at("trailhead").get<std::string>();
    LoopVerdict result{"loop " + std::to_string(traced.size() + 1) + ", " + metres(loop.at("length_m").get<double>()) +
                           " from " + start,
                       {}};
    const auto trailhead = trailheads.find(start);
    if (trailhead == trailheads.end()) {
      result.faults.emplace_back("its trailhead is not in the list of trailheads");
      traced.emplace_back();
    } else {
      traced.push_back(check_loop(walk, plan.at("query"), *trailhead->second, loop, result.faults));
    }
    verdict.loops.push_back(std::move(result));
  }
  check_list(plan, traced, verdict.faults);
  return verdict;
}

}  // namespace loopgenie::checker
