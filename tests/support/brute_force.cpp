#include "tests/support/brute_force.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "core/cost/appeal.hpp"
#include "core/cost/hiking_time.hpp"
#include "core/cost/way_limits.hpp"

namespace loopgenie::test {
namespace {

bool may_walk(const Network& network, const Query& query, EdgeIndex edge) {
  const bool has_days_of_some_climb =
      query.night_count() > 0 && (query.longest_day_ascent_m.has_value() || query.longest_day_s.has_value());
  const bool needs_climb = query.max_ascent_m || query.about_ascent_m || query.hike_s || has_days_of_some_climb;
  return is_allowed(network.attributes[edge.value()], network.is_climb_known(edge), query.way_limits()) &&
         (!needs_climb || network.is_climb_known(edge)) &&
         std::count(query.avoid_edges.begin(), query.avoid_edges.end(), network.edge_id[edge.value()]) == 0;
}

bool goes_over_all_required(const Network& network, const Query& query, const std::vector<RouteStep>& cycle) {
  return std::all_of(query.require_edges.begin(), query.require_edges.end(), [&](EdgeId required) {
    return std::any_of(cycle.begin(), cycle.end(),
                       [&](const RouteStep& step) { return network.edge_id[step.edge.value()] == required; });
  });
}

// Whether the cycle leaves a place more than twice: each end of a way at a node of it counts, but for ways within it.
bool comes_back_to_a_place(const Network& network, const std::vector<RouteStep>& cycle) {
  std::map<NodeId, int> ends;
  for (const RouteStep& step : cycle) {
    for (const NodeIndex node : {network.graph.tail(step.edge), network.graph.head(step.edge)}) {
      if (!network.attributes[step.edge.value()].has(EdgeFlag::within_place) && network.place(node).is_valid()) {
        ++ends[network.place(node)];
      }
    }
  }
  return std::any_of(ends.begin(), ends.end(), [](const auto& of_place) { return of_place.second > 2; });
}

// Decimetres, or tenths of a second: half of both directions' times, rounded up.
std::int64_t length_of(const Network& network, const Query& query, EdgeIndex edge) {
  const std::uint32_t dm = network.length_dm[edge.value()];
  if (!query.hike_s) {
    return dm;
  }
  const Climb climb = network.climb[edge.value()].value_or(Climb{});
  const auto time_s = [&](std::uint32_t up_dm, std::uint32_t down_dm) {
    return hiking_time_s(dm / 10.0, up_dm / 10.0, down_dm / 10.0, query.pace);
  };
  return static_cast<std::int64_t>(
      std::ceil((time_s(climb.ascent_dm, climb.descent_dm) + time_s(climb.descent_dm, climb.ascent_dm)) / 2 * 10));
}

// The edges that hang together by nodes where just two ends of ways meet: grown until nothing comes in any more.
std::set<EdgeIndex> chain_around(const Network& network, EdgeIndex edge) {
  std::set<EdgeIndex> chain = {edge};
  for (std::size_t before = 0; before != chain.size();) {
    before = chain.size();
    for (std::uint32_t n = 0; n < network.node_count(); ++n) {
      const auto arcs = network.graph.arcs(NodeIndex(n));
      if (network.node_full_degree[n] == 2 && arcs.size() == 2 &&
          (chain.contains(arcs[0].edge) || chain.contains(arcs[1].edge))) {
        chain.insert({arcs[0].edge, arcs[1].edge});
      }
    }
  }
  return chain;
}

// How far a pair runs side by side: decimetres, or those times its slighter chain's time over its length.
std::int64_t side_by_side(const Network& network, const Query& query, const Beside& pair) {
  if (!query.hike_s) {
    return pair.dm;
  }
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (const EdgeIndex end : {pair.first, pair.second}) {
    std::int64_t time_ds = 0;
    std::int64_t dm = 0;
    for (const EdgeIndex edge : chain_around(network, end)) {
      time_ds += length_of(network, query, edge);
      dm += network.length_dm[edge.value()];
    }
    least = std::min(least, std::int64_t{pair.dm} * time_ds / dm);
  }
  return least;
}

// Twice what pairs have of which both are on the cycle.
std::int64_t beside_cdm_of(const Network& network, const Query& query, const std::vector<RouteStep>& cycle) {
  const auto is_on = [&](EdgeIndex edge) {
    return std::any_of(cycle.begin(), cycle.end(), [&](const RouteStep& step) { return step.edge == edge; });
  };
  std::int64_t sum = 0;
  for (const Beside& pair : network.beside) {
    sum += is_on(pair.first) && is_on(pair.second) ? 200 * side_by_side(network, query, pair) : 0;
  }
  return sum;
}

}  // namespace

std::int64_t turns_cdm_of(const Network& network, const std::vector<RouteStep>& cycle) {
  const auto is_marked = [&](EdgeIndex edge) {
    return network.attributes[edge.value()].route_network != RouteNetwork::none;
  };
  const auto name_of = [&](EdgeIndex edge) { return network.strings[network.name[edge.value()]]; };
  std::int64_t sum = 0;
  for (std::uint32_t n = 0; n < network.node_count(); ++n) {
    std::set<EdgeIndex> ways;  // that meet there
    for (const Arc& arc : network.graph.arcs(NodeIndex(n))) {
      ways.insert(arc.edge);
    }
    std::vector<EdgeIndex> walked;
    for (const RouteStep& step : cycle) {
      if (ways.contains(step.edge)) {
        walked.push_back(step.edge);
      }
    }
    if (walked.size() != 2) {
      continue;
    }
    const EdgeIndex a = walked[0];
    const EdgeIndex b = walked[1];
    const auto has_a_third = [&](const auto& is_wanted) {
      return std::any_of(ways.begin(), ways.end(),
                         [&](EdgeIndex way) { return way != a && way != b && is_wanted(way); });
    };
    const bool leaves_a_name =
        name_of(a) != name_of(b) && has_a_third([&](EdgeIndex way) {
          return !name_of(way).empty() && (name_of(way) == name_of(a) || name_of(way) == name_of(b));
        });
    const bool leaves_a_route = is_marked(a) != is_marked(b) && has_a_third(is_marked);
    sum += leaves_a_name || leaves_a_route ? 50'000 : 0;
  }
  return sum;
}

namespace {

std::int64_t lesser_cdm(const Network& network, const Query& query, EdgeIndex edge) {
  return length_of(network, query, edge) * (100 - appeal_hundredths(network.attributes[edge.value()], query.appeal));
}

struct Figures {
  std::int64_t route_dm = 0;
  std::int64_t retraced_dm = 0;
  std::int64_t lesser = 0;
  std::int64_t ascent_dm = 0;
};

bool is_feasible(const Query& query, const Figures& f) {
  const std::int64_t wanted_dm = std::llround((query.hike_s ? *query.hike_s : *query.hike_m) * 10);
  const std::int64_t tolerance_percent = std::llround(query.tolerance * 100);
  const std::int64_t retrace_percent = std::llround(query.max_retrace * 100);
  return std::abs(f.route_dm - wanted_dm) * 100 <= tolerance_percent * wanted_dm &&
         f.retraced_dm * 100 <= retrace_percent * f.route_dm &&
         (!query.max_ascent_m || f.ascent_dm <= std::llround(*query.max_ascent_m * 10)) &&
         (!query.about_ascent_m || std::abs(f.ascent_dm - std::llround(*query.about_ascent_m * 10)) * 100 <=
                                       15 * std::llround(*query.about_ascent_m * 10));
}

// Nothing from L to 1.05 L, a quarter of a metre a metre down to 0.95 L, a metre a metre beyond; a tolerance below 5 %
// takes the place of the 5 %.
std::int64_t off_length(const Query& query, std::int64_t route_dm) {
  const std::int64_t wanted_dm = std::llround((query.hike_s ? *query.hike_s : *query.hike_m) * 10);
  const std::int64_t band_dm = wanted_dm * std::min(5LL, std::llround(query.tolerance * 100)) / 100;
  if (route_dm > wanted_dm + band_dm) {
    return (route_dm - wanted_dm - band_dm) * 100;
  }
  if (route_dm >= wanted_dm) {
    return 0;
  }
  if (route_dm >= wanted_dm - band_dm) {
    return (wanted_dm - route_dm) * 25;
  }
  return band_dm * 25 + (wanted_dm - band_dm - route_dm) * 100;
}

std::int64_t loss_of(const Query& query, const Figures& f) {
  return off_length(query, f.route_dm) + 2 * f.retraced_dm * 100 + f.lesser;
}

class Enumeration {
 public:
  Enumeration(const Network& network, const Query& query, NodeIndex start)
      : network_(network), query_(query), paths_(reference_paths(network, query, start)) {}

