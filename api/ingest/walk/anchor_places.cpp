#include "api/ingest/walk/anchor_places.hpp"

#include <set>

#include "api/ingest/walk/nearest_node.hpp"
#include "api/ingest/walk/trailheads.hpp"

namespace loopgenie::ingest {
namespace {

constexpr double kNightRadiusM = 300;

/// How far away the node may be; 0 for what is no such place. Of several kinds the last one counts.
double radius_m(const FeatureProfile& profile) {
  double radius = 0;
  if (profile.start && profile.start->kind == TrailheadKind::trailhead) {
    radius = kStartRadiusM;
  }
  if (profile.poi && is_night(profile.poi->kind) && profile.poi->kind != PoiKind::camp_pitch) {
    radius = kNightRadiusM;
  }
  if (profile.place && profile.place->kind <= PlaceKind::hamlet) {
    radius = kVillageRadiusM;
  }
  return radius;
}

}  // namespace

std::vector<std::uint32_t> anchor_places(const ClassifiedWays& ways) {
  const NearestNode nearest(ways.source, ways.walked);
  std::set<std::uint32_t> nodes;
  for (const Feature& feature : ways.source.features) {
    const double radius = radius_m(feature.profile);
    if (radius == 0) {
      continue;
    }
    if (const auto node = nearest.find(feature.points(), radius)) {
      nodes.insert(*node);
    }
  }
  return {nodes.begin(), nodes.end()};
}

}  // namespace loopgenie::ingest
