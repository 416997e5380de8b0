#include "core/export/document/old_rules.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "core/base/decimal.hpp"
#include "core/cost/way_limits.hpp"
#include "core/loop/space/better_climb.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/route_shape.hpp"

namespace loopgenie {
namespace {

class Rules {
 public:
  Rules(const Network& network, const Query& query, const Route& route)
      : network_(network), query_(query), route_(route), limits_(LoopLimits::of(query)) {
    const std::size_t out = route.steps.size() - route.stem_step_count;  // without the stem's way back
    for (std::size_t i = 0; i < out; ++i) {
      const RouteStep& step = route.steps[i];
      ++passed_[step.forward ? network.graph.tail(step.edge) : network.graph.head(step.edge)];
      ++walked_[step.edge];
    }
    if (!query.figure_of_eight) {
      passed_again_ = places_passed_again(network, cycle_of(route));
    }
    breaks_as_a_whole_ = limits_.off_ascent_dm(ascent_in_better_direction_dm(network, route.steps)) > 0 ||
                         (query.night_count() > 0 && route.nights.empty());
    stem_is_too_long_ = route.retraced_dm > limits_.longest_retraced_dm(route.length_dm);
  }

  [[nodiscard]] bool is_broken_by(std::size_t index) const {
    const EdgeIndex edge = route_.steps[index].edge;
    const bool is_of_stem = index < route_.stem_step_count || index >= route_.steps.size() - route_.stem_step_count;
    return breaks_as_a_whole_ || (is_of_stem && stem_is_too_long_) || !is_walked(edge) || walked_.at(edge) > 1 ||
           comes_back_to(network_.graph.tail(edge), edge) || comes_back_to(network_.graph.head(edge), edge);
  }

 private:
  [[nodiscard]] bool is_walked(EdgeIndex edge) const {
    return is_allowed(network_.attributes[edge.value()], network_.is_climb_known(edge), query_.way_limits()) &&
           !std::binary_search(query_.avoid_edges.begin(), query_.avoid_edges.end(), network_.edge_id[edge.value()]);
  }

  [[nodiscard]] bool comes_back_to(NodeIndex node, EdgeIndex by) const {
    const auto junction = passed_.find(node);
    return (junction != passed_.end() && junction->second > 1) ||
           (!network_.attributes[by.value()].has(EdgeFlag::within_place) &&
            std::binary_search(passed_again_.begin(), passed_again_.end(), network_.place(node)));
  }

  const Network& network_;
  const Query& query_;
  const Route& route_;
  LoopLimits limits_;
  std::map<NodeIndex, int> passed_;   // junctions, how often: on the way out and round the cycle
  std::map<EdgeIndex, int> walked_;   // the same of edges
  std::vector<NodeId> passed_again_;  // places, ascending
  bool breaks_as_a_whole_ = false;
  bool stem_is_too_long_ = false;
};

}  // namespace

std::optional<Warning> old_rules_broken(const Network& network, const Query& query, const Route& route) {
  const Rules rules(network, query, route);
  Warning warning{.kind = WarningKind::old_rules, .length_m = 0, .edges = {}};
  std::int64_t sum_dm = 0;
  for (std::size_t i = 0; i < route.steps.size(); ++i) {
    if (rules.is_broken_by(i)) {
      const EdgeIndex edge = route.steps[i].edge;
      sum_dm += network.length_dm[edge.value()];
      const EdgeId id = network.edge_id[edge.value()];
      if (std::find(warning.edges.begin(), warning.edges.end(), id) == warning.edges.end()) {
        warning.edges.push_back(id);
      }
    }
  }
  warning.length_m = rounded_quotient(sum_dm, kDmPerMetre);
  return warning.edges.empty() ? std::nullopt : std::optional(std::move(warning));
}

}  // namespace loopgenie
