#include "core/loop/space/loop_space.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <tuple>
#include <utility>

#include "core/base/sort.hpp"
#include "core/cost/appeal.hpp"
#include "core/graph/bridges.hpp"
#include "core/graph/contract.hpp"
#include "core/loop/space/beside.hpp"
#include "core/loop/space/turns.hpp"

namespace loopgenie {

/// The part of the network in reach as a graph of its own: local nodes are ranks, local edges know their source.
struct LoopSpaceBuilder::Reach {
  Graph graph;
  std::vector<EdgeIndex> source_edge;
};

/// The blocks that a route of the query can have its cycle in.
struct LoopSpaceBuilder::KeptBlocks {
  Blocks blocks;                       // of the part in reach
  std::vector<std::uint32_t> number;   // per block; kNotKept: no route has its cycle there
  std::vector<std::uint8_t> is_entry;  // per node: of a kept block
  std::uint32_t count = 0;             // kept
};

/// What cycles lose besides their length and ground.
struct LoopSpaceBuilder::Losses {
  std::vector<std::int64_t> alone_cdm;  // per edge: of every cycle over it
  std::vector<PairLosses::Pair> pairs;

  /// Of cycles over both, which may be the same.
  void add(EdgeIndex first, EdgeIndex second, std::int64_t loss_cdm) {
    if (first == second) {
      alone_cdm[first.value()] += loss_cdm;
    } else {
      pairs.push_back({first, second, loss_cdm});
    }
  }
};

namespace {

constexpr std::uint32_t kNotKept = std::numeric_limits<std::uint32_t>::max();

struct Block {
  std::int64_t length_dm = 0;
  NodeIndex entry;  // its first settled node
  bool is_bridge = false;
};

std::vector<Block> describe_blocks(const Graph& graph, const Blocks& blocks, std::span<const std::int64_t> length_dm) {
  std::vector<Block> described(blocks.block_count);
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    Block& block = described[blocks.block_of_edge[e]];
    block.length_dm += length_dm[e];
    block.entry = std::min({block.entry, graph.tail(EdgeIndex(e)), graph.head(EdgeIndex(e))});
    block.is_bridge = blocks.is_bridge[e] != 0;
  }
  return described;
}

/// An edge of the space at one of its nodes.
struct WayEnd {
  std::uint32_t block = 0;
  WayOn on;
  EdgeIndex edge;
};

/// The losses by turns at a node, of the ends of one block, which are sorted by `on`. A cycle that passes the node has
/// just two of these. So where any two of them make a turn, each loses half of one; and where one of them makes a turn
/// with any other, and these make none, it alone loses a turn: then no pairs are needed.
template <typename Add>
void for_each_turn(std::span<const WayEnd> ends, const Add& add) {
  const auto is_first_of_kind = [&](std::size_t i) { return i == 0 || ends[i - 1].on != ends[i].on; };
  std::size_t kinds = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    kinds += is_first_of_kind(i) ? 1 : 0;
  }
  if (kinds == 1) {
    return;
  }
  if (kinds == ends.size()) {
    for (const WayEnd& end : ends) {
      add(end.edge, end.edge, kTurnCdm / 2);
    }
    return;
  }
  const bool first_is_alone = is_first_of_kind(1);
  if (kinds == 2 && (first_is_alone || is_first_of_kind(ends.size() - 1))) {
    const EdgeIndex other = first_is_alone ? ends.front().edge : ends.back().edge;
    add(other, other, kTurnCdm);
    return;
  }
  for (std::size_t i = 0; i < ends.size(); ++i) {
    for (std::size_t j = i + 1; j < ends.size(); ++j) {
      if (ends[i].on != ends[j].on) {
        add(ends[i].edge, ends[j].edge, kTurnCdm);
      }
    }
  }
}

/// Empty where lengths are the network's own.
std::vector<std::uint32_t> times_of(const Network& network, const Measure& measure) {
  std::vector<std::uint32_t> time_ds;
  for (std::uint32_t e = 0; measure.unit == LengthUnit::second && e < network.edge_count(); ++e) {
    time_ds.push_back(measure.length(network, EdgeIndex(e)));
  }
  return time_ds;
}

}  // namespace

