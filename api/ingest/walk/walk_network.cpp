#include "api/ingest/walk/walk_network.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "api/ingest/base/outline.hpp"

namespace loopgenie::ingest {
namespace {

DatasetEdge edge_of(const OsmSource& source, const WayGraph& graph, EdgeIndex index) {
  const Stretch& stretch = graph.stretch[index.value()];
  const SourceWay& way = source.ways[stretch.way];
  DatasetEdge edge;
  edge.id = graph.edge_id(source, index);
  edge.tail = NodeId(source.node_id[source.refs[stretch.first_ref]]);
  edge.head = NodeId(source.node_id[source.refs[stretch.last_ref]]);
  edge.length_dm = std::max(1U, static_cast<std::uint32_t>(std::lround(graph.length_m[index.value()] * 10)));
  edge.attributes = way.profile.attributes;
  edge.name = way.name;
  edge.ref = way.route_ref;
  for (std::uint32_t at = stretch.first_ref; at <= stretch.last_ref; ++at) {
    const std::uint32_t node = source.refs[at];
    edge.points.push_back(source.node_point[node]);
    if (const auto flags = source.node_flags.find(node); flags != source.node_flags.end()) {
      edge.attributes.flags |= flags->second;
    }
  }
  edge.elevation_m.resize(edge.points.size());
  return edge;
}

}  // namespace

void add_network(Dataset& dataset, const OsmSource& source, const WayGraph& graph) {
  dataset.nodes.reserve(graph.source_node.size());
  for (const std::uint32_t node : graph.source_node) {
    dataset.nodes.push_back({NodeId(source.node_id[node]), source.node_point[node], std::nullopt});
  }
  dataset.edges.reserve(graph.stretch.size());
  for (std::uint32_t edge = 0; edge < graph.graph.edge_count(); ++edge) {
    dataset.edges.push_back(edge_of(source, graph, EdgeIndex(edge)));
  }
}

Box extent_of(const Dataset& dataset) {
  // The westernmost point east of Greenwich and the easternmost west of it: the antimeridian's sides.
  std::int32_t west_e7 = 180 * kE7PerDegree;
  std::int32_t east_e7 = -180 * kE7PerDegree;
  std::optional<Box> box;
  const auto add = [&](Point point) {
    if (box) {
      extend(*box, point);
    } else {
      box = Box{point.lat_e7, point.lon_e7, point.lat_e7, point.lon_e7};
    }
    if (point.lon_e7 >= 0) {
      west_e7 = std::min(west_e7, point.lon_e7);
    } else {
      east_e7 = std::max(east_e7, point.lon_e7);
    }
  };
  for (const DatasetEdge& edge : dataset.edges) {
    std::for_each(edge.points.begin(), edge.points.end(), add);
  }
  for (const Trailhead& trailhead : dataset.trailheads) {
    add(trailhead.point);
  }
  if (!box) {
    return {};
  }
  // Where nothing lies between the two for half a turn, the data lie on the other side.
  if (std::int64_t{west_e7} - east_e7 > 180 * std::int64_t{kE7PerDegree} && box->west_e7 < 0 && box->east_e7 >= 0) {
    box->west_e7 = west_e7;
    box->east_e7 = east_e7;
  }
  return *box;
}

}  // namespace loopgenie::ingest