  BruteForce run() {
    for (std::uint32_t n = 0; n < network_.node_count(); ++n) {
      if (paths_.distance_dm[n]) {  // a cycle is found from its lowest node
        first_ = NodeIndex(n);
        nodes_ = {first_};
        walk();
      }
    }
    return result_;
  }

 private:
  void walk() {
    for (const Arc& arc : network_.graph.arcs(nodes_.back())) {
      const bool is_used = std::any_of(steps_.begin(), steps_.end(), [&](RouteStep s) { return s.edge == arc.edge; });
      if (is_used || !may_walk(network_, query_, arc.edge) || !network_.is_complete(arc.head) || arc.head < first_) {
        continue;
      }
      steps_.push_back({arc.edge, arc.forward});
      if (arc.head == first_) {
        consider();
      } else if (std::find(nodes_.begin(), nodes_.end(), arc.head) == nodes_.end()) {
        nodes_.push_back(arc.head);
        walk();
        nodes_.pop_back();
      }
      steps_.pop_back();
    }
  }

  void consider() {
    NodeIndex attachment = nodes_.front();
    for (const NodeIndex node : nodes_) {
      if (std::pair(*paths_.distance_dm[node.value()], node) <
          std::pair(*paths_.distance_dm[attachment.value()], attachment)) {
        attachment = node;
      }
    }
    Figures f;
    std::int64_t descent_dm = 0;
    for (const RouteStep& step : steps_) {
      const Climb climb = network_.climb[step.edge.value()].value_or(Climb{});
      f.route_dm += length_of(network_, query_, step.edge);
      f.lesser += lesser_cdm(network_, query_, step.edge);
      f.ascent_dm += step.forward ? climb.ascent_dm : climb.descent_dm;
      descent_dm += step.forward ? climb.descent_dm : climb.ascent_dm;
    }
    f.ascent_dm = std::min(f.ascent_dm, descent_dm);
    for (NodeIndex node = attachment; paths_.parent[node.value()].is_valid(); node = paths_.parent[node.value()]) {
      const EdgeIndex edge = paths_.parent_edge[node.value()];
      const Climb climb = network_.climb[edge.value()].value_or(Climb{});
      f.route_dm += 2 * length_of(network_, query_, edge);
      f.retraced_dm += length_of(network_, query_, edge);
      f.lesser += lesser_cdm(network_, query_, edge);
      f.ascent_dm += climb.ascent_dm + climb.descent_dm;
    }
    if (is_feasible(query_, f) && goes_over_all_required(network_, query_, steps_) &&
        (query_.figure_of_eight || !comes_back_to_a_place(network_, steps_))) {
      result_.feasible_cycles.emplace_back();
      for (const RouteStep& step : steps_) {
        result_.feasible_cycles.back().push_back(step.edge);
      }
      const std::int64_t loss =
          loss_of(query_, f) + beside_cdm_of(network_, query_, steps_) + turns_cdm_of(network_, steps_);
      result_.best_loss_cdm = std::min(result_.best_loss_cdm.value_or(loss), loss);
    }
  }

