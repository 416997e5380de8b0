#include "tests/bench/walks/signposted_region.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>
#include <utility>
#include <vector>

#include "api/ingest/dem/dem.hpp"
#include "api/ingest/dem/elevation.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/stages.hpp"
#include "tests/bench/walks/signposted.hpp"

namespace loopgenie::bench {
namespace {

/// All that may be walked, with what assemble_walk needs: topology, lengths and ids.
Network bare_network(const ingest::OsmSource& source, ingest::WayGraph& graph) {
  Network network;
  for (std::uint32_t e = 0; e < graph.graph.edge_count(); ++e) {
    network.edge_id.push_back(graph.edge_id(source, EdgeIndex(e)));
    network.length_dm.push_back(static_cast<std::uint32_t>(std::max(1.0, std::round(graph.length_m[e] * 10))));
  }
  network.graph = std::move(graph.graph);
  return network;
}

/// All that may be walked, and the main roads without a pavement that routes are sent along.
ingest::SegmentMask walkable_segments(const ingest::ClassifiedWays& ways, const HikingRelations& relations) {
  std::set<std::int64_t> members;
  for (const HikingRelation* route : relations.routes()) {
    const std::vector<std::int64_t> own = relations.walk_ways(*route);
    members.insert(own.begin(), own.end());
  }
  ingest::SegmentMask mask = ingest::mask_of(ways.source, [&](const ingest::SourceWay& way) {
    return way.profile.attributes.way_class == WayClass::primary && members.contains(way.id);
  });
  ingest::cut_at_closed_nodes(ways.source, mask);
  std::transform(mask.begin(), mask.end(), ways.walked.begin(), mask.begin(), std::bit_or<>());
  ingest::drop_repeated_segments(ways.source, mask);
  return mask;
}

/// The segments of the round walks.
ingest::SegmentMask signposted_segments(const ingest::ClassifiedWays& ways, const HikingRelations& relations,
                                        double shortest_m, double longest_m) {
  ingest::WayGraph graph = ingest::build_way_graph(ways.source, walkable_segments(ways, relations));
  const Network network = bare_network(ways.source, graph);
  ingest::SegmentMask mask(ways.source.refs.size(), 0);
  for (const Signposted& walk : signposted_walks(relations, network, shortest_m, longest_m).walks) {
    for (const EdgeIndex edge : edges_of(walk.closed.walk)) {
      ingest::add_stretch(mask, graph.stretch[edge.value()]);
    }
  }
  return mask;
}

double km_of(const ingest::OsmSource& source, const ingest::SegmentMask& mask) {
  const ingest::WayGraph graph = ingest::build_way_graph(source, mask);
  double sum_m = 0;
  for (const double length_m : graph.length_m) {
    sum_m += length_m;
  }
  return sum_m / 1000;
}

}  // namespace

Result<SignpostedRegion> read_signposted_region(const std::string& name, const std::string& folder,
                                                const std::string& osm_file, const std::string& dem_file,
                                                double shortest_m, double longest_m) {
  Result<HikingRelations> relations = HikingRelations::read(folder + "/" + osm_file);
  if (!relations) {
    return tl::unexpected(relations.error());
  }
  Result<ingest::Dem> dem = ingest::Dem::open({folder + "/" + dem_file});
  if (!dem) {
    return tl::unexpected(dem.error());
  }
  Result<ingest::OsmSource> source = ingest::read_osm({folder + "/" + osm_file}, {});
  if (!source) {
    return tl::unexpected(source.error());
  }
  ingest::Dataset labels;
  labels.name = name;
  labels.date = source->date;
  ingest::ChosenNetwork chosen = ingest::choose_network(ingest::classify_ways(*std::move(source)));
  const ingest::SegmentMask added = signposted_segments(chosen.ways, *relations, shortest_m, longest_m);
  const double before_km = km_of(chosen.ways.source, chosen.network);
  std::transform(added.begin(), added.end(), chosen.network.begin(), chosen.network.begin(), std::bit_or<>());
  const double added_km = km_of(chosen.ways.source, chosen.network) - before_km;
  const Result<ingest::Dataset> dataset =
      ingest::with_elevation(ingest::build_dataset(ingest::measure(std::move(chosen), std::move(labels))), *dem);
  if (!dataset) {
    return tl::unexpected(dataset.error());
  }
  Result<Region> region = bake_region(*dataset);
  if (!region) {
    return tl::unexpected(region.error());
  }
  return SignpostedRegion{*std::move(relations), *std::move(region), added_km};
}

}  // namespace loopgenie::bench
