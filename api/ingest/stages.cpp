#include "api/ingest/stages.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "api/ingest/roads/road_overlay.hpp"
#include "api/ingest/walk/around.hpp"
#include "api/ingest/walk/chains_beside.hpp"
#include "api/ingest/walk/edge_flags.hpp"
#include "api/ingest/walk/junction_places.hpp"
#include "api/ingest/walk/network_figures.hpp"
#include "api/ingest/walk/night_water.hpp"
#include "api/ingest/walk/points_of_interest.hpp"
#include "api/ingest/walk/reach.hpp"
#include "api/ingest/walk/twins.hpp"
#include "api/ingest/walk/walk_network.hpp"
#include "api/ingest/walk/wild_candidates.hpp"

namespace loopgenie::ingest {
namespace {

void count_kinds(Dataset& dataset) {
  Figures& figures = dataset.figures;
  std::uint32_t of_no_kind = 0;
  const std::array<std::uint32_t*, static_cast<std::size_t>(kLastTrailheadKindInTiles) + 1> counts = {
      &of_no_kind,
      &figures.trailhead_nodes,
      &figures.trailhead_parkings,
      &figures.trailhead_junctions,
      &figures.trailhead_landings,
      &figures.trailhead_stations,
      &figures.trailhead_bus_stops,
      &figures.trailhead_villages,
  };
  for (const Trailhead& trailhead : dataset.trailheads) {
    ++*counts.at(static_cast<std::size_t>(trailhead.kind));
  }
}

void add_what_is_asked_for(const OsmSource& source, SegmentMask& network) {
  SegmentMask added = mask_of(source, [](const SourceWay& way) { return is_walked_if_asked_for(way.profile.role); });
  cut_at_closed_nodes(source, added);
  std::transform(network.begin(), network.end(), added.begin(), network.begin(), std::bit_or<>());
  drop_repeated_segments(source, network);
}

/// Those that have nodes of the network around them.
void add_places(Dataset& dataset, const OsmSource& source) {
  Around network;
  for (const DatasetNode& node : dataset.nodes) {
    network.note(node.point);
  }
  for (const Feature& feature : source.features) {
    if (feature.profile.place && network.greatest(feature.center) > 0) {
      dataset.places.push_back(*feature.profile.place);
    }
  }
}

void report(const ProgressFn& progress, std::string_view step) {
  if (progress) {
    progress(step, 0);
  }
}

}  // namespace

MeasuredNetwork measure(ChosenNetwork chosen, Dataset labelled, const ProgressFn& progress) {
  MeasuredNetwork measured{std::move(chosen.ways), std::move(chosen.network), {}, std::move(labelled)};
  const OsmSource& source = measured.ways.source;
  Dataset& dataset = measured.dataset;
  report(progress, "finding points of interest");
  PointsOfInterest met = points_of_interest(source, chosen.trailheads.hikeable);
  dataset.pois = std::move(met.pois);
  measured.meeting_nodes = std::move(met.nodes);
  measured.meeting_nodes.insert(measured.meeting_nodes.end(), chosen.trailheads.nodes.begin(),
                                chosen.trailheads.nodes.end());

  report(progress, "measuring reach");
  measure_reach(chosen.trailheads, build_way_graph(source, measured.network, measured.meeting_nodes), progress);
  dataset.trailheads = std::move(chosen.trailheads.found);
  count_kinds(dataset);
  add_roads(dataset, source, progress);
  return measured;
}

FlatDataset build_dataset(MeasuredNetwork measured, const ProgressFn& progress) {
  const OsmSource& source = measured.ways.source;
  Dataset dataset = std::move(measured.dataset);
  report(progress, "building the network");
  add_what_is_asked_for(source, measured.network);
  const WayGraph graph = build_way_graph(source, measured.network, measured.meeting_nodes);
  add_network(dataset, source, graph);
  dataset.extent = extent_of(dataset);
  add_places(dataset, source);
  report(progress, "measuring the network");
  add_network_figures(dataset.figures, source, graph);
  set_surroundings_flags(dataset.edges, measured.ways.surroundings, progress);
  const WaterNearby water(dataset, measured.ways.surroundings);
  set_night_water(dataset, water);
  set_places(dataset);
  close_twins(dataset.edges);
  report(progress, "finding ways beside each other");
  dataset.beside = chains_beside(dataset);
  report(progress, "finding nights under the open sky");
  std::vector<Poi> wild = wild_candidates(dataset, source, measured.ways.surroundings, water);
  return {std::move(dataset), std::move(wild)};
}

}  // namespace loopgenie::ingest
