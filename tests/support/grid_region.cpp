#include "tests/support/grid_region.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>

#include "core/geo/distance.hpp"

namespace loopgenie::test {
namespace {

constexpr double kMetresPerDegree = 111'200;
constexpr double kSlope = 1.0 / 20;
constexpr double kDriveSpeedMps = 50 / 3.6;

class GridMaker {
 public:
  explicit GridMaker(const GridOptions& options) : options_(options) {
    for (std::uint32_t row = 0; row < options.rows; ++row) {
      for (std::uint32_t column = 0; column < options.columns; ++column) {
        add_node(row, column);
      }
    }
    for (std::uint32_t row = 0; row < options.rows; ++row) {
      for (std::uint32_t column = 0; column < options.columns; ++column) {
        add_edges(row, column);
      }
    }
    add_poi({'n', 900'001}, PoiKind::alpine_hut, "Refugi <de prova> & \"cim\"");
    add_poi({'n', 900'002}, PoiKind::spring, "");
    for (const std::uint32_t node : options.huts) {
      add_poi({'n', 900'001 + static_cast<std::int64_t>(pois_.size())}, PoiKind::alpine_hut, "");
      pois_.back().point = nodes_[node].vertex.point;
      pois_.back().node = nodes_[node].id;
    }
  }

  GridRegion region() && {
    GridRegion region;
    std::map<TileId, IndexTile> index;
    for (auto& [id, tile] : trail_tiles()) {
      const std::string bytes = encode_trail_tile(tile);
      const std::uint64_t hash = tile_hash(std::as_bytes(std::span(bytes))).value();
      IndexTile& parent = index[id.ancestor(kIndexZoom)];
      parent.leaves.push_back({Layer::trails, id, hash, static_cast<std::uint32_t>(bytes.size())});
      region.tiles[{Layer::trails, id}] = bytes;
    }
    for (auto& [id, tile] : road_tiles()) {
      const std::string bytes = encode_road_tile(tile);
      const std::uint64_t hash = tile_hash(std::as_bytes(std::span(bytes))).value();
      index[id.ancestor(kIndexZoom)].leaves.push_back(
          {Layer::roads, id, hash, static_cast<std::uint32_t>(bytes.size())});
      region.tiles[{Layer::roads, id}] = bytes;
    }
    for (std::size_t i = 0; i < nodes_.size(); i += options_.trailhead_every) {
      Trailhead trailhead;
      trailhead.id = {'n', 500'000 + static_cast<std::int64_t>(i)};
      trailhead.kind = i % 2 == 0 ? TrailheadKind::parking : TrailheadKind::trailhead;
      trailhead.name = i == 0 ? "Prat de la Creu" : "";
      trailhead.node = nodes_[i].id;
      trailhead.point = trailhead.node_point = nodes_[i].vertex.point;
      trailhead.network_m = {20'000, 60'000, 150'000};
      trailhead.loopable_m = trailhead.network_m;
      trailhead.road_node = to_road_grid(trailhead.point);
      region.trailheads.push_back(trailhead);
      index[tile_at(trailhead.point, kIndexZoom)].trailheads.push_back(trailhead);
    }
    for (auto& [id, tile] : index) {
      tile.id = id;
      tile.dataset = {"00000000feedface", "Grid", "2025-01-19", "© OpenStreetMap contributors",
                      {"ODbL-1.0"},       false,  extent()};
      Place place;
      place.id = {'n', 700'000 + static_cast<std::int64_t>(id.x)};
      place.kind = PlaceKind::village;
      place.name = "Vila";
      const Box box = tile_box(id);
      place.point = {(box.south_e7 + box.north_e7) / 2, (box.west_e7 + box.east_e7) / 2};
      tile.places.push_back(place);
      region.tiles[{Layer::index, id}] = encode_index_tile(tile);
    }
    return region;
  }

 private:
  [[nodiscard]] std::size_t at(std::uint32_t row, std::uint32_t column) const {
    return std::size_t{row} * options_.columns + column;
  }

  void add_node(std::uint32_t row, std::uint32_t column) {
    const double lat = options_.south_west.lat() + row * options_.spacing_m / kMetresPerDegree;
    const double lon =
        options_.south_west.lon() +
        column * options_.spacing_m / (kMetresPerDegree * std::cos(options_.south_west.lat() * 0.0174532925));
    Vertex vertex{to_tile_grid(point_from_degrees(lat, lon))};
    if (options_.with_elevation) {
      vertex.raw_elevation_m =
          static_cast<std::int16_t>(1000 + std::lround((row + column) * options_.spacing_m * kSlope));
    }
    nodes_.push_back({NodeId(static_cast<std::int64_t>(nodes_.size()) + 1), vertex, 0});
  }

  void add_edges(std::uint32_t row, std::uint32_t column) {
    if (column + 1 < options_.columns) {
      EdgeAttributes path;
      path.way_class = row % 5 == 4 ? WayClass::residential : WayClass::path;
      path.sac_scale = row % 5 == 4 ? SacScale::ungraded : SacScale::t2;
      path.route_network = row % 3 == 0 ? RouteNetwork::regional : RouteNetwork::none;
      add_edge(at(row, column), at(row, column + 1), path, 1);
    }
    if (row + 1 < options_.rows) {
      EdgeAttributes track;
      track.way_class = WayClass::track;
      add_edge(at(row, column), at(row + 1, column), track, 0);
    }
  }

  void add_edge(std::size_t tail, std::size_t head, const EdgeAttributes& attributes, std::uint32_t name) {
    TileEdge edge;
    edge.id = make_edge_id(static_cast<std::int64_t>(1'000 + edges_.size()), 0);
    edge.tail = nodes_[tail].id;
    edge.head = nodes_[head].id;
    edge.length_dm =
        static_cast<std::uint32_t>(std::lround(distance_m(nodes_[tail].vertex.point, nodes_[head].vertex.point) * 10));
    if (options_.with_elevation) {
      edge.climb = Climb{static_cast<std::uint32_t>(std::lround(options_.spacing_m * kSlope * 10)), 0};
    }
    edge.attributes = attributes;
    edge.name = name;
    ++nodes_[tail].full_degree;
    ++nodes_[head].full_degree;
    edges_.push_back(edge);
  }

  void add_poi(SourceId id, PoiKind kind, std::string name) {
    Poi poi;
    poi.id = id;
    poi.kind = kind;
    poi.point = nodes_[pois_.size() * 3].vertex.point;
    poi.name = std::move(name);
    if (kind == PoiKind::alpine_hut) {
      poi.night = {.kind = NightKind::hut, .water = NightWater::tap};
    }
    pois_.push_back(poi);
  }

  [[nodiscard]] Box extent() const {
    const Point north_east = nodes_.back().vertex.point;
    return {options_.south_west.lat_e7, options_.south_west.lon_e7, north_east.lat_e7, north_east.lon_e7};
  }

  [[nodiscard]] TileId leaf_of(Point point) const { return tile_at(point, options_.leaf_zoom); }

  [[nodiscard]] std::map<TileId, TrailTile> trail_tiles() const {
    std::map<TileId, TrailTile> tiles;
    for (const TileNode& node : nodes_) {
      tiles[leaf_of(node.vertex.point)].nodes.push_back(node);
    }
    for (const Poi& poi : pois_) {
      tiles[leaf_of(poi.point)].pois.push_back(poi);
    }
    for (const TileEdge& edge : edges_) {  // the tail is the lower-numbered end
      TrailTile& tile = tiles[leaf_of(node(edge.tail).vertex.point)];
      tile.edges.push_back(edge);
      if (leaf_of(node(edge.head).vertex.point) != leaf_of(node(edge.tail).vertex.point)) {
        TileNode far = node(edge.head);
        far.full_degree = 0;
        if (tile.far_nodes.empty() ||
            std::find(tile.far_nodes.begin(), tile.far_nodes.end(), far) == tile.far_nodes.end()) {
          tile.far_nodes.push_back(far);
        }
      }
    }
    for (auto& [id, tile] : tiles) {
      tile.id = id;
      tile.strings = {"", "Camí de la Quadrícula"};
    }
    return tiles;
  }

  /// A road beside every edge.
  [[nodiscard]] std::map<TileId, RoadTile> road_tiles() const {
    std::map<TileId, RoadTile> tiles;
    for (const TileNode& node : nodes_) {
      const Point point = to_road_grid(node.vertex.point);
      tiles[leaf_of(point)].nodes.push_back(point);
    }
    for (const TileEdge& edge : edges_) {
      RoadEdge road;
      road.tail = to_road_grid(node(edge.tail).vertex.point);
      road.head = to_road_grid(node(edge.head).vertex.point);
      road.length_m = edge.length_dm / 10;
      road.forward_ds = static_cast<std::uint32_t>(std::lround(edge.length_dm / kDriveSpeedMps));
      road.backward_ds = road.forward_ds;
      road.road_class = RoadClass::minor;
      for (const auto& [here, there] : {std::pair(road.tail, road.head), std::pair(road.head, road.tail)}) {
        RoadTile& tile = tiles[leaf_of(here)];
        const bool crosses = leaf_of(there) != leaf_of(here);
        if (here == road.tail || crosses) {
          tile.edges.push_back(road);
        }
        if (crosses && std::find(tile.far_nodes.begin(), tile.far_nodes.end(), there) == tile.far_nodes.end()) {
          tile.far_nodes.push_back(there);
        }
      }
    }
    for (auto& [id, tile] : tiles) {
      tile.id = id;
    }
    return tiles;
  }

  [[nodiscard]] const TileNode& node(NodeId id) const { return nodes_[static_cast<std::size_t>(id.value() - 1)]; }

  GridOptions options_;
  std::vector<TileNode> nodes_;
  std::vector<TileEdge> edges_;
  std::vector<Poi> pois_;
};

void require(const Result<void>& result) {
  if (!result) {
    throw std::runtime_error(result.error().message);
  }
}

void write_file(const std::filesystem::path& file, const std::string& bytes) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream stream(file, std::ios::binary);
  stream << bytes;
}

}  // namespace

std::string GridRegion::bytes(Layer layer, TileId id) const {
  const auto found = tiles.find({layer, id});
  return found == tiles.end() ? "" : found->second;
}

void GridRegion::fill(Planner& planner, const Query& query) const {
  while (true) {
    const auto missing = planner.missing_tiles(query);
    if (!missing) {
      throw std::runtime_error(missing.error().message);
    }
    if (missing->empty()) {
      return;
    }
    for (const TileRequest& request : *missing) {
      const std::string content = bytes(request.layer, request.id);
      require(planner.add_tile(request.layer, request.id, std::as_bytes(std::span(content))));
    }
  }
}

void GridRegion::fill_all(Planner& planner) const {
  for (const auto& [key, content] : tiles) {  // index tiles come first
    require(planner.add_tile(key.first, key.second, std::as_bytes(std::span(content))));
  }
}

void GridRegion::write_export(const std::filesystem::path& folder) const {
  const Point south_west = trailheads.front().point;
  const nlohmann::json meta = {
      {"formats", {{"api", kApiVersion}, {"tile", kTileVersion}, {"plan", kPlanVersion}}},
      {"extent", {south_west.lon(), south_west.lat(), south_west.lon() + 0.2, south_west.lat() + 0.2}}};
  write_file(folder / "v1" / "meta", meta.dump());
  for (const auto& [key, content] : tiles) {
    const TileId id = key.second;
    write_file(folder / "v1" / "tiles" / std::string(to_string(key.first)) / std::to_string(id.z) /
                   std::to_string(id.x) / std::to_string(id.y),
               content);
  }
}

GridRegion make_grid_region(const GridOptions& options) { return GridMaker(options).region(); }

}  // namespace loopgenie::test