  const Network& network_;
  const Query& query_;
  ReferencePaths paths_;
  NodeIndex first_;
  std::vector<NodeIndex> nodes_;
  std::vector<RouteStep> steps_;
  BruteForce result_;
};

}  // namespace

ReferencePaths reference_paths(const Network& network, const Query& query, NodeIndex start) {
  const std::uint32_t n = network.node_count();
  ReferencePaths paths{std::vector<std::optional<std::int64_t>>(n), std::vector<NodeIndex>(n),
                       std::vector<EdgeIndex>(n)};
  if (!network.is_complete(start)) {
    return paths;
  }
  auto& distance = paths.distance_dm;
  distance[start.value()] = 0;
  const auto for_each_arc = [&](auto&& visit) {
    for (std::uint32_t u = 0; u < n; ++u) {
      for (const Arc& arc : network.graph.arcs(NodeIndex(u))) {
        if (distance[u] && may_walk(network, query, arc.edge) && network.is_complete(arc.head)) {
          visit(NodeIndex(u), arc, *distance[u] + length_of(network, query, arc.edge));
        }
      }
    }
  };
  for (bool is_final = false; !is_final;) {
    is_final = true;
    for_each_arc([&](NodeIndex, const Arc& arc, std::int64_t through) {
      auto& d = distance[arc.head.value()];
      if (!d || through < *d) {
        d = through;
        is_final = false;
      }
    });
  }
  for_each_arc([&](NodeIndex u, const Arc& arc, std::int64_t through) {
    const std::uint32_t v = arc.head.value();
    if (arc.head != start && distance[v] == through &&
        (!paths.parent[v].is_valid() || std::pair(u, arc.edge) < std::pair(paths.parent[v], paths.parent_edge[v]))) {
      paths.parent[v] = u;
      paths.parent_edge[v] = arc.edge;
    }
  });
  return paths;
}

BruteForce brute_force(const Network& network, const Query& query, NodeIndex start) {
  return Enumeration(network, query, start).run();
}

std::string what_is_wrong(const Network& network, const Query& query, NodeIndex start, const Route& route) {
  const auto end_of = [&](const RouteStep& s) {
    return s.forward ? network.graph.head(s.edge) : network.graph.tail(s.edge);
  };
  const auto begin_of = [&](const RouteStep& s) {
    return s.forward ? network.graph.tail(s.edge) : network.graph.head(s.edge);
  };
  const std::size_t stem = route.stem_step_count;
  if (route.start != start) return "starts elsewhere";
  if (route.steps.size() < 2 * stem + 1) return "has no cycle";
  NodeIndex at = start;
  for (const RouteStep& step : route.steps) {
    if (begin_of(step) != at) return "its steps do not follow one another";
    if (!may_walk(network, query, step.edge)) return "uses a forbidden way";
    at = end_of(step);
    if (!network.is_complete(at)) return "passes a node that is not whole";
  }
  if (at != start) return "is not closed";

  const auto paths = reference_paths(network, query, start);
  std::set<NodeIndex> stem_nodes;
  Figures f;
  std::int64_t stem_dm = 0;
  for (std::size_t i = 0; i < stem; ++i) {
    const RouteStep& out = route.steps[i];
    const RouteStep& home = route.steps[route.steps.size() - 1 - i];
    if (out.edge != home.edge || out.forward == home.forward) return "its way back differs from its stem";
    if (!stem_nodes.insert(begin_of(out)).second) return "its stem meets itself";
    if (paths.parent_edge[end_of(out).value()] != out.edge) return "its stem is not the shortest path";
    f.retraced_dm += length_of(network, query, out.edge);
    stem_dm += network.length_dm[out.edge.value()];
    f.lesser += lesser_cdm(network, query, out.edge);
  }
  std::set<NodeIndex> cycle_nodes;
  std::set<EdgeIndex> cycle_edges;
  for (std::size_t i = stem; i < route.steps.size() - stem; ++i) {
    const RouteStep& step = route.steps[i];
    if (!cycle_nodes.insert(begin_of(step)).second) return "passes a junction twice";
    if (stem_nodes.count(begin_of(step)) != 0) return "its cycle meets its stem";
    if (!cycle_edges.insert(step.edge).second) return "walks an edge of the cycle twice";
    f.lesser += lesser_cdm(network, query, step.edge);
  }
  const auto cycle_begin = route.steps.begin() + static_cast<std::ptrdiff_t>(stem);
  const auto cycle_end = route.steps.end() - static_cast<std::ptrdiff_t>(stem);
  if (!goes_over_all_required(network, query, {cycle_begin, cycle_end})) return "leaves out a way asked for";
  if (!query.figure_of_eight && comes_back_to_a_place(network, {cycle_begin, cycle_end}))
    return "comes back to a place";
  const NodeIndex attachment = begin_of(route.steps[stem]);
  for (const NodeIndex node : cycle_nodes) {
    if (std::pair(*paths.distance_dm[node.value()], node) <
        std::pair(*paths.distance_dm[attachment.value()], attachment)) {
      return "another node of the cycle is nearer to the start";
    }
  }
  for (const RouteStep& step : route.steps) {
    const Climb climb = network.climb[step.edge.value()].value_or(Climb{});
    f.route_dm += length_of(network, query, step.edge);
    f.ascent_dm += step.forward ? climb.ascent_dm : climb.descent_dm;
  }
  if (!is_feasible(query, f)) return "is outside the limits";
  if (route.length_dm != f.route_dm) return "its length is wrong";
  if (route.retraced_dm != f.retraced_dm) return "its retraced length is wrong";
  const std::int64_t beside = beside_cdm_of(network, query, {cycle_begin, cycle_end});
  const std::int64_t turns = turns_cdm_of(network, {cycle_begin, cycle_end});
  if (route.loss.total_cdm() != loss_of(query, f) + beside + turns) return "its loss is wrong";
  if (route.loss.beside_cdm != beside) return "its loss beside itself is wrong";
  if (route.loss.turns_cdm != turns) return "its loss by turns is wrong";
  if (route.loss.retraced_cdm != 200 * f.retraced_dm || route.loss.lesser_ground_cdm != f.lesser)
    return "its losses are misnamed";
  if ((route.shape == RouteShape::figure_of_eight) != comes_back_to_a_place(network, {cycle_begin, cycle_end}) ||
      (route.shape != RouteShape::figure_of_eight &&
       (route.shape == RouteShape::loop) != (stem_dm <= std::llround(query.access_m * 10))))
    return "its shape is wrong";
  return "";
}

double overlap(const Route& a, const Route& b, const Network& network) {
  std::set<EdgeIndex> of_a;
  std::set<EdgeIndex> of_b;
  for (const RouteStep& step : a.steps) of_a.insert(step.edge);
  for (const RouteStep& step : b.steps) of_b.insert(step.edge);
  std::int64_t a_dm = 0;
  std::int64_t b_dm = 0;
  std::int64_t shared_dm = 0;
  for (const EdgeIndex edge : of_a) {
    a_dm += network.length_dm[edge.value()];
    shared_dm += of_b.contains(edge) ? network.length_dm[edge.value()] : 0;
  }
  for (const EdgeIndex edge : of_b) b_dm += network.length_dm[edge.value()];
  return static_cast<double>(shared_dm) / static_cast<double>(std::min(a_dm, b_dm));
}

std::int64_t reference_length(const Network& network, const Query& query, EdgeIndex edge) {
  return length_of(network, query, edge);
}

std::int64_t reference_beside_cdm(const Network& network, const Query& query, const std::vector<RouteStep>& cycle) {
  return beside_cdm_of(network, query, cycle);
}

}  // namespace loopgenie::test
