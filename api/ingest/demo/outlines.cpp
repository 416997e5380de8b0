#include "api/ingest/demo/outlines.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace loopgenie::ingest::demo {
namespace {

constexpr std::size_t kMaxRingNodes = 1500;  // OpenStreetMap allows 2,000

}  // namespace

std::vector<Ring> outlines(const std::function<bool(Cell)>& inside) {
  constexpr int kCorners = kColumns + 1;
  std::multimap<int, int> next;
  for (Cell cell = 0; cell < kCellCount; ++cell) {
    if (!inside(cell)) {
      continue;
    }
    const int c = column_of(cell);
    const int r = row_of(cell);
    const auto open = [&](int column, int row) { return !is_inside(column, row) || !inside(cell_at(column, row)); };
    const int corner = r * kCorners + c;
    if (open(c, r - 1)) {
      next.emplace(corner, corner + 1);
    }
    if (open(c + 1, r)) {
      next.emplace(corner + 1, corner + 1 + kCorners);
    }
    if (open(c, r + 1)) {
      next.emplace(corner + 1 + kCorners, corner + kCorners);
    }
    if (open(c - 1, r)) {
      next.emplace(corner + kCorners, corner);
    }
  }
  std::vector<Ring> rings;
  while (!next.empty()) {
    Ring ring;
    const int first = next.begin()->first;
    int corner = first;
    do {
      const auto edge = next.find(corner);
      const int to = edge->second;
      next.erase(edge);
      ring.push_back({((corner % kCorners + to % kCorners) / 2.0 - 0.5) * kCellM,
                      ((corner / kCorners + to / kCorners) / 2.0 - 0.5) * kCellM});
      corner = to;
    } while (corner != first);
    rings.push_back(std::move(ring));
  }
  std::stable_sort(rings.begin(), rings.end(), [](const Ring& a, const Ring& b) { return a.size() > b.size(); });
  return rings;
}

Ring smoothed(Ring ring) {
  for (int pass = 0; pass < 3; ++pass) {
    Ring next = ring;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Local& before = ring[(i + ring.size() - 1) % ring.size()];
      const Local& after = ring[(i + 1) % ring.size()];
      next[i] = {ring[i].x / 2 + (before.x + after.x) / 4, ring[i].y / 2 + (before.y + after.y) / 4};
    }
    ring = std::move(next);
  }
  Ring thin;
  for (std::size_t i = 0; i < ring.size(); i += 2) {
    thin.push_back(ring[i]);
  }
  return thin;
}

std::vector<std::int64_t> write_ring(const Ring& ring, const Tags& tags, OsmDocument& document) {
  std::vector<std::int64_t> nodes;
  nodes.reserve(ring.size() + 1);
  for (const Local& at : ring) {
    nodes.push_back(document.add_node(to_point(at)));
  }
  nodes.push_back(nodes.front());
  std::vector<std::int64_t> ways;
  for (std::size_t first = 0; first + 1 < nodes.size(); first += kMaxRingNodes - 1) {
    const std::size_t last = std::min(first + kMaxRingNodes, nodes.size());
    ways.push_back(document.add_way(
        {{nodes.begin() + static_cast<std::ptrdiff_t>(first), nodes.begin() + static_cast<std::ptrdiff_t>(last)},
         tags}));
  }
  return ways;
}

double area_m2(const Ring& ring) {
  double twice = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Local& a = ring[i];
    const Local& b = ring[i + 1 == ring.size() ? 0 : i + 1];
    twice += a.x * b.y - b.x * a.y;
  }
  return twice / 2;
}

bool is_inside(const Ring& ring, Local at) {
  bool inside = false;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Local& a = ring[i];
    const Local& b = ring[i + 1 == ring.size() ? 0 : i + 1];
    if ((a.y > at.y) != (b.y > at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x)) {
      inside = !inside;
    }
  }
  return inside;
}

}  // namespace loopgenie::ingest::demo
