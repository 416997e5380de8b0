#include "api/service/tiles/subgraph.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace loopgenie::service {
namespace {

std::int32_t clamped(std::int64_t value, std::int32_t bound) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, -bound, bound));
}

/// The side of the line from `from` to `to` on which the corner lies: 1, 0 or −1. Exact: a difference of longitudes
/// times a difference of latitudes is at most 3.6e9 · 1.8e9, which is below 2⁶³.
int side(Point from, Point to, std::int32_t lat_e7, std::int32_t lon_e7) {
  const std::int64_t rise = (std::int64_t{to.lon_e7} - from.lon_e7) * (std::int64_t{lat_e7} - from.lat_e7);
  const std::int64_t run = (std::int64_t{to.lat_e7} - from.lat_e7) * (std::int64_t{lon_e7} - from.lon_e7);
  return rise > run ? 1 : (rise < run ? -1 : 0);
}

bool line_meets(std::span<const Vertex> line, const Box& box) {
  if (line.size() == 1) return box.contains(line.front().point);
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (segment_meets(line[i - 1].point, line[i].point, box)) return true;
  }
  return false;
}

TileId common_cell(std::span<const TileId> leaves) {
  if (leaves.empty()) return {};
  TileId cell = leaves.front();
  for (const TileId leaf : leaves) {
    while (!cell.covers(leaf)) cell = cell.ancestor(static_cast<std::uint8_t>(cell.z - 1));
  }
  return cell;
}

TileEdge edge_of(const Network& network, EdgeIndex edge) {
  const std::uint32_t i = edge.value();
  const std::span<const Vertex> line = network.edge_vertices(edge);
  TileEdge result;
  result.id = network.edge_id[i];
  result.tail = network.node_id[network.graph.tail(edge).value()];
  result.head = network.node_id[network.graph.head(edge).value()];
  result.length_dm = network.length_dm[i];
  result.climb = network.climb[i];
  result.attributes = network.attributes[i];
  result.name = network.name[i];
  result.ref = network.ref[i];
  result.inner.assign(line.begin() + 1, line.end() - 1);
  return result;
}

}  // namespace

double area_square_degrees(const Box& box) {
  return (box.north_e7 - box.south_e7) / 1e7 * ((std::int64_t{box.east_e7} - box.west_e7) / 1e7);
}

Box grown(const Box& box, std::int32_t margin_e7) {
  return {clamped(std::int64_t{box.south_e7} - margin_e7, 90 * kE7PerDegree),
          clamped(std::int64_t{box.west_e7} - margin_e7, 180 * kE7PerDegree),
          clamped(std::int64_t{box.north_e7} + margin_e7, 90 * kE7PerDegree),
          clamped(std::int64_t{box.east_e7} + margin_e7, 180 * kE7PerDegree)};
}

bool segment_meets(Point from, Point to, const Box& box) {
  if (box.contains(from) || box.contains(to)) return true;
  // They are apart if one of three lines separates them: along the box's height, its width, or the segment itself.
  if (std::max(from.lat_e7, to.lat_e7) < box.south_e7 || std::min(from.lat_e7, to.lat_e7) > box.north_e7 ||
      std::max(from.lon_e7, to.lon_e7) < box.west_e7 || std::min(from.lon_e7, to.lon_e7) > box.east_e7) {
    return false;
  }
  const int first = side(from, to, box.south_e7, box.west_e7);
  return first == 0 || side(from, to, box.south_e7, box.east_e7) != first ||
         side(from, to, box.north_e7, box.west_e7) != first || side(from, to, box.north_e7, box.east_e7) != first;
}

TrailTile cut(const Network& network, const Box& box, std::span<const TileId> leaves) {
  TrailTile result;
  result.id = common_cell(leaves);
  result.strings = network.strings;
  std::vector<bool> used(network.node_count(), false);
  std::vector<bool> is_cut(network.edge_count(), false);
  for (std::uint32_t i = 0; i < network.edge_count(); ++i) {
    const EdgeIndex edge(i);
    if (!line_meets(network.edge_vertices(edge), box)) continue;
    result.edges.push_back(edge_of(network, edge));
    is_cut[i] = true;
    used[network.graph.tail(edge).value()] = true;
    used[network.graph.head(edge).value()] = true;
  }
  for (std::uint32_t i = 0; i < network.node_count(); ++i) {
    if (!used[i]) continue;
    if (network.node_full_degree[i] == Network::kUnknownDegree) {
      result.far_nodes.push_back({network.node_id[i], network.node_vertex[i], 0});
    } else {
      result.nodes.push_back(
          {network.node_id[i], network.node_vertex[i], network.node_full_degree[i], network.place(NodeIndex(i))});
    }
  }
  for (const Beside& pair : network.beside) {
    if (is_cut[pair.first.value()]) {
      result.beside.push_back({network.edge_id[pair.first.value()], network.edge_id[pair.second.value()], pair.dm});
    }
  }
  std::copy_if(network.pois.begin(), network.pois.end(), std::back_inserter(result.pois),
               [&](const Poi& poi) { return box.contains(poi.point); });
  return result;
}

}  // namespace loopgenie::service
