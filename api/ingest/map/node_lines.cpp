#include "api/ingest/map/node_lines.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "api/ingest/map/world.hpp"

namespace loopgenie::ingest {
namespace {

/// Ends the last piece on the edge of the Earth's square, and begins the next one on the other edge.
void cut_at_antimeridian(std::vector<WorldLine>& pieces, const WorldVertex& next) {
  constexpr std::int32_t kSide = std::int32_t{1} << kWorldBits;
  const WorldVertex last = pieces.back().back();
  const bool goes_east = last.x > next.x;
  const std::int64_t to_edge = goes_east ? kSide - last.x : last.x;
  const std::int64_t across = std::int64_t{kSide} - std::abs(last.x - next.x);
  const std::int64_t north = std::int64_t{next.y} - last.y;
  const auto y = static_cast<std::int32_t>(last.y + (across == 0 ? 0 : north * to_edge / across));
  if (to_edge > 0) pieces.back().push_back({goes_east ? kSide : 0, y});
  pieces.emplace_back();
  if (to_edge < across) pieces.back().push_back({goes_east ? 0 : kSide, y});
}

}  // namespace

Point NodeLines::place_of(std::int64_t node) {
  const auto index = finder_.find(node);
  return index ? objects_.node_points[*index] : kNowhere;
}

bool NodeLines::has_all(const NodeIds& refs) {
  return std::all_of(refs.begin(), refs.end(), [&](std::int64_t ref) { return place_of(ref) != kNowhere; });
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
      if (std::abs(pieces.back().back().x - vertex.x) > kHalfWorld) cut_at_antimeridian(pieces, vertex);
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
