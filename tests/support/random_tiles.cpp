#include "tests/support/random_tiles.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace loopgenie::test {
namespace {

Vertex random_vertex(Random& random) {
  Vertex vertex;
  vertex.point = to_tile_grid({424'500'000 + static_cast<std::int32_t>(random.below(2'000'000)),
                               14'500'000 + static_cast<std::int32_t>(random.below(2'500'000))});
  if (random.below(5) != 0) {
    vertex.raw_elevation_m = static_cast<std::int16_t>(static_cast<int>(random.below(3200)) - 100);
  }
  return vertex;
}

EdgeAttributes random_attributes(Random& random) {
  const auto any = [&](auto last) {
    return static_cast<decltype(last)>(random.below(static_cast<std::uint32_t>(last) + 1));
  };
  return {.way_class = any(kLastOf<WayClass>),
          .surface = any(kLastOf<Surface>),
          .sac_scale = any(kLastOf<SacScale>),
          .visibility = any(kLastOf<TrailVisibility>),
          .route_network = any(kLastOf<RouteNetwork>),
          .flags = random.below(kAllEdgeFlags + 1U)};
}

NightFacts random_night(Random& random) {
  NightFacts night;
  night.kind = static_cast<NightKind>(random.below(static_cast<std::uint32_t>(kLastOf<NightKind>) + 1));
  night.water = static_cast<NightWater>(random.below(static_cast<std::uint32_t>(kLastOf<NightWater>) + 1));
  night.reservation = static_cast<Reservation>(random.below(static_cast<std::uint32_t>(kLastOf<Reservation>) + 1));
  if (random.below(2) == 0) {
    night.fee = random.below(2) == 0;
  }
  night.open_months = static_cast<std::uint16_t>(random.below(NightFacts::kAllYear + 1U));
  if (random.below(2) == 0) {
    night.capacity = random.below(NightFacts::kMostCapacity + 1);
  }
  night.phone = random.below(2) == 0 ? "" : "+376 " + std::to_string(random.below(1'000'000));
  night.website = random.below(2) == 0 ? "" : "https://example.org/" + std::to_string(random.below(40));
  return night;
}

Poi random_poi(Random& random, std::int64_t id) {
  Poi poi;
  poi.id = {"nwr"[random.below(3)], id};
  poi.kind = static_cast<PoiKind>(random.below(static_cast<std::uint32_t>(kLastOf<PoiKind>) + 1));
  poi.potable = static_cast<Potable>(random.below(3));
  poi.intermittent = random.below(2) == 0;
  poi.backcountry = random.below(2) == 0;
  poi.unverified = random.below(2) == 0;
  const Vertex vertex = random_vertex(random);
  poi.point = vertex.point;
  poi.elevation_m = vertex.elevation_m();
  poi.name = random.below(3) == 0 ? "" : "Font d'en " + std::to_string(random.below(40));
  if (random.below(4) != 0) {
    poi.node = NodeId(1 + random.below(2'000'000'000));
    poi.detour_m = random.below(500);
  }
  if (random.below(2) == 0) {
    poi.night = random_night(random);
  }
  return poi;
}

}  // namespace

std::vector<TrailTile> random_trail_tiles(Random& random, std::uint32_t node_count, std::uint8_t z) {
  std::vector<TileNode> nodes;
  std::int64_t id = 1;
  for (std::uint32_t i = 0; i < node_count; ++i) {
    id += 1 + random.below(100'000);
    nodes.push_back({NodeId(id), random_vertex(random), 0});
  }
  std::vector<NodeId> places;
  for (TileNode& node : nodes) {
    if (random.below(8) == 0) {
      node.place = node.id;
      places.push_back(node.id);
    } else if (!places.empty() && random.below(4) == 0) {
      node.place = places[random.below(static_cast<std::uint32_t>(places.size()))];
    }
  }
  const std::vector<std::string> strings = {"", "GR 11", "HRP; GRP", "Camí de la Font", "Cresta"};
  std::vector<TileEdge> edges;
  std::set<EdgeId> used;
  for (std::uint32_t i = 0; node_count > 0 && i < node_count * 3 / 2; ++i) {
    TileEdge edge;
    edge.id = make_edge_id(random.below(1'000'000'000), random.below(2000));
    if (!used.insert(edge.id).second) {
      continue;
    }
    TileNode& tail = nodes[random.below(node_count)];
    TileNode& head = nodes[random.below(node_count)];
    ++tail.full_degree;
    ++head.full_degree;
    edge.tail = tail.id;
    edge.head = head.id;
    edge.length_dm = random.below(30'000);
    if (random.below(4) != 0) {
      edge.climb =
          Climb{random.below(5000), random.below(5000), random.below(3) == 0 ? random.below(edge.length_dm + 1) : 0};
    }
    edge.attributes = random_attributes(random);
    edge.name = random.below(static_cast<std::uint32_t>(strings.size()));
    edge.ref = random.below(static_cast<std::uint32_t>(strings.size()));
    for (std::uint32_t k = random.below(6); k > 0; --k) {
      edge.inner.push_back(random_vertex(random));
    }
    edges.push_back(std::move(edge));
  }

  std::map<TileId, TrailTile> tiles;
  std::map<NodeId, const TileNode*> by_id;
  const auto tile_of = [&](Point point) -> TrailTile& {
    TrailTile& tile = tiles[tile_at(point, z)];
    tile.id = tile_at(point, z);
    tile.strings = strings;
    return tile;
  };
  for (const TileNode& node : nodes) {
    by_id.emplace(node.id, &node);
    tile_of(node.vertex.point).nodes.push_back(node);
  }
  for (const TileEdge& edge : edges) {
    TrailTile& tile = tile_of(by_id.at(std::min(edge.tail, edge.head))->vertex.point);
    tile.edges.push_back(edge);
    TileNode far = *by_id.at(std::max(edge.tail, edge.head));
    far.full_degree = 0;
    far.place = {};
    if (tile_at(far.vertex.point, z) != tile.id &&
        std::find(tile.far_nodes.begin(), tile.far_nodes.end(), far) == tile.far_nodes.end()) {
      tile.far_nodes.push_back(far);
    }
  }
  std::set<std::pair<EdgeId, EdgeId>> pairs;
  for (std::uint32_t i = 0; i < node_count / 4; ++i) {
    const TileEdge& one = edges[random.below(static_cast<std::uint32_t>(edges.size()))];
    const TileEdge& other = edges[random.below(static_cast<std::uint32_t>(edges.size()))];
    const TileEdge& first = one.id < other.id ? one : other;
    const EdgeId second = std::max(one.id, other.id);
    if (first.id < second && pairs.emplace(first.id, second).second) {
      tile_of(by_id.at(std::min(first.tail, first.head))->vertex.point)
          .beside.push_back({first.id, second, 1 + random.below(20'000)});
    }
  }
  for (std::int64_t i = 0; i < node_count / 3; ++i) {
    const Poi poi = random_poi(random, 1 + i);
    tile_of(poi.point).pois.push_back(poi);
  }
  std::vector<TrailTile> result;
  for (auto& [tile_id, tile] : tiles) {
    result.push_back(std::move(tile));
  }
  return result;
}

std::vector<RoadTile> random_road_tiles(Random& random, std::uint32_t node_count, std::uint8_t z) {
  std::set<Point> places;
  while (places.size() < node_count) {
    places.insert(to_road_grid(random_vertex(random).point));
  }
  const std::vector<Point> nodes(places.begin(), places.end());
  std::map<TileId, RoadTile> tiles;
  const auto tile_of = [&](Point point) -> RoadTile& {
    RoadTile& tile = tiles[tile_at(point, z)];
    tile.id = tile_at(point, z);
    return tile;
  };
  for (const Point node : nodes) {
    tile_of(node).nodes.push_back(node);
  }
  const auto add = [&](RoadTile& tile, const RoadEdge& edge, Point far) {
    tile.edges.push_back(edge);
    if (tile_at(far, z) != tile.id &&
        std::find(tile.far_nodes.begin(), tile.far_nodes.end(), far) == tile.far_nodes.end()) {
      tile.far_nodes.push_back(far);
    }
  };
  for (std::uint32_t i = 0; node_count > 0 && i < node_count * 3 / 2; ++i) {
    RoadEdge edge;
    edge.tail = nodes[random.below(node_count)];
    edge.head = nodes[random.below(node_count)];
    edge.length_m = random.below(30'000);
    edge.forward_ds = 1 + random.below(20'000);
    if (random.below(3) != 0) {
      edge.backward_ds = random.below(2) == 0 ? edge.forward_ds : 1 + random.below(20'000);
    }
    edge.road_class = static_cast<RoadClass>(random.below(static_cast<std::uint32_t>(kLastRoadClass) + 1));
    edge.seasonal = random.below(8) == 0;
    for (std::uint32_t k = random.below(5); k > 0; --k) {
      edge.inner.push_back(to_road_grid(random_vertex(random).point));
    }
    add(tile_of(edge.tail), edge, edge.head);
    if (tile_at(edge.head, z) != tile_at(edge.tail, z)) {
      add(tile_of(edge.head), edge, edge.tail);
    }
  }
  std::vector<RoadTile> result;
  for (auto& [tile_id, tile] : tiles) {
    result.push_back(std::move(tile));
  }
  return result;
}

IndexTile random_index_tile(Random& random, TileId id) {
  IndexTile tile;
  tile.id = id;
  tile.dataset = {.version = "0123456789abcdef",
                  .name = "Andorra",
                  .date = "2025-01-19",
                  .attribution = "© OpenStreetMap contributors",
                  .licences = {"ODbL-1.0", "public domain"},
                  .made_up = random.below(2) == 0,
                  .extent = {424'000'000, 14'000'000, 426'600'000, 17'900'000}};
  for (std::uint32_t i = 0; i < 20; ++i) {
    tile.leaves.push_back({.layer = i % 4 == 0 ? Layer::roads : Layer::trails,
                           .id = {12, 2060 + i, 1500 + random.below(30)},
                           .hash = random.next(),
                           .gzip_bytes = random.below(100'000)});
  }
  for (std::int64_t i = 0; i < 50; ++i) {
    Trailhead trailhead;
    trailhead.id = {"nwr"[random.below(3)], 1000 + i};
    trailhead.kind = static_cast<TrailheadKind>(random.below(4));
    trailhead.name = random.below(2) == 0 ? "" : "Aparcament " + std::to_string(i);
    trailhead.point = random_vertex(random).point;
    trailhead.node = NodeId(static_cast<std::int64_t>(random.next() >> 20U));
    trailhead.node_point = random_vertex(random).point;
    trailhead.access_m = random.below(150);
    if (random.below(2) == 0) {
      trailhead.capacity = random.below(200);
    }
    if (random.below(2) == 0) {
      trailhead.fee = random.below(2) == 0;
    }
    for (std::size_t k = 0; k < trailhead.network_m.size(); ++k) {
      trailhead.network_m[k] = random.below(500'000);
      trailhead.loopable_m[k] = random.below(500'000);
    }
    if (random.below(4) != 0) {
      trailhead.road_node = to_road_grid(random_vertex(random).point);
      trailhead.road_leg_m = random.below(400);
    }
    tile.trailheads.push_back(std::move(trailhead));
  }
  for (std::int64_t i = 0; i < 30; ++i) {
    Place place;
    place.id = {'n', 2000 + i};
    place.kind = static_cast<PlaceKind>(random.below(static_cast<std::uint32_t>(kLastOf<PlaceKind>) + 1));
    place.name = "Poble " + std::to_string(i);
    place.name_en = random.below(3) == 0 ? "Village" : "";
    place.point = random_vertex(random).point;
    if (random.below(2) == 0) {
      place.population = random.below(50'000);
    }
    tile.places.push_back(std::move(place));
  }
  return tile;
}

}  // namespace loopgenie::test