LoopSpaceBuilder::LoopSpaceBuilder(const Network& network, const Query& query)
    : network_(&network),
      limits_(LoopLimits::of_cycles(query)),
      time_ds_(times_of(network, query.measure())),
      length_dm_(query.hike_s ? time_ds_ : network.length_dm),
      paths_(network.graph, length_dm_) {
  for (const Beside& pair : network.beside) {
    beside_dm_.push_back(query.measure().beside(network, pair));
  }
  find_places(query.figure_of_eight);
  usable_nodes_.resize(network.node_count());
  for (std::uint32_t n = 0; n < network.node_count(); ++n) {
    usable_nodes_[n] = network.is_complete(NodeIndex(n)) ? 1 : 0;
  }
  const WayLimits way_limits = query.way_limits();
  usable_edges_.resize(network.edge_count());
  lesser_hundredths_.resize(network.edge_count());
  for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
    const EdgeAttributes& attributes = network.attributes[e];
    usable_edges_[e] = is_allowed(attributes, network.is_climb_known(EdgeIndex(e)), way_limits) ? 1 : 0;
    lesser_hundredths_[e] = static_cast<std::uint8_t>(kPerfectAppeal - appeal_hundredths(attributes, query.appeal));
  }
  for (const EdgeId id : query.avoid_edges) {
    if (const std::optional<EdgeIndex> edge = network.find_edge(id)) {
      usable_edges_[edge->value()] = 0;
    }
  }
}

void LoopSpaceBuilder::find_places(bool are_ignored) {
  place_of_node_.assign(network_->node_count(), PlaceEnds::kNone);
  if (are_ignored) {
    return;
  }
  std::vector<std::pair<NodeId, std::uint32_t>> elsewhere;  // place, node: its first node is in no tile loaded
  for (std::uint32_t n = 0; n < network_->node_count(); ++n) {
    const NodeId place = network_->place(NodeIndex(n));
    const std::optional<NodeIndex> first = place.is_valid() ? network_->find_node(place) : std::nullopt;
    if (first) {
      place_of_node_[n] = first->value();
    } else if (place.is_valid()) {
      elsewhere.emplace_back(place, n);
    }
  }
  heap_sort(elsewhere);
  std::uint32_t number = network_->node_count();
  for (std::size_t i = 0; i < elsewhere.size(); ++i) {
    number += i > 0 && elsewhere[i].first != elsewhere[i - 1].first ? 1 : 0;
    place_of_node_[elsewhere[i].second] = number;
  }
}

PathFigures LoopSpaceBuilder::edge_figures(EdgeIndex edge, bool forward) const {
  const std::int64_t length_dm = length_dm_[edge.value()];
  const Climb climb = network_->climb[edge.value()].value_or(Climb{});
  const PathFigures figures{length_dm, length_dm * lesser_hundredths_[edge.value()], climb.ascent_dm, climb.descent_dm};
  return forward ? figures : figures.reversed();
}

LoopSpaceBuilder::Reach LoopSpaceBuilder::survey_reach(LoopSpace& space) const {
  const std::span<const NodeIndex> settled = paths_.settled();
  GraphBuilder builder(static_cast<std::uint32_t>(settled.size()));
  Reach reach;
  for (const NodeIndex node : settled) {
    for (const Arc& arc : network_->graph.arcs(node)) {
      if (usable_edges_[arc.edge.value()] == 0) {
        continue;
      }
      const std::int64_t length_dm = length_dm_[arc.edge.value()];
      if (usable_nodes_[arc.head.value()] == 0) {
        space.survey.is_whole &= 2 * (paths_.distance_dm(node) + length_dm) > limits_.longest_dm;
        continue;
      }
      if (!arc.forward || !paths_.is_settled(arc.head) ||
          paths_.distance_dm(node) + length_dm + paths_.distance_dm(arc.head) > limits_.longest_dm) {
        continue;
      }
      builder.add_edge(NodeIndex(paths_.rank(node)), NodeIndex(paths_.rank(arc.head)));
      reach.source_edge.push_back(arc.edge);
      space.survey.in_reach_dm += length_dm;
    }
  }
  reach.graph = std::move(builder).build();
  return reach;
}

