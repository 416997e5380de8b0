#include "api/ingest/map/world.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numbers>
#include <utility>

namespace loopgenie::ingest {
namespace {

constexpr std::int32_t kWorldSide = std::int32_t{1} << kWorldBits;
constexpr int kExtentBits = 12;  // of a tile: 4,096 steps

/// How far `vertex` lies from the segment, in units.
double distance_to_segment(const WorldVertex& vertex, const WorldVertex& from, const WorldVertex& to) {
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double px = vertex.x - from.x;
  const double py = vertex.y - from.y;
  const double square = dx * dx + dy * dy;
  const double share = square == 0 ? 0 : std::clamp((px * dx + py * dy) / square, 0.0, 1.0);
  return std::hypot(px - share * dx, py - share * dy);
}

/// Between two vertices that are kept. The farthest one in between is worth its distance, but no more than what it was
/// found with: so a coarser simplification keeps a part of what a finer one does.
void weigh(WorldLine& line, std::size_t first, std::size_t last, std::uint32_t most) {
  if (last - first < 2) {
    return;
  }
  std::size_t farthest = first + 1;
  double distance = -1;
  for (std::size_t i = first + 1; i < last; ++i) {
    if (const double at = distance_to_segment(line[i], line[first], line[last]); at > distance) {
      distance = at;
      farthest = i;
    }
  }
  const auto weight = static_cast<std::uint32_t>(std::min<double>(std::floor(distance), most));
  line[farthest].weight = weight;
  weigh(line, first, farthest, weight);
  weigh(line, farthest, last, weight);
}

std::int32_t across(const WorldVertex& vertex, bool by_x) { return by_x ? vertex.x : vertex.y; }

/// Where the segment from a to b, which lie on different sides of it, meets x = at or y = at.
WorldVertex crossing(const WorldVertex& a, const WorldVertex& b, bool by_x, std::int32_t at) {
  const std::int64_t from = across(a, by_x);
  const std::int64_t to = across(b, by_x);
  const std::int64_t other_from = across(a, !by_x);
  const std::int64_t other_to = across(b, !by_x);
  const std::int64_t span = to - from;
  std::int64_t part = (other_to - other_from) * (at - from);
  part = (2 * part + (((part < 0) == (span < 0)) ? span : -span)) / (2 * span);  // rounded
  const auto other = static_cast<std::int32_t>(other_from + part);
  return by_x ? WorldVertex{at, other, kAlwaysKept} : WorldVertex{other, at, kAlwaysKept};
}

struct BoxSide {
  bool by_x = true;
  bool is_lower = true;  // what is kept lies at higher values
  std::int32_t at = 0;

  [[nodiscard]] bool keeps(const WorldVertex& vertex) const {
    return is_lower ? across(vertex, by_x) >= at : across(vertex, by_x) <= at;
  }
};

std::array<BoxSide, 4> sides_of(const WorldBox& box) {
  return {BoxSide{true, true, box.west}, BoxSide{true, false, box.east}, BoxSide{false, true, box.north},
          BoxSide{false, false, box.south}};
}

void cut_line(const WorldLine& line, const BoxSide& side, std::vector<WorldLine>& parts) {
  WorldLine part;
  const auto finish = [&] {
    if (part.size() > 1) {
      parts.push_back(std::move(part));
    }
    part = {};
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool kept = side.keeps(line[i]);
    if (i > 0 && kept != side.keeps(line[i - 1])) {
      part.push_back(crossing(line[i - 1], line[i], side.by_x, side.at));
    }
    if (kept) {
      part.push_back(line[i]);
    } else {
      finish();
    }
  }
  finish();
}

WorldLine cut_ring(const WorldLine& ring, const BoxSide& side) {
  WorldLine cut;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const WorldVertex& before = ring[i == 0 ? ring.size() - 1 : i - 1];
    const bool kept = side.keeps(ring[i]);
    if (kept != side.keeps(before)) {
      cut.push_back(crossing(before, ring[i], side.by_x, side.at));
    }
    if (kept) {
      cut.push_back(ring[i]);
    }
  }
  return cut;
}

}  // namespace

WorldVertex to_world(Point point) {
  const double lat = std::clamp(point.lat(), -85.05112878, 85.05112878) * std::numbers::pi / 180.0;
  const double x = (point.lon() + 180.0) / 360.0;
  const double y = (1.0 - 2.0 * std::atanh(std::tan(lat / 2.0)) / std::numbers::pi) / 2.0;
  const auto held = [](double share) {
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(std::llround(share * kWorldSide), 0, kWorldSide));
  };
  return {held(x), held(y), kAlwaysKept};
}

