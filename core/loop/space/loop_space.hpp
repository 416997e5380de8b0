// Everything a route of one trailhead can be made of, and nothing else.
//
// An edge (u, v) can be in a route of at most Lmax metres only if d(s,u) + ℓ + d(v,s) ≤ Lmax; a cycle lies in one
// biconnected block; and inside a block a route meets a node of degree two only as part of its whole chain. So the
// space is: the edges in reach, cut into blocks, bridges dropped, chains contracted. Its nodes are numbered in the
// order in which the shortest paths from the start settle them, so **a cycle's attachment, where its stem arrives, is
// its lowest node**; the stem's figures are stored per node.
//
// Why contraction loses no attachment: let j be where the shortest path from s meets the cycle C first. If j is the
// entry of its block (the settled-first node of it) it is kept. Otherwise j's parent edge lies in the block; were j's
// degree two there, C would use that edge and meet j's parent before j.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/graph/csr.hpp"
#include "core/graph/network.hpp"
#include "core/loop/space/limits.hpp"
#include "core/loop/space/pair_losses.hpp"
#include "core/loop/space/place_ends.hpp"
#include "core/loop/space/route.hpp"
#include "core/search/dijkstra.hpp"

namespace loopgenie {

/// Sums over a path, lengths in the query's measure. Climb in walking direction.
struct PathFigures {
  std::int64_t length_dm = 0;
  std::int64_t lesser_cdm = 0;  // Σ (100 − q)·ℓ
  std::int64_t ascent_dm = 0;
  std::int64_t descent_dm = 0;

  [[nodiscard]] constexpr PathFigures reversed() const { return {length_dm, lesser_cdm, descent_dm, ascent_dm}; }
  constexpr PathFigures& operator+=(const PathFigures& other) {
    length_dm += other.length_dm;
    lesser_cdm += other.lesser_cdm;
    ascent_dm += other.ascent_dm;
    descent_dm += other.descent_dm;
    return *this;
  }
  friend constexpr PathFigures operator+(PathFigures a, const PathFigures& b) { return a += b; }
  friend constexpr PathFigures operator-(const PathFigures& a, const PathFigures& b) {
    return {a.length_dm - b.length_dm, a.lesser_cdm - b.lesser_cdm, a.ascent_dm - b.ascent_dm,
            a.descent_dm - b.descent_dm};
  }
};

struct LoopSpace {
  /// What was there to choose from, for saying why there is no loop.
  struct Survey {
    bool is_whole = true;                                  // every node in reach had all its edges loaded
    std::int64_t in_reach_dm = 0;                          // edges in reach
    std::int64_t on_cycles_dm = 0;                         // those of them on some cycle
    std::int64_t nearest_cycle_dm = Dijkstra::kUnreached;  // distance of the nearest cycle
    std::int64_t largest_block_dm = 0;
  };

  Survey survey;
  Graph graph;
  std::uint32_t block_count = 0;

  // Per node.
  std::vector<NodeIndex> source_node;
  std::vector<PathFigures> stem;     // from the start; walked both ways, so ascent and descent both count
  std::vector<std::uint32_t> place;  // of place_ends, or PlaceEnds::kNone

  // Per edge, tail to head.
  std::vector<PathFigures> figures;     // lesser_cdm is the ground and alone_cdm
  std::vector<std::int64_t> alone_cdm;  // what every cycle over it loses by turns, and by running beside itself
  std::vector<std::uint32_t> block_of_edge;
  PairLosses pairs;      // what cycles lose by having both of two edges
  PlaceEnds place_ends;  // which cycles leave at most twice each; none where figures of eight are allowed
  std::vector<std::uint32_t> first_step;  // edge_count + 1 offsets into steps
  std::vector<RouteStep> steps;           // of the source network

  [[nodiscard]] std::span<const RouteStep> chain(EdgeIndex edge) const {
    const std::uint32_t first = first_step[edge.value()];
    return {steps.data() + first, first_step[edge.value() + 1] - first};
  }
};

/// Makes the spaces of many trailheads of one query.
class LoopSpaceBuilder {
 public:
  /// The network must outlive the builder. O(n + m), and places · log n.
  LoopSpaceBuilder(const Network& network, const Query& query);
  LoopSpaceBuilder(LoopSpaceBuilder&&) = default;  // spans stay valid
  LoopSpaceBuilder(const LoopSpaceBuilder&) = delete;

  /// Near-linear in what is in reach, besides tables of the network's size.
  [[nodiscard]] LoopSpace build(NodeIndex start);
  /// The space of the last build's start for limits with another shortest route: it has all blocks of what these allow,
  /// and no other. Nothing else of the limits counts. As long as build().
  [[nodiscard]] LoopSpace build_within(const LoopLimits& limits) const;

  /// The shortest paths of the last build.
  [[nodiscard]] const Dijkstra& paths() const { return paths_; }
  /// Per source edge, in the query's measure.
  [[nodiscard]] std::span<const std::uint32_t> length_dm() const { return length_dm_; }
  /// Per source edge: 100 − q.
  [[nodiscard]] std::span<const std::uint8_t> lesser_hundredths() const { return lesser_hundredths_; }
  /// Per source node and edge: 0 where no route goes.
  [[nodiscard]] std::span<const std::uint8_t> usable_nodes() const { return usable_nodes_; }
  [[nodiscard]] std::span<const std::uint8_t> usable_edges() const { return usable_edges_; }
  [[nodiscard]] bool is_usable_node(NodeIndex node) const { return usable_nodes_[node.value()] != 0; }

 private:
  struct Reach;
  struct KeptBlocks;
  struct Losses;
  [[nodiscard]] Reach survey_reach(LoopSpace& space) const;
  [[nodiscard]] KeptBlocks keep_blocks(const Reach& reach, std::int64_t shortest_dm, LoopSpace::Survey& survey) const;
  [[nodiscard]] PathFigures edge_figures(EdgeIndex edge, bool forward) const;
  void find_places(bool are_ignored);
  void add_place_ends(LoopSpace& space) const;
  void add_losses(LoopSpace& space) const;
  void add_beside(const LoopSpace& space, Losses& losses) const;
  void add_turns(const LoopSpace& space, Losses& losses) const;
  void add_stems(LoopSpace& space, std::span<const NodeIndex> local_nodes) const;

  const Network* network_;
  LoopLimits limits_;
  NodeIndex start_;                           // of the last build
  std::vector<std::uint32_t> time_ds_;        // per edge; empty where lengths are in metres
  std::span<const std::uint32_t> length_dm_;  // of the network, or the above
  std::vector<std::uint32_t> beside_dm_;      // per pair of the network
  std::vector<std::uint32_t> place_of_node_;  // a number, PlaceEnds::kNone: in none
  std::vector<std::uint8_t> usable_nodes_;
  std::vector<std::uint8_t> usable_edges_;
  std::vector<std::uint8_t> lesser_hundredths_;
  Dijkstra paths_;
};

}  // namespace loopgenie
