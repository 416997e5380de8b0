// A graph of source ways: its nodes are source nodes, its edges are stretches of one way between two of them.
//
// A source node becomes a node of the graph where stretches meet, cross or end (a way's own crossing and closing point
// included), and where the caller asks for one. Nodes missing from the file split their way. Nothing is merged, nothing
// invented: an edge's geometry is the way's. Nodes ascend by source id, edges by (way id, first segment).
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "core/base/ids.hpp"
#include "core/graph/csr.hpp"

namespace loopgenie::ingest {

/// One entry per reference of the source: not 0 where the segment from it to the way's next node is kept.
using SegmentMask = std::vector<std::uint8_t>;

/// The segments of the ways that `chosen` accepts, without those of missing or repeated nodes.
template <typename Chosen>
[[nodiscard]] SegmentMask mask_of(const OsmSource& source, Chosen&& chosen) {
  SegmentMask mask(source.refs.size(), 0);
  for (const SourceWay& way : source.ways) {
    if (!chosen(way)) {
      continue;
    }
    for (std::uint32_t at = way.first_ref; at + 1 < way.first_ref + way.ref_count; ++at) {
      const std::uint32_t a = source.refs[at];
      const std::uint32_t b = source.refs[at + 1];
      mask[at] = a != b && source.has_node(a) && source.has_node(b) ? 1 : 0;
    }
  }
  return mask;
}

/// Where several ways have a segment between the same two nodes, only one of them stays: a trail's rather than a
/// road's, then that of the way with the lower id. Otherwise two lines on the same ground would make loops that nobody
/// can walk.
void drop_repeated_segments(const OsmSource& source, SegmentMask& mask);

/// Drops the segments that begin or end at a node where nobody passes on foot, such as a locked gate: no walk leads to
/// it or through it.
void cut_at_closed_nodes(const OsmSource& source, SegmentMask& mask);

/// refs[first_ref] … refs[last_ref] of the source, both ends included.
struct Stretch {
  std::uint32_t way = 0;  // index into the source's ways
  std::uint32_t first_ref = 0;
  std::uint32_t last_ref = 0;
};

struct WayGraph {
  static constexpr std::uint32_t kNoNode = std::numeric_limits<std::uint32_t>::max();

  Graph graph;
  std::vector<std::uint32_t> source_node;  // per node, ascending
  std::vector<std::uint32_t> node_of;      // per source node: the graph's node, or kNoNode
  std::vector<Stretch> stretch;            // per edge, tail to head
  std::vector<double> length_m;            // per edge, geodesic on the full geometry

  [[nodiscard]] const SourceWay& way(const OsmSource& source, EdgeIndex edge) const {
    return source.ways[stretch[edge.value()].way];
  }
  [[nodiscard]] EdgeId edge_id(const OsmSource& source, EdgeIndex edge) const {
    const SourceWay& of = way(source, edge);
    return make_edge_id(of.id, stretch[edge.value()].first_ref - of.first_ref);
  }
};

/// `forced`: source nodes to be nodes of the graph where they lie on it. O(n) for n references of the source.
[[nodiscard]] WayGraph build_way_graph(const OsmSource& source, const SegmentMask& mask,
                                       std::span<const std::uint32_t> forced = {});

/// Keeps the segments of the stretch.
void add_stretch(SegmentMask& mask, const Stretch& stretch);

}  // namespace loopgenie::ingest
