#include "core/export/document/highlights.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "core/base/sort.hpp"
#include "core/export/document/along.hpp"
#include "core/export/document/walked_line.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

constexpr double kOnTopM = 50;
constexpr double kAtM = 100;
constexpr double kInVillageM = 250;
constexpr double kSamePlaceM = 250;

struct Reach {
  HighlightKind kind;
  double within_m;
};

/// nullopt where nobody walks somewhere for it.
std::optional<Reach> reach_of(PoiKind kind) {
  switch (kind) {
    case PoiKind::peak:
      return Reach{HighlightKind::peak, kOnTopM};
    case PoiKind::saddle:
      return Reach{HighlightKind::saddle, kOnTopM};
    case PoiKind::viewpoint:
      return Reach{HighlightKind::viewpoint, kOnTopM};
    case PoiKind::lake:
      return Reach{HighlightKind::lake, kAtM};
    case PoiKind::waterfall:
      return Reach{HighlightKind::waterfall, kAtM};
    case PoiKind::alpine_hut:
      return Reach{HighlightKind::alpine_hut, kAtM};
    case PoiKind::wilderness_hut:
      return Reach{HighlightKind::wilderness_hut, kAtM};
    case PoiKind::shelter:
      return Reach{HighlightKind::shelter, kAtM};
    default:
      return std::nullopt;
  }
}

std::optional<Reach> reach_of(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::village:
      return Reach{HighlightKind::village, kInVillageM};
    case PlaceKind::suburb:
      return Reach{HighlightKind::suburb, kInVillageM};
    case PlaceKind::hamlet:
      return Reach{HighlightKind::hamlet, kAtM};
    case PlaceKind::locality:
      return Reach{HighlightKind::locality, kAtM};
    default:
      return std::nullopt;
  }
}

/// Where the loop comes by: of a lake its shore counts, not its middle.
WalkedLine::Near nearest_to(const Poi& poi, const WalkedLine& line, const Network& network,
                            const std::set<NodeId>& nodes, double within_m) {
  const std::optional<NodeIndex> shore =
      poi.kind == PoiKind::lake && poi.detour_m <= within_m && nodes.contains(poi.node) ? network.find_node(poi.node)
                                                                                        : std::nullopt;
  return line.nearest(shore ? network.node_vertex[shore->value()].point : poi.point);
}

/// The same thing mapped twice, as a pass that is a saddle too; or as good as the same.
bool are_alike(const Highlight& a, const Highlight& b) {
  return a.name == b.name && (!a.name.empty() || a.kind == b.kind) && distance_m(a.point, b.point) <= kSamePlaceM;
}

void keep_one_of_each(std::vector<Highlight>& highlights) {
  heap_sort(highlights,
            [](const Highlight& a, const Highlight& b) { return std::tie(a.kind, a.id) < std::tie(b.kind, b.id); });
  std::vector<Highlight> kept;
  for (Highlight& highlight : highlights) {
    if (std::none_of(kept.begin(), kept.end(), [&](const Highlight& other) { return are_alike(other, highlight); })) {
      kept.push_back(std::move(highlight));
    }
  }
  highlights = std::move(kept);
}

}  // namespace

std::vector<Highlight> highlights_of(const Network& network, std::span<const Place> places, const PlanLoop& loop) {
  const std::set<NodeId> nodes = nodes_of(network, loop);
  const WalkedLine line(loop.geometry, loop.length_m, kInVillageM);
  std::vector<Highlight> highlights;
  const auto add = [&](const auto& passed, const Reach& reach, const WalkedLine::Near& near,
                       std::optional<int> elevation_m) {
    if (near.distance_m <= reach.within_m) {
      const bool is_next_nearer = line.metres_at(near.vertex + 1) - near.at_m < near.at_m - line.metres_at(near.vertex);
      highlights.push_back({reach.kind, std::llround(near.at_m), near.vertex + (is_next_nearer ? 1U : 0U), passed.name,
                            elevation_m, passed.id, passed.point});
    }
  };
  for (const Poi& poi : network.pois) {
    if (const std::optional<Reach> reach = reach_of(poi.kind)) {
      add(poi, *reach, nearest_to(poi, line, network, nodes, reach->within_m), poi.elevation_m);
    }
  }
  for (const Place& place : places) {
    if (const std::optional<Reach> reach = reach_of(place.kind)) {
      add(place, *reach, line.nearest(place.point), std::nullopt);
    }
  }
  keep_one_of_each(highlights);
  heap_sort(highlights,
            [](const Highlight& a, const Highlight& b) { return std::tie(a.at_m, a.id) < std::tie(b.at_m, b.id); });
  return highlights;
}

}  // namespace loopgenie
