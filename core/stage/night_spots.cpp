#include "core/stage/night_spots.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/decimal.hpp"
#include "core/search/dijkstra.hpp"

namespace loopgenie {
namespace {

// What a night loses where one would rather sleep elsewhere, in thousandths of the wanted length: under the open sky,
// or in a shelter of which the map does not say whether one can sleep in it. A judgement.
constexpr std::int64_t kLessLikedPerMille = 5;

}  // namespace

NightSpots::NightSpots(const WalkedNetwork& walked, const Query& query, const Waters& waters,
                       std::span<const std::int32_t> walk_ds) {
  const Network& network = walked.network;
  first_way_.assign(network.node_count() + 1, 0);
  if (query.night_count() == 0) {
    return;
  }
  const auto longest_dm = static_cast<std::int64_t>(std::floor(query.max_night_detour_m * kDmPerMetre + 0.5));
  const auto wanted_dm = static_cast<std::int64_t>(std::floor(query.wanted() * kDmPerMetre + 0.5));
  Dijkstra paths(network.graph, network.length_dm);
  for (std::uint32_t p = 0; p < network.pois.size(); ++p) {
    const Poi& poi = network.pois[p];
    const std::optional<NightKind> kind = poi.night.kind;
    const std::optional<NodeIndex> node = network.find_node(poi.node);
    const std::int64_t within_dm = longest_dm - std::int64_t{poi.detour_m} * kDmPerMetre;
    if (!kind || !node || walked.usable_nodes[node->value()] == 0 || within_dm < 0 ||
        std::find(query.night_kinds.begin(), query.night_kinds.end(), *kind) == query.night_kinds.end() ||
        std::binary_search(query.avoid_nights.begin(), query.avoid_nights.end(), poi.id)) {
      continue;
    }
    NightSpot spot{p, *node, *kind};
    const auto kept = std::lower_bound(query.keep_nights.begin(), query.keep_nights.end(), poi.id);
    if (kept != query.keep_nights.end() && *kept == poi.id) {
      spot.kept = static_cast<std::uint32_t>(kept - query.keep_nights.begin());
    }
    spot.has_water = is_wet(poi.night.water);
    spot.kind_cdm = poi.unverified || *kind == NightKind::wild ? wanted_dm * kCdmPerDm * kLessLikedPerMille / 1000 : 0;
    const auto s = static_cast<std::uint32_t>(spots_.size());
    spots_.push_back(spot);

    paths.run(*node, {within_dm, walked.usable_nodes, walked.usable_edges});
    const auto first = static_cast<std::uint32_t>(ways_.size());
    for (const NodeIndex from : paths.settled()) {  // nearer ones first
      NightWay way;
      if (paths.parent(from).is_valid()) {
        const std::uint32_t rest = first + paths.rank(paths.parent(from));
        const EdgeIndex edge = paths.parent_edge(from);
        const std::uint32_t e = edge.value();
        const bool forward = network.graph.tail(edge) == from;
        way = ways_[rest];
        way.rest = rest;
        way.first = {edge, forward};
        if (way.water_dm < 0 && waters.is_on(way.first)) {
          way.water_dm = way.length_dm;
        }
        const Climb climb = network.climb[e].value_or(Climb{});
        way.length_dm += network.length_dm[e];
        way.measured_dm += walked.measured_dm[e];
        way.lesser_cdm += std::int64_t{walked.measured_dm[e]} * walked.lesser_hundredths[e];
        way.ascent_dm += forward ? climb.ascent_dm : climb.descent_dm;
        way.descent_dm += forward ? climb.descent_dm : climb.ascent_dm;
        if (!walk_ds.empty()) {
          way.out_ds += walk_ds[2 * e + (forward ? 0 : 1)];
          way.back_ds += walk_ds[2 * e + (forward ? 1 : 0)];
        }
      } else {
        way.spot = s;
        way.water_dm = spot.has_water ? 0 : -1;
      }
      way.from = from;
      ++first_way_[from.value() + 1];
      ways_.push_back(way);
    }
  }
  for (std::uint32_t n = 0; n < network.node_count(); ++n) {
    first_way_[n + 1] += first_way_[n];
  }
  way_of_node_.resize(ways_.size());
  std::vector<std::uint32_t> next(first_way_.begin(), first_way_.end() - 1);
  for (std::uint32_t w = 0; w < ways_.size(); ++w) {  // by spot
    way_of_node_[next[ways_[w].from.value()]++] = w;
  }
}

std::vector<RouteStep> NightSpots::steps(std::uint32_t way) const {
  std::vector<RouteStep> steps;
  for (; ways_[way].rest != NightWay::kNone; way = ways_[way].rest) {
    steps.push_back(ways_[way].first);
  }
  return steps;
}

}  // namespace loopgenie
