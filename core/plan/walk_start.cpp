#include "core/plan/walk_start.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "core/base/decimal.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

// A point of interest so near to a junction is at it.
constexpr std::uint32_t kAtJunctionM = 50;

/// The pieces that a network's walked ways connect.
class Pieces {
 public:
  Pieces(const Network& network, const WayLimits& limits) : joined_(network.node_count()), pieces_(joined_.size()) {
    std::iota(joined_.begin(), joined_.end(), 0U);
    std::vector<std::uint32_t> walked;
    for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
      if (is_allowed(network.attributes[e], network.is_climb_known(EdgeIndex(e)), limits)) {
        walked.push_back(e);
        const std::uint32_t tail = piece_of(network.graph.tail(EdgeIndex(e)).value());
        const std::uint32_t head = piece_of(network.graph.head(EdgeIndex(e)).value());
        joined_[std::max(tail, head)] = std::min(tail, head);
      }
    }
    for (const std::uint32_t e : walked) {
      Piece& piece = pieces_[piece_of(network.graph.tail(EdgeIndex(e)).value())];
      piece.length_dm += network.length_dm[e];
      longest_dm_ = std::max(longest_dm_, piece.length_dm);
    }
    for (std::uint32_t n = 0; n < network.node_count(); ++n) {
      Piece& piece = pieces_[piece_of(n)];
      piece.leads_on = piece.leads_on || !network.is_complete(NodeIndex(n));
    }
  }

  [[nodiscard]] bool is_long_enough(std::uint32_t node) {
    const Piece& piece = pieces_[piece_of(node)];
    const std::int64_t least_dm = std::llround(kLeastPieceM * static_cast<double>(kDmPerMetre));
    return piece.length_dm > 0 && (piece.leads_on || piece.length_dm >= std::min(least_dm, longest_dm_));
  }

 private:
  struct Piece {
    std::int64_t length_dm = 0;
    bool leads_on = false;
  };

  /// The piece's lowest node. Halves the way there for the next time.
  std::uint32_t piece_of(std::uint32_t node) {
    while (joined_[node] != node) {
      joined_[node] = joined_[joined_[node]];
      node = joined_[node];
    }
    return node;
  }

  std::vector<std::uint32_t> joined_;  // per node, one of the same piece that is not higher
  std::vector<Piece> pieces_;          // by their lowest node
  std::int64_t longest_dm_ = 0;
};

}  // namespace

std::optional<NearJunction> nearest_junction(const Network& network, const WayLimits& limits, Point place) {
  Pieces pieces(network, limits);
  std::optional<NearJunction> nearest;
  for (std::uint32_t n = 0; n < network.node_count(); ++n) {  // ascending id: the first of equals stays
    if (!network.is_complete(NodeIndex(n))) {
      continue;
    }
    const std::int64_t away_dm =
        std::llround(distance_m(place, network.node_vertex[n].point) * static_cast<double>(kDmPerMetre));
    if ((!nearest || away_dm < nearest->away_dm) && pieces.is_long_enough(n)) {
      nearest = {NodeIndex(n), away_dm};
    }
  }
  return nearest;
}

Trailhead trailhead_at(const Network& network, NodeIndex node) {
  Trailhead start;
  start.node = network.node_id[node.value()];
  start.id = {'n', start.node.value()};
  start.kind = TrailheadKind::junction;
  start.node_point = network.node_vertex[node.value()].point;
  start.point = start.node_point;
  const Poi* named = nullptr;
  for (const Poi& poi : network.pois) {  // ascending id
    if (poi.node == start.node && !poi.name.empty() && poi.detour_m <= kAtJunctionM &&
        (named == nullptr || poi.detour_m < named->detour_m)) {
      named = &poi;
    }
  }
  start.name = named == nullptr ? "" : named->name;
  return start;
}

}  // namespace loopgenie
