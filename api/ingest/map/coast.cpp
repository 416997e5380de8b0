#include "api/ingest/map/coast.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <utility>

namespace loopgenie::ingest {
namespace {

/// How far along the box's border a place on it lies, clockwise from the north-west corner.
std::int64_t along(const WorldVertex& place, const WorldBox& box) {
  const std::int64_t width = std::int64_t{box.east} - box.west;
  const std::int64_t height = std::int64_t{box.south} - box.north;
  if (place.y == box.north) return std::int64_t{place.x} - box.west;
  if (place.x == box.east) return width + place.y - box.north;
  if (place.y == box.south) return width + height + box.east - place.x;
  return 2 * width + height + box.south - place.y;
}

bool is_on_border(const WorldVertex& place, const WorldBox& box) {
  return place.x == box.west || place.x == box.east || place.y == box.north || place.y == box.south;
}

WorldVertex nearest_on_border(const WorldVertex& place, const WorldBox& box) {
  const std::array<std::pair<std::int32_t, WorldVertex>, 4> sides = {
      std::pair(place.x - box.west, WorldVertex{box.west, place.y, kAlwaysKept}),
      std::pair(box.east - place.x, WorldVertex{box.east, place.y, kAlwaysKept}),
      std::pair(place.y - box.north, WorldVertex{place.x, box.north, kAlwaysKept}),
      std::pair(box.south - place.y, WorldVertex{place.x, box.south, kAlwaysKept})};
  return std::min_element(sides.begin(), sides.end(), [](const auto& a, const auto& b) { return a.first < b.first; })
      ->second;
}

/// The pieces of open coast inside the box, each from border to border.
std::vector<WorldLine> pieces_in(const std::vector<WorldLine>& open, const WorldBox& box) {
  std::vector<WorldLine> pieces;
  for (const WorldLine& line : open) {
    std::vector<WorldLine> inside;
    clip_line(line, box, inside);
    for (WorldLine& piece : inside) {
      if (!is_on_border(piece.front(), box)) piece.insert(piece.begin(), nearest_on_border(piece.front(), box));
      if (!is_on_border(piece.back(), box)) piece.push_back(nearest_on_border(piece.back(), box));
      pieces.push_back(std::move(piece));
    }
  }
  return pieces;
}

/// Rings of water: from each piece's end clockwise along the border to the next piece's beginning, and so on.
std::vector<WorldLine> close_along(const std::vector<WorldLine>& pieces, const WorldBox& box) {
  const std::int64_t around = 2 * (std::int64_t{box.east} - box.west + box.south - box.north);
  const std::array corners = {WorldVertex{box.west, box.north}, WorldVertex{box.east, box.north},
                              WorldVertex{box.east, box.south}, WorldVertex{box.west, box.south}};
  std::vector<std::pair<std::int64_t, std::size_t>> begins;
  for (std::size_t i = 0; i < pieces.size(); ++i) begins.emplace_back(along(pieces[i].front(), box), i);
  std::sort(begins.begin(), begins.end());
  std::vector<bool> is_used(pieces.size(), false);
  std::vector<WorldLine> rings;
  for (std::size_t first = 0; first < pieces.size(); ++first) {
    if (is_used[first]) continue;
    WorldLine ring;
    for (std::size_t at = first; !is_used[at];) {
      is_used[at] = true;
      ring.insert(ring.end(), pieces[at].begin(), pieces[at].end());
      const std::int64_t from = along(pieces[at].back(), box);
      auto next = std::lower_bound(begins.begin(), begins.end(), std::pair(from, std::size_t{0}));
      if (next == begins.end()) next = begins.begin();
      const std::int64_t distance = (next->first - from + around) % around;
      std::vector<std::pair<std::int64_t, WorldVertex>> passed;
      for (const WorldVertex& corner : corners) {
        const std::int64_t to_corner = (along(corner, box) - from + around) % around;
        if (to_corner > 0 && to_corner < distance) passed.emplace_back(to_corner, corner);
      }
      std::sort(passed.begin(), passed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      for (const auto& [far, corner] : passed) ring.push_back(corner);
      at = next->second;
    }
    if (ring.size() > 2 && twice_area_of(ring) > 0) rings.push_back(std::move(ring));
  }
  return rings;
}

}  // namespace

std::vector<std::vector<WorldLine>> sea_of(const Coastlines& coast, const WorldBox& box) {
  std::vector<WorldLine> waters = close_along(pieces_in(coast.open, box), box);
  std::vector<WorldLine> islands;
  for (const WorldLine& ring : coast.rings) {
    WorldLine inside = clip_ring(ring, box);
    if (inside.empty()) continue;
    (twice_area_of(ring) > 0 ? waters : islands).push_back(std::move(inside));
  }
  if (waters.empty() && coast.open.empty() && !islands.empty()) {
    waters.push_back({{box.west, box.north}, {box.east, box.north}, {box.east, box.south}, {box.west, box.south}});
  }
  std::vector<std::vector<WorldLine>> areas;
  for (WorldLine& water : waters) areas.push_back({std::move(water)});
  for (WorldLine& island : islands) {
    for (std::vector<WorldLine>& area : areas) {
      if (is_inside(island.front(), area.front())) {
        area.push_back(std::move(island));
        break;
      }
    }
  }
  return areas;
}

}  // namespace loopgenie::ingest
