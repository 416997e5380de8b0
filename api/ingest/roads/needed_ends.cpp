#include "api/ingest/roads/needed_ends.hpp"

#include <algorithm>
#include <functional>
#include <thread>
#include <utility>

#include "api/ingest/base/parallel.hpp"
#include "api/ingest/roads/road_search.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::ptrdiff_t kMainRoadsOfTarget = 3;

/// Per node: it is a target.
std::vector<std::uint8_t> targets_of(const RoadGraph& roads, std::span<const std::uint8_t> main,
                                     std::span<const std::uint32_t> stops) {
  std::vector<std::uint8_t> is_target(roads.graph.node_count(), 0);
  for (std::uint32_t node = 0; node < is_target.size(); ++node) {
    const auto arcs = roads.graph.arcs(NodeIndex(node));
    const auto main_roads =
        std::count_if(arcs.begin(), arcs.end(), [&](const Arc& arc) { return main[arc.edge.value()] != 0; });
    is_target[node] = main_roads >= kMainRoadsOfTarget ? 1 : 0;
  }
  for (const std::uint32_t stop : stops) {
    is_target[stop] = 1;
  }
  return is_target;
}

/// What the search's direct ways end with, seen from where they begin.
void add_first_edges(const RoadGraph& roads, const RoadSearch& search, NeededEnds& needed) {
  for (const std::uint32_t node : search.settled()) {
    const std::uint32_t edge = search.parent_edge(node);
    if (edge != RoadSearch::kNone && search.is_direct(node)) {
      needed[edge] |= roads.graph.tail(EdgeIndex(edge)).value() == node ? kNeededAtTail : kNeededAtHead;
    }
  }
}

}  // namespace

NeededEnds find_needed_ends(const RoadGraph& roads, std::span<const std::uint8_t> main,
                            std::span<const std::uint32_t> stops, const NeededRule& rule) {
  const std::vector<std::uint8_t> is_target = targets_of(roads, main, stops);
  std::vector<std::uint32_t> targets;
  for (std::uint32_t node = 0; node < is_target.size(); ++node) {
    if (is_target[node] != 0) {
      targets.push_back(node);
    }
  }
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<NeededEnds> found(threads, NeededEnds(roads.graph.edge_count(), 0));
  const RoadSearch idle(roads);
  parallel_for(threads, static_cast<unsigned>(threads), [&](std::size_t share) {
    RoadSearch search = idle;
    RoadSearch::Options options{.limit_ms = static_cast<std::uint32_t>(rule.reach_s * 1000),
                                .cheap_edges = main,
                                .slower_by_share = rule.detour,
                                .marked = is_target};
    for (std::size_t i = share; i < targets.size(); i += threads) {
      for (const auto toward : {RoadSearch::Toward::to_sources, RoadSearch::Toward::from_sources}) {
        options.toward = toward;
        search.run({&targets[i], 1}, options);
        add_first_edges(roads, search, found[share]);
      }
    }
  });
  for (std::size_t share = 1; share < threads; ++share) {
    std::transform(found[0].begin(), found[0].end(), found[share].begin(), found[0].begin(), std::bit_or<>());
  }
  return std::move(found[0]);
}

ClosedRoads::ClosedRoads(const RoadGraph& roads, NeededEnds needed, std::vector<std::uint8_t> kept,
                         std::span<const std::uint32_t> nodes)
    : roads_(roads), needed_(std::move(needed)), kept_(std::move(kept)), has_(roads.graph.node_count(), 0) {
  for (const std::uint32_t node : nodes) {
    add(node);
  }
  const std::vector<std::uint8_t> given = kept_;
  for (std::uint32_t edge = 0; edge < given.size(); ++edge) {
    if (given[edge] != 0) {
      add(roads_.graph.tail(EdgeIndex(edge)).value());
      add(roads_.graph.head(EdgeIndex(edge)).value());
    }
  }
}

void ClosedRoads::add(std::uint32_t first) {
  const auto enter = [&](std::uint32_t node) {
    if (has_[node] == 0) {
      has_[node] = 1;
      added_.push_back(node);
    }
  };
  enter(first);
  while (!added_.empty()) {
    const std::uint32_t node = added_.back();
    added_.pop_back();
    for (const Arc& arc : roads_.graph.arcs(NodeIndex(node))) {
      if ((needed_[arc.edge.value()] & (arc.forward ? kNeededAtTail : kNeededAtHead)) != 0) {
        kept_[arc.edge.value()] = 1;
        enter(arc.head.value());
      }
    }
  }
}

std::vector<std::uint32_t> ClosedRoads::junctions_off() const {
  std::vector<std::uint32_t> on;
  for (std::uint32_t node = 0; node < has_.size(); ++node) {
    if (has(node)) {
      on.push_back(node);
    }
  }
  RoadSearch search(roads_);
  search.run(on, {.toward = RoadSearch::Toward::either});
  std::vector<std::uint32_t> off(search.settled().begin(), search.settled().end());
  std::erase_if(off, [&](std::uint32_t node) { return has(node); });
  std::reverse(off.begin(), off.end());
  return off;
}

}  // namespace loopgenie::ingest
