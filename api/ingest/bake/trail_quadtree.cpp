#include "api/ingest/bake/trail_quadtree.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>

#include "api/ingest/bake/leaf_levels.hpp"
#include "api/ingest/base/parallel.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {
namespace {

/// What a cell contains: ranges into the sorted content.
struct Cell {
  TileId id;
  std::size_t first_node = 0;
  std::size_t end_node = 0;
  std::size_t first_poi = 0;
  std::size_t end_poi = 0;

  [[nodiscard]] bool is_empty() const { return first_node == end_node && first_poi == end_poi; }
};

struct PlacedNode {
  CellCode code = 0;
  TileNode node;
};

struct PlacedPoi {
  CellCode code = 0;
  Poi poi;
};

/// The data set as tiles carry it, along the Z-order curve, so that a cell of any zoom is one range.
class Content {
 public:
  Content(const Dataset& dataset, const QuadtreeOptions& options) : dataset_(dataset) {
    place_nodes();
    place_pois();
    place_edges();
    simplify_edges(options);
  }

  /// The cells of a zoom that hold anything.
  [[nodiscard]] std::vector<Cell> cells(std::uint8_t z) const {
    return split({{}, 0, nodes_.size(), 0, pois_.size()}, z);
  }
  [[nodiscard]] std::vector<Cell> children(const Cell& cell) const {
    return split(cell, static_cast<std::uint8_t>(cell.id.z + 1));
  }

  [[nodiscard]] std::string encode(const Cell& cell) const;
  [[nodiscard]] std::uint64_t kept_vertices() const {
    std::uint64_t sum = 0;
    for (const TileEdge& edge : edges_) {
      sum += edge.inner.size() + 2;
    }
    return sum;
  }

 private:
  void place_nodes();
  void place_pois();
  void place_edges();
  void simplify_edges(const QuadtreeOptions& options);
  [[nodiscard]] std::vector<Cell> split(const Cell& range, std::uint8_t z) const;

  const Dataset& dataset_;
  std::vector<PlacedNode> nodes_;                    // by code, then id
  std::unordered_map<NodeId, std::size_t> node_at_;  // position in nodes_
  std::vector<PlacedPoi> pois_;                      // by code, then id
  std::vector<TileEdge> edges_;                      // by position of the lower-numbered end, then id
  std::vector<const DatasetEdge*> source_;           // of each of edges_
  std::vector<std::size_t> first_edge_;              // nodes_.size() + 1 offsets into edges_
};

void Content::place_nodes() {
  for (const DatasetNode& node : dataset_.nodes) {
    const Point point = to_tile_grid(node.point);
    nodes_.push_back({finest_code(point), {node.id, {point, round_elevation(node.elevation_m)}, 0, node.place}});
  }
  std::sort(nodes_.begin(), nodes_.end(), [](const PlacedNode& a, const PlacedNode& b) {
    return std::pair(a.code, a.node.id) < std::pair(b.code, b.node.id);
  });
  node_at_.reserve(nodes_.size());
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    node_at_.emplace(nodes_[i].node.id, i);
  }
}

void Content::place_pois() {
  for (Poi poi : dataset_.pois) {
    poi.point = to_tile_grid(poi.point);
    if (poi.elevation_m) {
      const std::int16_t rounded = round_elevation(static_cast<float>(*poi.elevation_m));
      poi.elevation_m = Vertex{poi.point, rounded}.elevation_m();
    }
    const CellCode code = finest_code(poi.point);
    pois_.push_back({code, std::move(poi)});
  }
  std::sort(pois_.begin(), pois_.end(), [](const PlacedPoi& a, const PlacedPoi& b) {
    return std::pair(a.code, a.poi.id) < std::pair(b.code, b.poi.id);
  });
}

void Content::place_edges() {
  const auto owner = [&](const DatasetEdge& edge) { return node_at_.at(std::min(edge.tail, edge.head)); };
  for (const DatasetEdge& edge : dataset_.edges) {
    source_.push_back(&edge);
    ++nodes_[node_at_.at(edge.tail)].node.full_degree;
    ++nodes_[node_at_.at(edge.head)].node.full_degree;
  }
  std::sort(source_.begin(), source_.end(), [&](const DatasetEdge* a, const DatasetEdge* b) {
    return std::pair(owner(*a), a->id) < std::pair(owner(*b), b->id);
  });
  first_edge_.assign(nodes_.size() + 1, 0);
  for (const DatasetEdge* edge : source_) {
    ++first_edge_[owner(*edge) + 1];
  }
  for (std::size_t i = 1; i < first_edge_.size(); ++i) {
    first_edge_[i] += first_edge_[i - 1];
  }
}

