#include "api/ingest/roads/road_search.hpp"

#include <algorithm>
#include <functional>

namespace loopgenie::ingest {

RoadSearch::RoadSearch(const RoadGraph& roads) : label_(roads.graph.node_count()) {
  auto arcs = std::make_shared<Arcs>();
  arcs->first.push_back(0);
  arcs->arcs.reserve(std::size_t{2} * roads.graph.edge_count());
  for (std::uint32_t node = 0; node < roads.graph.node_count(); ++node) {
    for (const Arc& arc : roads.graph.arcs(NodeIndex(node))) {
      const RoadPiece& piece = roads.pieces[arc.edge.value()];
      arcs->arcs.push_back({arc.head.value(), arc.edge.value(), arc.forward ? piece.forward_ms : piece.backward_ms,
                            arc.forward ? piece.backward_ms : piece.forward_ms});
    }
    arcs->first.push_back(static_cast<std::uint32_t>(arcs->arcs.size()));
  }
  arcs_ = std::move(arcs);
}

void RoadSearch::run(std::span<const std::uint32_t> nodes, const Options& options) {
  std::vector<Source> sources;
  for (const std::uint32_t node : nodes) {
    sources.push_back({node, 0});
  }
  run(sources, options);
}

void RoadSearch::run(std::span<const Source> sources, const Options& options) {
  ++run_;
  direct_open_ = 0;
  wanted_open_ = 0;
  settled_.clear();
  heap_.clear();
  want(options.wanted);
  for (const Source& source : sources) {
    if (source.time_ms <= options.limit_ms) {
      reach(source.node, source.time_ms, kNone, true);
    }
  }
  const auto is_done = [&](std::uint32_t time_ms) {
    const bool has_direct = options.marked.empty() || direct_open_ == 0;
    const bool has_wanted = wanted_open_ == 0 || time_ms > options.wanted_ms;
    return has_direct && has_wanted && !(options.marked.empty() && options.wanted.empty());
  };
  while (!heap_.empty() && !is_done(heap_.front().first)) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const std::uint32_t node = heap_.back().second;
    heap_.pop_back();
    Label& label = label_[node];
    if (label.is_settled) {
      continue;
    }
    label.is_settled = true;
    direct_open_ -= label.is_direct ? 1 : 0;
    wanted_open_ -= label.is_wanted ? 1 : 0;
    settled_.push_back(node);
    leave(node, options);
  }
}

void RoadSearch::want(std::span<const std::uint32_t> nodes) {
  for (const std::uint32_t node : nodes) {
    Label& label = label_[node];
    if (label.run != run_) {
      label = {.run = run_, .time_ms = kClosedMs, .parent_edge = kNone, .is_wanted = true};
      ++wanted_open_;
    }
  }
}

void RoadSearch::reach(std::uint32_t node, std::uint32_t time_ms, std::uint32_t edge, bool is_direct) {
  Label& label = label_[node];
  bool is_wanted = false;
  if (label.run == run_) {
    if (label.time_ms <= time_ms) {
      return;  // settled ones among them
    }
    is_wanted = label.is_wanted;
    direct_open_ -= label.is_direct ? 1 : 0;
  }
  direct_open_ += is_direct ? 1 : 0;
  label = {run_, time_ms, edge, is_direct, false, is_wanted};
  heap_.emplace_back(time_ms, node);
  std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
}

void RoadSearch::leave(std::uint32_t node, const Options& options) {
  const Label from = label_[node];
  // A source may be marked itself: its neighbours are reached directly.
  const bool is_direct =
      from.is_direct && (options.marked.empty() || options.marked[node] == 0 || from.parent_edge == kNone);
  for (std::uint32_t at = arcs_->first[node]; at < arcs_->first[node + 1]; ++at) {
    const RoadArc& arc = arcs_->arcs[at];
    const std::uint32_t arc_ms = options.toward == Toward::from_sources ? arc.there_ms
                                 : options.toward == Toward::to_sources ? arc.back_ms
                                                                        : std::min(arc.there_ms, arc.back_ms);
    if (arc_ms == kClosedMs) {
      continue;
    }
    std::uint64_t time_ms = std::uint64_t{from.time_ms} + arc_ms;
    if (!options.cheap_edges.empty() && options.cheap_edges[arc.edge] == 0) {
      time_ms += static_cast<std::uint64_t>(arc_ms * options.slower_by_share);
    }
    if (time_ms <= options.limit_ms) {
      reach(arc.head, static_cast<std::uint32_t>(time_ms), arc.edge, is_direct);
    }
  }
}

}  // namespace loopgenie::ingest
