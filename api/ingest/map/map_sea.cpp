#include "api/ingest/map/map_sea.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "api/ingest/map/coast.hpp"
#include "api/ingest/map/rings.hpp"
#include "api/ingest/map/world.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {
namespace {

/// A closed coast is a ring where all of it is there. One that lacks nodes, or crosses the antimeridian, is open coast.
void add_closed(const NodeIds& refs, NodeLines& lines, Coastlines& coast) {
  const auto is_same = [](const WorldVertex& a, const WorldVertex& b) { return a.x == b.x && a.y == b.y; };
  std::vector<WorldLine> pieces = lines.pieces_of(refs);
  if (pieces.empty()) return;
  const bool is_whole = lines.has_all(refs) && pieces.size() == 1;
  if (is_whole) {
    if (WorldLine ring = lines.ring_of(refs); !ring.empty()) coast.rings.push_back(std::move(ring));
    return;
  }
  if (pieces.size() > 1 && is_same(pieces.back().back(), pieces.front().front())) {  // where the ring begins
    WorldLine first = std::move(pieces.back());
    pieces.pop_back();
    first.insert(first.end(), pieces.front().begin() + 1, pieces.front().end());
    pieces.front() = std::move(first);
  }
  std::move(pieces.begin(), pieces.end(), std::back_inserter(coast.open));
}

Coastlines coastlines_of(const MapObjects& objects, NodeLines& lines) {
  std::vector<const NodeIds*> ways;
  for (const MapWay& way : objects.ways) {
    if (way.is_coast) ways.push_back(&way.refs);
  }
  const Chains chains = join_ways(ways, Joining::as_drawn);
  Coastlines coast;
  for (const NodeIds& ring : chains.rings) {
    for (const NodeIds& part : parts_of_ring(ring)) add_closed(part, lines, coast);
  }
  for (const NodeIds& open : chains.open) {
    for (WorldLine& piece : lines.pieces_of(open)) coast.open.push_back(std::move(piece));
  }
  return coast;
}

MapFeature feature_of_sea(const std::vector<WorldLine>& area) {
  MapFeature feature;
  feature.layer = MapLayer::water;
  feature.shape = MapShape::area;
  feature.min_zoom = kGroundMinZoom;
  feature.attributes.kind = "sea";
  for (std::size_t i = 0; i < area.size(); ++i) {
    feature.lines.push_back(turned(area[i], i > 0));
    feature.area += twice_area_of(feature.lines.back()) / 2;
  }
  return feature;
}

/// The rectangle of the z10 cells that meet the extent.
std::vector<WorldBox> sea_boxes(const Box& extent) {
  const auto box = [](const Box& of) {
    const TileId north_west = tile_at({of.north_e7, of.west_e7}, kGroundBlockZoom);
    const TileId south_east = tile_at({of.south_e7, of.east_e7}, kGroundBlockZoom);
    const WorldBox all = box_of_tile(north_west, 64);
    const WorldBox other = box_of_tile(south_east, 64);
    constexpr std::int32_t kWorldSide = std::int32_t{1} << kWorldBits;
    return WorldBox{std::max(all.west, 0), all.north, std::min(other.east, kWorldSide), other.south};
  };
  if (extent.west_e7 <= extent.east_e7) return {box(extent)};
  return {box({extent.south_e7, extent.west_e7, extent.north_e7, 1'799'999'999}),
          box({extent.south_e7, -1'800'000'000, extent.north_e7, extent.east_e7})};
}

/// Where the files' data end: what they say, where most of the open coast lies inside that; else the box of the coast.
WorldBox cut_of(const MapObjects& objects, const Coastlines& coast) {
  const WorldBox all = box_of_lines(coast.open);
  if (!objects.cut) return all;
  WorldBox said;
  said.add(to_world({objects.cut->north_e7, objects.cut->west_e7}));
  said.add(to_world({objects.cut->south_e7, objects.cut->east_e7}));
  std::size_t count = 0;
  std::size_t inside = 0;
  for (const WorldLine& line : coast.open) {
    count += line.size();
    inside += static_cast<std::size_t>(
        std::count_if(line.begin(), line.end(), [&](const WorldVertex& vertex) { return said.contains(vertex); }));
  }
  return 2 * inside >= count ? said : all;
}

/// Whether more than one in five of the walked ways lies in what should be sea, of a few hundred looked at.
bool floods_land(const std::vector<std::vector<WorldLine>>& areas, const MapObjects& objects, NodeLines& lines,
                 const std::vector<std::int64_t>& walked) {
  constexpr std::size_t kMostLookedAt = 400;
  std::size_t looked_at = 0;
  std::size_t wet = 0;
  const std::size_t step = std::max<std::size_t>(1, walked.size() / kMostLookedAt);
  for (std::size_t i = 0; i < walked.size(); i += step) {
    const MapWay* const way = objects.find_way(walked[i]);
    const std::vector<WorldLine> pieces = way == nullptr ? std::vector<WorldLine>() : lines.pieces_of(way->refs);
    if (pieces.empty()) continue;
    ++looked_at;
    const WorldVertex place = pieces.front()[pieces.front().size() / 2];
    for (const std::vector<WorldLine>& area : areas) {
      const auto rings_around =
          std::count_if(area.begin(), area.end(), [&](const WorldLine& ring) { return is_inside(place, ring); });
      if (rings_around % 2 == 1) {
        ++wet;
        break;
      }
    }
  }
  return wet * 5 > looked_at;
}

}  // namespace

MapSea sea_of_map(const MapObjects& objects, NodeLines& lines, const std::vector<std::int64_t>& walked,
                  const Box& extent) {
  const Coastlines coast = coastlines_of(objects, lines);
  const WorldBox cut = cut_of(objects, coast);
  std::vector<std::vector<WorldLine>> areas;
  for (const WorldBox& box : sea_boxes(extent)) {
    std::optional<std::vector<std::vector<WorldLine>>> found = sea_of(coast, box, cut);
    if (!found) {
      return {{}, {"The map has no sea: the files' coastlines go back and forth beside too many islands."}};
    }
    std::move(found->begin(), found->end(), std::back_inserter(areas));
  }
  if (floods_land(areas, objects, lines, walked)) {
    return {
        {},
        {"The map has no sea: by the files' coastlines it would cover the land. They are cut off or turned round."}};
  }
  MapSea sea;
  for (const std::vector<WorldLine>& area : areas) sea.features.push_back(feature_of_sea(area));
  return sea;
}

}  // namespace loopgenie::ingest