LoopSpaceBuilder::KeptBlocks LoopSpaceBuilder::keep_blocks(const Reach& reach, std::int64_t shortest_dm,
                                                           LoopSpace::Survey& survey) const {
  std::vector<std::int64_t> length_dm;
  for (const EdgeIndex edge : reach.source_edge) {
    length_dm.push_back(length_dm_[edge.value()]);
  }
  KeptBlocks kept{find_blocks(reach.graph), {}, std::vector<std::uint8_t>(reach.graph.node_count())};
  for (const Block& block : describe_blocks(reach.graph, kept.blocks, length_dm)) {
    kept.number.push_back(kNotKept);
    if (block.is_bridge) {
      continue;
    }
    const std::int64_t entry_dm = paths_.distance_dm(paths_.settled()[block.entry.value()]);
    survey.on_cycles_dm += block.length_dm;
    survey.nearest_cycle_dm = std::min(survey.nearest_cycle_dm, entry_dm);
    survey.largest_block_dm = std::max(survey.largest_block_dm, block.length_dm);
    if (entry_dm <= limits_.longest_stem_dm() && block.length_dm + 2 * limits_.longest_stem_dm() >= shortest_dm) {
      kept.number.back() = kept.count++;
      kept.is_entry[block.entry.value()] = 1;
    }
  }
  return kept;
}

LoopSpace LoopSpaceBuilder::build(NodeIndex start) {
  start_ = start;
  paths_.run(start, {limits_.longest_dm / 2, usable_nodes_, usable_edges_});
  return build_within(limits_);
}

LoopSpace LoopSpaceBuilder::build_within(const LoopLimits& limits) const {
  LoopSpace space;
  space.survey.is_whole = is_usable_node(start_);
  const Reach reach = survey_reach(space);
  const KeptBlocks kept = keep_blocks(reach, limits.shortest_dm, space.survey);
  const auto number_of = [&](std::uint32_t edge) { return kept.number[kept.blocks.block_of_edge[edge]]; };

  GraphBuilder builder(reach.graph.node_count());
  std::vector<std::uint32_t> local_edge;  // of the kept edges
  for (std::uint32_t e = 0; e < reach.graph.edge_count(); ++e) {
    if (number_of(e) != kNotKept) {
      builder.add_edge(reach.graph.tail(EdgeIndex(e)), reach.graph.head(EdgeIndex(e)));
      local_edge.push_back(e);
    }
  }
  Contraction contraction = contract(std::move(builder).build(), kept.is_entry);

  space.graph = std::move(contraction.graph);
  space.first_step = std::move(contraction.first_step);
  space.block_count = kept.count;
  for (std::uint32_t e = 0; e < space.graph.edge_count(); ++e) {
    PathFigures figures;
    const std::span<const ChainStep> chain{contraction.steps.data() + space.first_step[e],
                                           space.first_step[e + 1] - space.first_step[e]};
    for (const ChainStep& step : chain) {
      const EdgeIndex source = reach.source_edge[local_edge[step.edge.value()]];
      figures += edge_figures(source, step.forward);
      space.steps.push_back({source, step.forward});
    }
    space.figures.push_back(figures);
    space.block_of_edge.push_back(number_of(local_edge[chain[0].edge.value()]));
  }
  add_stems(space, contraction.source_node);
  add_place_ends(space);
  add_losses(space);
  return space;
}

void LoopSpaceBuilder::add_losses(LoopSpace& space) const {
  Losses losses{std::vector<std::int64_t>(space.graph.edge_count()), {}};
  add_beside(space, losses);
  add_turns(space, losses);
  for (std::uint32_t e = 0; e < space.graph.edge_count(); ++e) {
    space.figures[e].lesser_cdm += losses.alone_cdm[e];
  }
  space.alone_cdm = std::move(losses.alone_cdm);
  space.pairs = PairLosses(space.graph.edge_count(), std::move(losses.pairs));
}

