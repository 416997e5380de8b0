// The import as a chain of stages. Each stage has a type, takes the stage before by value and returns the next one, so
// that no step can be done too early or twice:
//
//   OsmSource        what the files hold, each way with the role that its tags give it      (osm/osm_source.hpp)
//   ClassifiedWays   each way with its final role                                           (walk/classified_ways.hpp)
//   ChosenNetwork    the segments of the walk network, and its trailheads                   (walk/chosen_network.hpp)
//   MeasuredNetwork  trailheads with their reach and their road, points of interest met     (here)
//   FlatDataset      nodes, edges and places: the data set without elevation                (here)
//   Dataset          all of it                                                              (dem/elevation.hpp)
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"
#include "api/ingest/walk/chosen_network.hpp"

namespace loopgenie::ingest {

struct MeasuredNetwork {
  ClassifiedWays ways;
  SegmentMask network;                       // without via ferratas and bike trails still
  std::vector<std::uint32_t> meeting_nodes;  // source nodes where trailheads and points of interest meet the network
  Dataset dataset;                           // with trailheads, roads and points of interest; no nodes and edges yet
};

/// Measures what trailheads reach on foot, chooses the roads of drives to them, and finds where points of interest meet
/// the network. `labelled`: a data set that has its name, date, sources and warnings, and nothing else.
[[nodiscard]] MeasuredNetwork measure(ChosenNetwork chosen, Dataset labelled, const ProgressFn& progress = {});

/// Adds the via ferratas and bike trails, then makes nodes and edges of the network, with the flags of their
/// surroundings; places; the extent; and the figures about the network.
[[nodiscard]] FlatDataset build_dataset(MeasuredNetwork measured, const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
