#include "api/ingest/map/coast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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

/// Where an end of coast inside the drawn box is led: away from the nearest side of the cut.
WorldVertex led_on(const WorldVertex& end, const WorldBox& box, const WorldBox& cut) {
  const auto far = [](std::int32_t a, std::int32_t b) { return std::abs(std::int64_t{a} - b); };
  const std::array<std::pair<std::int64_t, WorldVertex>, 4> sides = {
      std::pair(far(end.x, cut.west), WorldVertex{box.west, end.y, kAlwaysKept}),
      std::pair(far(end.x, cut.east), WorldVertex{box.east, end.y, kAlwaysKept}),
      std::pair(far(end.y, cut.north), WorldVertex{end.x, box.north, kAlwaysKept}),
      std::pair(far(end.y, cut.south), WorldVertex{end.x, box.south, kAlwaysKept})};
  return std::min_element(sides.begin(), sides.end(), [](const auto& a, const auto& b) { return a.first < b.first; })
      ->second;
}

WorldBox common(const WorldBox& a, const WorldBox& b) {
  return {std::max(a.west, b.west), std::max(a.north, b.north), std::min(a.east, b.east), std::min(a.south, b.south)};
}

/// The pieces of open coast inside the box, each from border to border.
std::vector<WorldLine> pieces_in(const std::vector<WorldLine>& open, const WorldBox& box, const WorldBox& cut) {
  std::vector<WorldLine> pieces;
  for (const WorldLine& line : open) {
    std::vector<WorldLine> inside;
    clip_line(line, common(box, cut), inside);
    for (WorldLine& piece : inside) {
      if (!is_on_border(piece.front(), box)) piece.insert(piece.begin(), led_on(piece.front(), box, cut));
      if (!is_on_border(piece.back(), box)) piece.push_back(led_on(piece.back(), box, cut));
      pieces.push_back(std::move(piece));
    }
  }
  return pieces;
}

/// The same of a ring that leaves the box.
void add_pieces_of_ring(WorldLine ring, const WorldBox& box, std::vector<WorldLine>& pieces) {
  const auto outside =
      std::find_if(ring.begin(), ring.end(), [&](const WorldVertex& vertex) { return !box.contains(vertex); });
  std::rotate(ring.begin(), outside, ring.end());
  ring.push_back(ring.front());
  clip_line(ring, box, pieces);
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

/// The largest of the rings' areas, twice; 0 without rings.
double largest_of(const std::vector<WorldLine>& rings) {
  double largest = 0;
  for (const WorldLine& ring : rings) largest = std::max(largest, std::abs(twice_area_of(ring)));
  return largest;
}

/// Which island lies in which water.
class Islands {
 public:
  Islands(const std::vector<WorldLine>& rings, std::size_t most_tests)
      : most_tests_(most_tests), water_of_(rings.size()), is_in_(rings.size(), false) {
    for (std::size_t i = 0; i < rings.size(); ++i) {
      // Not one of its vertices: the coast may go through that.
      by_row_.emplace_back(place_inside(rings[i]).value_or(rings[i].front()), i);
      twice_area_.push_back(std::abs(twice_area_of(rings[i])));
    }
    std::sort(by_row_.begin(), by_row_.end(), [](const auto& a, const auto& b) {
      return std::pair(a.first.y, a.second) < std::pair(b.first.y, b.second);
    });
  }

  /// Of waters around each other the last one counts. One that is smaller than an island is inside it, even where the
  /// place is in both. False where there is too much to look at.
  [[nodiscard]] bool find_in(const WorldLine& water, std::size_t number) {
    const double twice_area = twice_area_of(water);
    touched_.clear();
    for (std::size_t i = 0; i < water.size(); ++i) {
      const WorldVertex& a = water[i];
      const WorldVertex& b = water[i + 1 == water.size() ? 0 : i + 1];
      auto at = std::lower_bound(by_row_.begin(), by_row_.end(), std::min(a.y, b.y),
                                 [](const auto& island, std::int32_t y) { return island.first.y < y; });
      for (; at != by_row_.end() && at->first.y < std::max(a.y, b.y); ++at) {
        if (++tests_ > most_tests_) return false;
        if (!lies_west_of(at->first, a, b)) continue;
        is_in_[at->second] = !is_in_[at->second];
        touched_.push_back(at->second);
      }
    }
    for (const std::size_t island : touched_) {
      if (is_in_[island] && twice_area_[island] < twice_area) water_of_[island] = number;
      is_in_[island] = false;  // of the same island once
    }
    return true;
  }

  [[nodiscard]] std::optional<std::size_t> water_of(std::size_t island) const { return water_of_[island]; }

 private:
  /// Of a place at whose height the stretch from a to b passes by.
  static bool lies_west_of(const WorldVertex& place, const WorldVertex& a, const WorldVertex& b) {
    const std::int64_t turn = (std::int64_t{b.x} - a.x) * (std::int64_t{place.y} - a.y) -
                              (std::int64_t{b.y} - a.y) * (std::int64_t{place.x} - a.x);
    return (turn > 0) == (b.y > a.y);
  }

  std::size_t most_tests_;
  std::vector<std::pair<WorldVertex, std::size_t>> by_row_;  // a place inside each, from north to south
  std::vector<double> twice_area_;
  std::vector<std::optional<std::size_t>> water_of_;
  // Of the water that is looked at; false between two of them. Waters without islands beside them cost nothing so.
  std::vector<bool> is_in_;
  std::vector<std::size_t> touched_;
  std::size_t tests_ = 0;
};

}  // namespace

std::optional<std::vector<std::vector<WorldLine>>> sea_of(const Coastlines& coast, const WorldBox& box,
                                                          const WorldBox& cut, std::size_t most_tests) {
  std::vector<WorldLine> pieces = pieces_in(coast.open, box, cut);
  std::vector<WorldLine> islands;
  std::vector<WorldLine> waters;
  for (const WorldLine& ring : coast.rings) {
    const WorldBox own = box_of_lines({&ring, 1});
    if (box.holds(own)) {
      (twice_area_of(ring) > 0 ? waters : islands).push_back(ring);
    } else if (box.meets(own)) {
      add_pieces_of_ring(ring, box, pieces);
    }
  }
  std::vector<WorldLine> seas = close_along(pieces, box);
  // A lagoon is smaller than the island around it.
  if (pieces.empty() && largest_of(islands) > largest_of(waters)) {
    seas.push_back({{box.west, box.north}, {box.east, box.north}, {box.east, box.south}, {box.west, box.south}});
  }
  std::move(waters.begin(), waters.end(), std::back_inserter(seas));
  sort_by_area(seas, ByArea::largest_first);
  Islands in(islands, most_tests);
  for (std::size_t i = 0; i < seas.size(); ++i) {
    if (!in.find_in(seas[i], i)) return std::nullopt;
  }
  std::vector<std::vector<WorldLine>> areas;
  for (WorldLine& sea : seas) areas.push_back({std::move(sea)});
  for (std::size_t i = 0; i < islands.size(); ++i) {
    if (const auto around = in.water_of(i)) areas[*around].push_back(std::move(islands[i]));
  }
  return areas;
}

}  // namespace loopgenie::ingest
