// The access overlay: the few roads a drive to a trailhead needs, out of all that a car may use.
//
// 1. Main roads: tertiary and better; in a road network that has none, an island's, those of the highest class that it
//    has. Their dead ends that lead no farther than `leg_s` are dropped.
// 2. The fastest ways from the overlay to every trailhead and back, within `reach_s`. A road that is not in the overlay
//    counts as `detour` longer than it is: of two ways of nearly the same time the one that is in it already is taken,
//    and every time on the overlay is within that share of the true one.
// 3. The ways from junctions off the overlay whose drive would be misjudged by more than `leg_s` seconds
//    (road_estimates.hpp); then step 2 again from the roads that were added, and step 3, until nothing is added: a road
//    that is added may be the nearest one of a junction that was judged well before.
//
// Roads from which no trailhead can be reached are left out, and chains are joined to one edge between junctions.
// Deterministic, whatever the number of threads. README.md's section "How far you drive" has the figures.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/roads/road_graph.hpp"

namespace loopgenie::ingest {

struct OverlayRule {
  double detour = 0.008;
  double reach_s = 1800;
  double leg_s = 60;
};

struct RoadOverlay {
  WayGraph ways;                    // of all roads a car may use
  RoadGraph all;                    // the same, chains joined
  std::vector<std::uint8_t> kept;   // per edge of `all`: it is in the overlay
  RoadGraph overlay;                // the chosen ones
  std::vector<std::uint32_t> stop;  // per trailhead: its node of `ways`, or WayGraph::kNoNode
};

/// Two bounded searches per trailhead that has a road, in batches over all cores.
[[nodiscard]] RoadOverlay choose_road_overlay(const OsmSource& source, const std::vector<Trailhead>& trailheads,
                                              const ProgressFn& progress = {}, const OverlayRule& rule = {});

/// The roads of a graph over `ways` as the data set holds them, ascending by id. Their ends are on the road grid, no
/// two at the same place: where two are, the one of the higher source id moves north.
[[nodiscard]] std::vector<DatasetRoad> roads_of(const OsmSource& source, const WayGraph& ways, const RoadGraph& roads);

/// Fills in where the trailheads meet the overlay, which was chosen for them.
void attach_trailheads(Dataset& dataset, const OsmSource& source, const RoadOverlay& roads);

/// Chooses the overlay and fills in the data set's roads, its trailheads' ways to them, and the figures about them.
/// REQUIRES the trailheads.
void add_roads(Dataset& dataset, const OsmSource& source, const ProgressFn& progress);

}  // namespace loopgenie::ingest
