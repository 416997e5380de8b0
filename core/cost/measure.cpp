#include "core/cost/measure.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace loopgenie {
namespace {

constexpr double kTenths = 10;

double in_metres(std::uint32_t dm) { return dm / kTenths; }

/// Sums over a chain, from junction to junction.
struct ChainSums {
  std::uint64_t length_dm = 0;
  std::uint64_t units = 0;
};

/// Adds the edges from `at` on, after `edge`, to the chain's end; false where that is the edge it began with: a ring.
bool add_on(const Network& network, const Measure& measure, EdgeIndex first, NodeIndex at, ChainSums& sums) {
  EdgeIndex edge = first;
  while (network.node_full_degree[at.value()] == 2 && network.is_complete(at)) {
    const auto arcs = network.graph.arcs(at);
    const Arc& next = arcs[0].edge == edge ? arcs[1] : arcs[0];
    edge = next.edge;
    if (edge == first) {
      return false;
    }
    sums.length_dm += network.length_dm[edge.value()];
    sums.units += measure.length(network, edge);
    at = next.head;
  }
  return true;
}

ChainSums chain_of(const Network& network, const Measure& measure, EdgeIndex edge) {
  ChainSums sums{network.length_dm[edge.value()], measure.length(network, edge)};
  if (add_on(network, measure, edge, network.graph.head(edge), sums)) {
    add_on(network, measure, edge, network.graph.tail(edge), sums);
  }
  return sums;
}

}  // namespace

double walking_time_s(const Network& network, EdgeIndex edge, bool forward, const Pace& pace) {
  const double length_m = in_metres(network.length_dm[edge.value()]);
  const std::optional<Climb>& climb = network.climb[edge.value()];
  if (!climb) {
    return hiking_time_flat_s(length_m, pace);
  }
  const Climb walked = forward ? *climb : climb->reversed();
  return hiking_time_s(length_m, in_metres(walked.ascent_dm), in_metres(walked.descent_dm), pace);
}

std::uint32_t Measure::length(const Network& network, EdgeIndex edge) const {
  if (unit == LengthUnit::metre) {
    return network.length_dm[edge.value()];
  }
  const double both_s = walking_time_s(network, edge, true, pace) + walking_time_s(network, edge, false, pace);
  // A steeper way than any is out of every walk's reach.
  constexpr double kMost = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::uint32_t>(std::min(std::ceil(both_s / 2 * kTenths), kMost));
}

std::uint32_t Measure::beside(const Network& network, const Beside& pair) const {
  if (unit == LengthUnit::metre) {
    return pair.dm;
  }
  std::uint64_t least = std::numeric_limits<std::int32_t>::max();
  for (const EdgeIndex edge : {pair.first, pair.second}) {
    const ChainSums chain = chain_of(network, *this, edge);
    if (chain.length_dm > 0) {
      least = std::min(least, pair.dm * chain.units / chain.length_dm);
    }
  }
  return static_cast<std::uint32_t>(least);
}

}  // namespace loopgenie
