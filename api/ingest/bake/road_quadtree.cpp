#include "api/ingest/bake/road_quadtree.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "api/ingest/bake/leaf_levels.hpp"
#include "api/ingest/roads/road_line.hpp"

namespace loopgenie::ingest {
namespace {

struct RoadNode {
  CellCode code = 0;
  Point point;
  std::vector<std::uint32_t> roads;  // that meet it
};

struct RoadCell {
  TileId id;
  std::size_t first = 0;  // of the nodes inside
  std::size_t end = 0;
};

/// The nodes along the Z-order curve, so that a cell of any zoom is one range.
class RoadContent {
 public:
  explicit RoadContent(const std::vector<DatasetRoad>& roads) {
    std::map<Point, std::vector<std::uint32_t>> at;
    for (const DatasetRoad& road : roads) {
      RoadEdge edge{road.tail,        road.head,       road.length_m, road.forward_ds,
                    road.backward_ds, road.road_class, road.seasonal, {}};
      const std::vector<Point> line = simplified_road(road.points);
      edge.inner.assign(line.begin() + 1, line.end() - 1);
      const auto index = static_cast<std::uint32_t>(edges_.size());
      at[edge.tail].push_back(index);
      at[edge.head].push_back(index);
      edges_.push_back(std::move(edge));
    }
    for (auto& [point, meeting] : at) {
      nodes_.push_back({finest_code(point), point, std::move(meeting)});
    }
    std::sort(nodes_.begin(), nodes_.end(), [](const RoadNode& a, const RoadNode& b) {
      return std::pair(a.code, a.point) < std::pair(b.code, b.point);
    });
  }

  [[nodiscard]] std::vector<RoadCell> cells(std::uint8_t z) const { return split({{}, 0, nodes_.size()}, z); }
  [[nodiscard]] std::vector<RoadCell> children(const RoadCell& cell) const {
    return split(cell, static_cast<std::uint8_t>(cell.id.z + 1));
  }

  [[nodiscard]] std::string encode(const RoadCell& cell) const {
    RoadTile tile;
    tile.id = cell.id;
    std::set<std::uint32_t> meeting;
    for (std::size_t i = cell.first; i < cell.end; ++i) {
      tile.nodes.push_back(nodes_[i].point);
      meeting.insert(nodes_[i].roads.begin(), nodes_[i].roads.end());
    }
    std::set<Point> far;
    for (const std::uint32_t road : meeting) {
      tile.edges.push_back(edges_[road]);
      for (const Point end : {edges_[road].tail, edges_[road].head}) {
        if (tile_at(end, kLeafMaxZoom).ancestor(cell.id.z) != cell.id) {
          far.insert(end);
        }
      }
    }
    tile.far_nodes.assign(far.begin(), far.end());
    return encode_road_tile(std::move(tile));
  }

 private:
  [[nodiscard]] std::vector<RoadCell> split(const RoadCell& range, std::uint8_t z) const {
    std::vector<RoadCell> cells;
    for (std::size_t i = range.first; i < range.end; ++i) {
      const TileId id = cell_at(prefix_of(nodes_[i].code, z), z);
      if (cells.empty() || cells.back().id != id) {
        cells.push_back({id, i, i});
      }
      cells.back().end = i + 1;
    }
    return cells;
  }

  std::vector<RoadEdge> edges_;
  std::vector<RoadNode> nodes_;
};

}  // namespace

Result<BakedLayer> bake_roads(const Dataset& dataset, const QuadtreeOptions& options, const Watch& watch) {
  return bake_levels(Layer::roads, RoadContent(dataset.roads), options, {watch, "baking road tiles"})
      .map([](std::vector<BakedTile> tiles) { return BakedLayer{std::move(tiles)}; });
}

}  // namespace loopgenie::ingest
