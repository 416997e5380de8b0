#include "api/ingest/map/node_lines.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "api/ingest/map/world.hpp"

namespace loopgenie::ingest {

Point NodeLines::place_of(std::int64_t node) {
  const auto index = finder_.find(node);
  return index ? objects_.node_points[*index] : kNowhere;
}

std::vector<WorldLine> NodeLines::pieces_of(const NodeIds& refs) {
  constexpr std::int32_t kHalfWorld = std::int32_t{1} << (kWorldBits - 1);
  std::vector<WorldLine> pieces(1);
  for (const std::int64_t ref : refs) {
    const Point point = place_of(ref);
    if (point == kNowhere) {
      pieces.emplace_back();
      continue;
    }
    const WorldVertex vertex = to_world(point);
    if (!pieces.back().empty()) {
      if (pieces.back().back().x == vertex.x && pieces.back().back().y == vertex.y) continue;
      if (std::abs(pieces.back().back().x - vertex.x) > kHalfWorld) pieces.emplace_back();
    }
    pieces.back().push_back(vertex);
  }
  pieces.erase(std::remove_if(pieces.begin(), pieces.end(), [](const WorldLine& line) { return line.size() < 2; }),
               pieces.end());
  return pieces;
}

WorldLine NodeLines::ring_of(const NodeIds& refs) {
  constexpr std::int32_t kHalfWorld = std::int32_t{1} << (kWorldBits - 1);
  WorldLine ring;
  for (const std::int64_t ref : refs) {
    const Point point = place_of(ref);
    if (point == kNowhere) continue;
    const WorldVertex vertex = to_world(point);
    if (!ring.empty() && std::abs(ring.back().x - vertex.x) > kHalfWorld) return {};
    if (ring.empty() || ring.back().x != vertex.x || ring.back().y != vertex.y) ring.push_back(vertex);
  }
  if (ring.size() > 1 && ring.front().x == ring.back().x && ring.front().y == ring.back().y) ring.pop_back();
  return ring.size() < 3 || twice_area_of(ring) == 0 ? WorldLine{} : ring;
}

WorldLine turned(WorldLine ring, bool is_hole) {
  if ((twice_area_of(ring) > 0) == is_hole) std::reverse(ring.begin(), ring.end());
  ring.push_back(ring.front());
  set_weights(ring);
  ring.pop_back();
  return ring;
}

}  // namespace loopgenie::ingest
