#include "api/ingest/walk/chosen_network.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "api/ingest/walk/anchor_places.hpp"
#include "api/ingest/walk/connectors.hpp"
#include "api/ingest/walk/loop_roads.hpp"

namespace loopgenie::ingest {
namespace {

/// A road that is added may bring a parking into reach, or be nearer to one. So there is a second round, for the
/// trailheads that the first one brought.
constexpr int kServingRounds = 2;

}  // namespace

ChosenNetwork choose_network(ClassifiedWays ways, const ProgressFn& progress) {
  SegmentMask network = trails_and_links(ways, anchor_places(ways), progress);
  const DriveEnds drives(ways.source);
  Trailheads trailheads = find_trailheads(ways, drives, network);
  std::vector<std::uint32_t> served;  // source nodes, ascending
  for (int round = 0; round < kServingRounds; ++round) {
    std::vector<std::uint32_t> starts = trailheads.nodes;
    std::sort(starts.begin(), starts.end());
    std::vector<std::uint32_t> unserved;
    std::set_difference(starts.begin(), starts.end(), served.begin(), served.end(), std::back_inserter(unserved));
    if (!add_roads_for_loops(ways, unserved, network, progress)) {
      break;  // the network and its trailheads stay as they are
    }
    trailheads = find_trailheads(ways, drives, network);
    served = std::move(starts);
  }
  return {std::move(ways), std::move(network), std::move(trailheads)};
}

}  // namespace loopgenie::ingest
