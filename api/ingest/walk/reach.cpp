#include "api/ingest/walk/reach.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <thread>
#include <utility>

#include "api/ingest/base/parallel.hpp"
#include "api/ingest/walk/bounded_search.hpp"
#include "core/graph/bridges.hpp"
#include "core/graph/contract.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::size_t kTrailheadsBetweenReports = 16;

/// Metres of network in reach of trailheads. Chains between junctions are one edge: what of a chain lies within a
/// radius follows from the distances of its ends.
class Reach {
 public:
  /// `nodes`: the source node of each trailhead.
  Reach(const WayGraph& graph, std::span<const std::uint32_t> nodes) {
    std::vector<std::uint8_t> keep(graph.graph.node_count(), 0);
    for (const std::uint32_t node : nodes) {
      keep[graph.node_of[node]] = 1;
    }
    Contraction chains = contract(graph.graph, keep);
    const Blocks blocks = find_blocks(chains.graph);
    is_bridge_ = blocks.is_bridge;
    length_m_.assign(chains.graph.edge_count(), 0);
    for (std::uint32_t edge = 0; edge < length_m_.size(); ++edge) {
      for (const ChainStep& step : chains.chain(EdgeIndex(edge))) {
        length_m_[edge] += graph.length_m[step.edge.value()];
      }
    }
    for (const std::uint32_t node : nodes) {
      start_.push_back(chains.contracted_node[graph.node_of[node]].value());
    }
    all_.assign(length_m_.size(), 1);
    graph_ = std::move(chains.graph);
  }

  struct Scratch {
    explicit Scratch(const Reach& reach)
        : search(reach.graph_, reach.length_m_, reach.all_), counted_for(reach.length_m_.size(), 0) {}
    BoundedSearch search;
    std::vector<std::uint32_t> counted_for;
    std::uint32_t run = 0;
  };

  void measure(std::size_t trailhead, Scratch& scratch, Trailhead& result) const {
    scratch.search.run({&start_[trailhead], 1}, kTrailheadRadiiM.back());
    ++scratch.run;
    std::array<double, kTrailheadRadiiM.size()> network_m = {};
    std::array<double, kTrailheadRadiiM.size()> loopable_m = {};
    for (const std::uint32_t node : scratch.search.settled()) {
      for (const Arc& arc : graph_.arcs(NodeIndex(node))) {
        const std::uint32_t edge = arc.edge.value();
        if (std::exchange(scratch.counted_for[edge], scratch.run) == scratch.run) {
          continue;
        }
        for (std::size_t r = 0; r < kTrailheadRadiiM.size(); ++r) {
          const double radius_m = kTrailheadRadiiM[r];
          const double from_here = std::max(0.0, radius_m - scratch.search.distance_m(node));
          const double from_there = std::max(0.0, radius_m - scratch.search.distance_m(arc.head.value()));
          const double reached_m = std::min(length_m_[edge], from_here + from_there);
          network_m[r] += reached_m;
          loopable_m[r] += is_bridge_[edge] != 0 ? 0 : reached_m;
        }
      }
    }
    for (std::size_t r = 0; r < kTrailheadRadiiM.size(); ++r) {
      result.network_m[r] = static_cast<std::uint32_t>(std::lround(network_m[r]));
      result.loopable_m[r] = static_cast<std::uint32_t>(std::lround(loopable_m[r]));
    }
  }

 private:
  Graph graph_;
  std::vector<double> length_m_;
  std::vector<std::uint8_t> is_bridge_;
  std::vector<std::uint8_t> all_;
  std::vector<std::uint32_t> start_;  // per trailhead
};

}  // namespace

void measure_reach(Trailheads& trailheads, const WayGraph& graph, const ProgressFn& progress) {
  const Reach reach(graph, trailheads.nodes);
  std::vector<Trailhead>& found = trailheads.found;
  // Each share of the trailheads has its own scratch; a trailhead's figures depend on nothing but the graph.
  const std::size_t share_count = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t size = (found.size() + share_count - 1) / share_count;
  const auto report = [&](std::size_t share, std::size_t t) {
    if (progress && share == 0 && t % kTrailheadsBetweenReports == 0) {  // shares take about as long as each other
      progress("measuring reach", static_cast<double>(t) / static_cast<double>(size));
    }
  };
  parallel_for(share_count, static_cast<unsigned>(share_count), [&](std::size_t share) {
    Reach::Scratch scratch(reach);
    for (std::size_t t = share * size; t < std::min((share + 1) * size, found.size()); ++t) {
      report(share, t);
      reach.measure(t, scratch, found[t]);
    }
  });
}

}  // namespace loopgenie::ingest