void LoopSpaceBuilder::add_turns(const LoopSpace& space, Losses& losses) const {
  for (std::uint32_t e = 0; e < space.graph.edge_count(); ++e) {
    const std::span<const RouteStep> chain = space.chain(EdgeIndex(e));
    const bool is_ring = space.graph.tail(EdgeIndex(e)) == space.graph.head(EdgeIndex(e));
    for (std::size_t i = is_ring ? 0 : 1; i < chain.size(); ++i) {
      const RouteStep& step = chain[i];
      const NodeIndex node = step.forward ? network_->graph.tail(step.edge) : network_->graph.head(step.edge);
      if (is_turn(*network_, node, chain[i == 0 ? chain.size() - 1 : i - 1].edge, step.edge)) {
        losses.add(EdgeIndex(e), EdgeIndex(e), kTurnCdm);
      }
    }
  }
  std::vector<WayEnd> ends;
  for (std::uint32_t n = 0; n < space.graph.node_count(); ++n) {
    ends.clear();
    for (const Arc& arc : space.graph.arcs(NodeIndex(n))) {
      const std::span<const RouteStep> chain = space.chain(arc.edge);
      if (arc.head != NodeIndex(n)) {
        ends.push_back({space.block_of_edge[arc.edge.value()],
                        way_on(*network_, space.source_node[n], (arc.forward ? chain.front() : chain.back()).edge),
                        arc.edge});
      }
    }
    heap_sort(ends, [](const WayEnd& a, const WayEnd& b) {
      return std::tuple(a.block, a.on, a.edge) < std::tuple(b.block, b.on, b.edge);
    });
    for (std::size_t first = 0, last = 0; first < ends.size(); first = last) {
      while (last < ends.size() && ends[last].block == ends[first].block) {
        ++last;
      }
      for_each_turn(std::span(ends).subspan(first, last - first),
                    [&](EdgeIndex from, EdgeIndex to, std::int64_t cdm) { losses.add(from, to, cdm); });
    }
  }
}

void LoopSpaceBuilder::add_beside(const LoopSpace& space, Losses& losses) const {
  if (network_->beside.empty()) {
    return;
  }
  std::vector<EdgeIndex> edge_of(network_->edge_count());  // of the space, per source edge; invalid where not in it
  for (std::uint32_t e = 0; e < space.graph.edge_count(); ++e) {
    for (const RouteStep& step : space.chain(EdgeIndex(e))) {
      edge_of[step.edge.value()] = EdgeIndex(e);
    }
  }
  for (std::size_t b = 0; b < beside_dm_.size(); ++b) {
    const Beside& beside = network_->beside[b];
    const EdgeIndex first = edge_of[beside.first.value()];
    const EdgeIndex second = edge_of[beside.second.value()];
    if (first.is_valid() && second.is_valid() &&
        space.block_of_edge[first.value()] == space.block_of_edge[second.value()]) {
      losses.add(first, second, kBesideWeight * std::int64_t{beside_dm_[b]} * kCdmPerDm);
    }
  }
}

void LoopSpaceBuilder::add_place_ends(LoopSpace& space) const {
  std::vector<PlaceEnds::Ends> ends;
  for (std::uint32_t e = 0; e < space.graph.edge_count(); ++e) {
    ends.clear();
    for (const RouteStep& step : space.chain(EdgeIndex(e))) {
      if (network_->attributes[step.edge.value()].has(EdgeFlag::within_place)) {
        continue;
      }
      for (const NodeIndex node : {network_->graph.tail(step.edge), network_->graph.head(step.edge)}) {
        if (place_of_node_[node.value()] != PlaceEnds::kNone) {
          ends.push_back({place_of_node_[node.value()], 1});
        }
      }
    }
    space.place_ends.add_edge(ends);
  }
  const std::vector<std::uint32_t> number = space.place_ends.number_places();
  for (const NodeIndex source : space.source_node) {
    const std::uint32_t place = place_of_node_[source.value()];
    space.place.push_back(place < number.size() ? number[place] : PlaceEnds::kNone);
  }
}

void LoopSpaceBuilder::add_stems(LoopSpace& space, std::span<const NodeIndex> local_nodes) const {
  const std::span<const NodeIndex> settled = paths_.settled();
  std::vector<PathFigures> to_rank(settled.size());
  for (std::size_t r = 1; r < settled.size(); ++r) {
    const EdgeIndex edge = paths_.parent_edge(settled[r]);
    to_rank[r] =
        to_rank[paths_.rank(paths_.parent(settled[r]))] + edge_figures(edge, network_->graph.head(edge) == settled[r]);
  }
  for (const NodeIndex local : local_nodes) {
    space.source_node.push_back(settled[local.value()]);
    space.stem.push_back(to_rank[local.value()]);
  }
}

}  // namespace loopgenie