double twice_area_of(std::span<const WorldVertex> ring) {
  double sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const WorldVertex& a = ring[i];
    const WorldVertex& b = ring[i + 1 == ring.size() ? 0 : i + 1];
    // From the first vertex, so that the numbers stay small and the sum exact for all but the largest rings.
    const std::int64_t ax = a.x - ring[0].x;
    const std::int64_t ay = a.y - ring[0].y;
    const std::int64_t bx = b.x - ring[0].x;
    const std::int64_t by = b.y - ring[0].y;
    sum += static_cast<double>(ax * by - bx * ay);
  }
  return sum;
}

void sort_by_area(std::vector<WorldLine>& rings, ByArea order) {
  std::vector<std::pair<double, std::size_t>> keys;  // to be sorted ascending
  for (std::size_t i = 0; i < rings.size(); ++i) {
    const double area = std::abs(twice_area_of(rings[i]));
    keys.emplace_back(order == ByArea::smallest_first ? area : -area, i);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<WorldLine> sorted;
  sorted.reserve(rings.size());
  for (const auto& [key, ring] : keys) sorted.push_back(std::move(rings[ring]));
  rings = std::move(sorted);
}

void set_weights(WorldLine& line) {
  for (std::size_t first = 0; first + 1 < line.size(); first += kMostInRun) {
    const std::size_t last = std::min(first + kMostInRun, line.size() - 1);
    line[first].weight = line[last].weight = kAlwaysKept;
    weigh(line, first, last, kAlwaysKept - 1);
  }
}

bool is_inside(const WorldVertex& place, std::span<const WorldVertex> ring) {
  bool inside = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const WorldVertex& a = ring[i];
    const WorldVertex& b = ring[i + 1 == ring.size() ? 0 : i + 1];
    if ((a.y > place.y) == (b.y > place.y)) {
      continue;
    }
    const std::int64_t turn = std::int64_t{b.x - a.x} * (place.y - a.y) - std::int64_t{b.y - a.y} * (place.x - a.x);
    if ((turn > 0) == (b.y > a.y)) {
      inside = !inside;
    }
  }
  return inside;
}

std::optional<WorldVertex> place_inside(std::span<const WorldVertex> ring) {
  WorldBox box;
  for (const WorldVertex& vertex : ring) {
    box.add(vertex);
  }
  if (ring.size() < 3 || box.north == box.south) {
    return std::nullopt;
  }
  // Between two whole units, so that no vertex lies on it.
  const double y = box.north + (box.south - box.north) / 2 + 0.5;
  std::vector<double> crossings;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const WorldVertex& a = ring[i];
    const WorldVertex& b = ring[i + 1 == ring.size() ? 0 : i + 1];
    if ((a.y > y) != (b.y > y)) {
      crossings.push_back(a.x + (y - a.y) / (static_cast<double>(b.y) - a.y) * (static_cast<double>(b.x) - a.x));
    }
  }
  std::sort(crossings.begin(), crossings.end());
  double widest = -1;
  double middle = 0;
  for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
    if (const double width = crossings[i + 1] - crossings[i]; width > widest) {
      widest = width;
      middle = (crossings[i] + crossings[i + 1]) / 2;
    }
  }
  if (widest < 0) {
    return std::nullopt;
  }
  return WorldVertex{static_cast<std::int32_t>(std::lround(middle)), static_cast<std::int32_t>(y), kAlwaysKept};
}

void WorldBox::add(const WorldVertex& vertex) {
  west = std::min(west, vertex.x);
  east = std::max(east, vertex.x);
  north = std::min(north, vertex.y);
  south = std::max(south, vertex.y);
}

WorldBox box_of_lines(std::span<const WorldLine> lines) {
  WorldBox box;
  for (const WorldLine& line : lines) {
    for (const WorldVertex& vertex : line) {
      box.add(vertex);
    }
  }
  return box;
}

WorldBox box_of_tile(TileId id, int buffer) {
  const std::int32_t side = kWorldSide >> id.z;
  const auto around = static_cast<std::int32_t>(std::int64_t{side} * buffer >> kExtentBits);
  const auto x = static_cast<std::int32_t>(id.x) * side;
  const auto y = static_cast<std::int32_t>(id.y) * side;
  return {x - around, y - around, x + side + around, y + side + around};
}

void clip_line(const WorldLine& line, const WorldBox& box, std::vector<WorldLine>& parts) {
  std::vector<WorldLine> open = {line};
  for (const BoxSide& side : sides_of(box)) {
    std::vector<WorldLine> kept;
    for (const WorldLine& part : open) {
      cut_line(part, side, kept);
    }
    open = std::move(kept);
  }
  std::move(open.begin(), open.end(), std::back_inserter(parts));
}

WorldLine clip_ring(const WorldLine& ring, const WorldBox& box) {
  WorldLine cut = ring;
  for (const BoxSide& side : sides_of(box)) {
    cut = cut_ring(cut, side);
  }
  return cut.size() < 3 ? WorldLine{} : cut;
}

}  // namespace loopgenie::ingest