void Content::simplify_edges(const QuadtreeOptions& options) {
  edges_.resize(source_.size());
  parallel_for(source_.size(), options.threads, [&](std::size_t i) {
    const DatasetEdge& from = *source_[i];
    TileEdge& edge = edges_[i];
    edge = {from.id, from.tail, from.head, from.length_dm, from.climb, from.attributes, 0, 0, {}};
    const std::vector<std::uint32_t> kept = simplify(from.points, from.elevation_m, options.tolerance);
    for (std::size_t k = 1; k + 1 < kept.size(); ++k) {
      const std::uint32_t at = kept[k];
      const std::optional<float> elevation_m = from.elevation_m.empty() ? std::nullopt : from.elevation_m[at];
      edge.inner.push_back({to_tile_grid(from.points[at]), round_elevation(elevation_m)});
    }
  });
}

std::vector<Cell> Content::split(const Cell& range, std::uint8_t z) const {
  const auto prefix = [z](CellCode code) { return prefix_of(code, z); };
  std::vector<Cell> cells;
  std::size_t node = range.first_node;
  std::size_t poi = range.first_poi;
  while (node < range.end_node || poi < range.end_poi) {
    CellCode code = ~CellCode{0};
    if (node < range.end_node) {
      code = prefix(nodes_[node].code);
    }
    if (poi < range.end_poi) {
      code = std::min(code, prefix(pois_[poi].code));
    }
    Cell cell{cell_at(code, z), node, node, poi, poi};
    while (cell.end_node < range.end_node && prefix(nodes_[cell.end_node].code) == code) {
      ++cell.end_node;
    }
    while (cell.end_poi < range.end_poi && prefix(pois_[cell.end_poi].code) == code) {
      ++cell.end_poi;
    }
    node = cell.end_node;
    poi = cell.end_poi;
    cells.push_back(cell);
  }
  return cells;
}

std::string Content::encode(const Cell& cell) const {
  TrailTile tile;
  tile.id = cell.id;
  tile.strings = {""};
  std::map<std::string_view, std::uint32_t> string_at = {{"", 0}};
  const auto string_index = [&](const std::string& text) {
    const auto [entry, is_new] = string_at.emplace(text, static_cast<std::uint32_t>(tile.strings.size()));
    if (is_new) {
      tile.strings.push_back(text);
    }
    return entry->second;
  };
  std::map<NodeId, TileNode> far;
  const auto add_far = [&](NodeId id) {
    const std::size_t at = node_at_.at(id);
    if (at < cell.first_node || at >= cell.end_node) {
      TileNode node = nodes_[at].node;
      node.full_degree = 0;
      node.place = {};
      far.emplace(id, node);
    }
  };
  for (std::size_t i = cell.first_node; i < cell.end_node; ++i) {
    tile.nodes.push_back(nodes_[i].node);
  }
  for (std::size_t e = first_edge_[cell.first_node]; e < first_edge_[cell.end_node]; ++e) {
    TileEdge edge = edges_[e];
    edge.name = string_index(source_[e]->name);
    edge.ref = string_index(source_[e]->ref);
    add_far(edge.tail);
    add_far(edge.head);
    tile.edges.push_back(std::move(edge));
  }
  for (const TileEdge& edge : tile.edges) {
    const auto& all = dataset_.beside;
    for (auto at = std::lower_bound(all.begin(), all.end(), TileBeside{edge.id, {}, 0},
                                    [](const TileBeside&a, const TileBeside&b) { return a.first < b.first; });
         at != all.end() && at->first == edge.id; ++at) {
      tile.beside.push_back(*at);
    }
  }
  for (auto& [id, node] : far) {
    tile.far_nodes.push_back(node);
  }
  for (std::size_t i = cell.first_poi; i < cell.end_poi; ++i) {
    tile.pois.push_back(pois_[i].poi);
  }
  return encode_trail_tile(std::move(tile));
}

}  // namespace

std::int16_t round_elevation(std::optional<float> elevation_m) {
  constexpr float kFarthestM = 12'000;  // beyond every place on Earth, above and below the sea
  if (!elevation_m || !(std::abs(*elevation_m) <= kFarthestM)) {
    return Vertex::kUnknownElevation;
  }
  return static_cast<std::int16_t>(std::lround(*elevation_m));
}

Result<BakedLayer> bake_trails(const Dataset& dataset, const QuadtreeOptions& options, const Watch& watch) {
  watch.report("simplifying lines", 0);
  const Content content(dataset, options);
  watch.report("simplifying lines", 1);
  return bake_levels(Layer::trails, content, options, {watch, "baking tiles"}).map([&](std::vector<BakedTile> tiles) {
    std::uint64_t source_vertices = 0;
    for (const DatasetEdge& edge : dataset.edges) {
      source_vertices += edge.points.size();
    }
    return BakedLayer{std::move(tiles), source_vertices, content.kept_vertices()};
  });
}

}  // namespace loopgenie::ingest
