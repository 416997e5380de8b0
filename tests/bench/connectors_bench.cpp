// What the rule of useful road connectors (api/ingest/walk/connectors.hpp) keeps and what it costs, against trails
// alone and against all roads, on the real regions of LOOPGENIE_TEST_DATA.
//
// For each network: kilometres of road; the largest block, in edges of the contracted graph, how many of those
// have any road in them, and the width of its narrowest known frontier; the share of trailheads from which the solver
// finds a loop of 8, 15, 25 and 40 km within a fixed effort; and the width of the block a trailhead's loops lie in
// (median and worst tenth), which says what can be proved. Trailheads are a seeded sample of those of the walk network;
// where one's node is not in a network it starts at the nearest node within the trailheads' radius, or has no loop.
//
//   connectors_bench [TRAILHEADS [EFFORT [REGION]]]     DEFAULT 60 trailheads, 300,000 steps each, both regions;
//                                                       REGION is Andorra or Heidelberg
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/walk/chosen_network.hpp"
#include "api/ingest/walk/edge_flags.hpp"
#include "api/ingest/walk/nearest_node.hpp"
#include "api/ingest/walk/walk_network.hpp"
#include "core/base/random.hpp"
#include "core/graph/bridges.hpp"
#include "core/graph/contract.hpp"
#include "core/graph/edge_order.hpp"
#include "core/loop/search/solve.hpp"
#include "core/search/dijkstra.hpp"
#include "tests/bench/arguments.hpp"
#include "tests/bench/real_region.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::array<double, 4> kHikesM = {8'000, 15'000, 25'000, 40'000};
constexpr std::uint32_t kOrdersTried = 24;
constexpr std::uint64_t kSeed = 20'25;

struct Options {
  std::uint32_t trailheads = 60;
  std::uint64_t effort = 300'000;
};

double cpu_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// The data set's network as the solver sees it, complete everywhere.
Network to_network(const Dataset& dataset, const WayGraph& ways) {
  Network network;
  network.graph = ways.graph;
  network.strings = {""};
  for (const DatasetNode& node : dataset.nodes) {
    const auto index = static_cast<std::uint32_t>(network.node_id.size());
    network.node_id.push_back(node.id);
    network.node_vertex.push_back({node.point, Vertex::kUnknownElevation});
    network.node_full_degree.push_back(ways.graph.degree(NodeIndex(index)));
    network.node_place.push_back(node.place);
  }
  network.first_vertex.push_back(0);
  for (const DatasetEdge& edge : dataset.edges) {
    network.edge_id.push_back(edge.id);
    network.length_dm.push_back(edge.length_dm);
    network.climb.push_back(edge.climb);
    network.attributes.push_back(edge.attributes);
    network.name.push_back(0);
    network.ref.push_back(0);
    network.vertices.push_back({edge.points.front(), Vertex::kUnknownElevation});
    network.vertices.push_back({edge.points.back(), Vertex::kUnknownElevation});
    network.first_vertex.push_back(static_cast<std::uint32_t>(network.vertices.size()));
  }
  return network;
}

struct LargestBlock {
  std::uint32_t edge_count = 0;
  std::uint32_t road_edge_count = 0;  // with a stretch of road in them
  std::uint32_t width = 0;
};

using EdgeMask = std::vector<std::uint8_t>;

/// Per contracted edge: whether any edge of its chain is in the mask.
EdgeMask any_of_chain(const Contraction& contraction, const EdgeMask& mask) {
  EdgeMask any(contraction.graph.edge_count(), 0);
  for (std::uint32_t e = 0; e < any.size(); ++e) {
    for (const ChainStep& step : contraction.chain(EdgeIndex(e))) {
      any[e] = any[e] | mask[step.edge.value()];
    }
  }
  return any;
}

/// Of the graph's blocks, contracted, the one with most edges. `is_road` is per edge.
LargestBlock largest_block(const Graph& graph, const EdgeMask& is_road, std::uint32_t orders) {
  const Blocks in_source = find_blocks(graph);
  GraphBuilder loops(graph.node_count());
  EdgeMask loop_is_road;
  for (std::uint32_t e = 0; e < graph.edge_count(); ++e) {
    if (in_source.is_bridge[e] == 0) {
      loops.add_edge(graph.tail(EdgeIndex(e)), graph.head(EdgeIndex(e)));
      loop_is_road.push_back(is_road[e]);
    }
  }
  const Contraction contraction = contract(std::move(loops).build());
  const Graph& small = contraction.graph;
  const EdgeMask small_is_road = any_of_chain(contraction, loop_is_road);
  const Blocks blocks = find_blocks(small);
  std::vector<std::uint32_t> size(blocks.block_count, 0);
  for (const std::uint32_t block : blocks.block_of_edge) {
    ++size[block];
  }
  if (size.empty()) {
    return {};
  }
  const auto largest = static_cast<std::uint32_t>(std::max_element(size.begin(), size.end()) - size.begin());
  GraphBuilder builder(small.node_count());
  EdgeMask block_is_road;
  for (std::uint32_t e = 0; e < small.edge_count(); ++e) {
    if (blocks.block_of_edge[e] == largest) {
      builder.add_edge(small.tail(EdgeIndex(e)), small.head(EdgeIndex(e)));
      block_is_road.push_back(small_is_road[e]);
    }
  }
  const Contraction block = contract(std::move(builder).build());
  const EdgeMask roads = any_of_chain(block, block_is_road);
  return {block.graph.edge_count(), static_cast<std::uint32_t>(std::count(roads.begin(), roads.end(), 1)),
          frontier_width(block.graph, narrow_order(block.graph, orders))};
}

/// The largest block of what can lie in a route of at most `longest_dm` from the start.
LargestBlock block_in_reach(const Network& network, Dijkstra& paths, NodeIndex start, std::int64_t longest_dm) {
  paths.run(start, {.radius_dm = longest_dm / 2, .usable_nodes = {}, .usable_edges = {}});
  GraphBuilder builder(static_cast<std::uint32_t>(paths.settled().size()));
  for (const NodeIndex node : paths.settled()) {
    for (const Arc& arc : network.graph.arcs(node)) {
      if (arc.forward && paths.is_settled(arc.head) &&
          paths.distance_dm(node) + network.length_dm[arc.edge.value()] + paths.distance_dm(arc.head) <= longest_dm) {
        builder.add_edge(NodeIndex(paths.rank(node)), NodeIndex(paths.rank(arc.head)));
      }
    }
  }
  const Graph graph = std::move(builder).build();
  return largest_block(graph, EdgeMask(graph.edge_count(), 0), kOrdersTried / 4);
}

/// What a network answers to the sample.
struct Row {
  std::string name;
  double road_km = 0;
  double seconds = 0;
  LargestBlock block;
  std::array<std::vector<std::uint8_t>, kHikesM.size()> found;  // per length and trailhead
  std::array<std::vector<std::uint32_t>, kHikesM.size()> width;
};

class Region {
 public:
  Region(ChosenNetwork chosen, const Options& options)
      : source_(std::move(chosen.ways.source)),
        surroundings_(std::move(chosen.ways.surroundings)),
        rule_(std::move(chosen.network)),
        options_(options) {
    for (std::size_t t = 0; t < chosen.trailheads.nodes.size(); ++t) {
      trailheads_.push_back({chosen.trailheads.found[t].point, chosen.trailheads.nodes[t]});
    }
  }

  void run() {
    const std::size_t all_count = trailheads_.size();
    Random random(kSeed);
    for (std::uint32_t i = 0; i < trailheads_.size(); ++i) {
      std::swap(trailheads_[i], trailheads_[i + random.below(static_cast<std::uint32_t>(trailheads_.size()) - i)]);
    }
    trailheads_.resize(std::min<std::size_t>(trailheads_.size(), options_.trailheads));

    const auto roles = [&](WayRole last) {
      SegmentMask mask = mask_of(
          source_, [&](const SourceWay& w) { return w.profile.role != WayRole::none && w.profile.role <= last; });
      drop_repeated_segments(source_, mask);
      return mask;
    };
    std::printf("trailheads: %zu of %zu\n", trailheads_.size(), all_count);
    const Row all = measure("all roads", roles(WayRole::main_road));
    print_head();
    print(measure("trails only", roles(WayRole::trail)), all);
    print(measure("all minor roads", roles(WayRole::minor_road)), all);
    print(all, all);
    print(measure("the rule", rule_), all);
  }

 private:
  Row measure(const std::string& name, const SegmentMask& mask) const {
    const double begin = cpu_s();
    Row row;
    row.name = name;
    const NearestNode nearest(source_, mask);
    std::vector<std::uint8_t> on(source_.node_id.size(), 0);
    for (std::uint32_t at = 0; at < mask.size(); ++at) {
      if (mask[at] != 0) {
        on[source_.refs[at]] = on[source_.refs[at + 1]] = 1;
      }
    }
    std::vector<std::optional<std::uint32_t>> starts;
    std::vector<std::uint32_t> forced;
    for (const Start& start : trailheads_) {
      starts.push_back(on[start.node] != 0 ? std::optional(start.node)
                                           : nearest.find({&start.point, 1}, kStartRadiusM));
      if (starts.back()) {
        forced.push_back(*starts.back());
      }
    }
    const WayGraph ways = build_way_graph(source_, mask, forced);
    Dataset dataset;
    add_network(dataset, source_, ways);
    set_surroundings_flags(dataset.edges, surroundings_);
    EdgeMask is_road(ways.graph.edge_count(), 0);
    for (std::uint32_t e = 0; e < ways.graph.edge_count(); ++e) {
      is_road[e] = ways.way(source_, EdgeIndex(e)).profile.role == WayRole::trail ? 0 : 1;
      row.road_km += is_road[e] * ways.length_m[e] / 1000;
    }
    row.block = largest_block(ways.graph, is_road, kOrdersTried);
    const Network network = to_network(dataset, ways);
    Dijkstra paths(network.graph, network.length_dm);
    for (std::size_t h = 0; h < kHikesM.size(); ++h) {
      Query query;
      query.hike_m = kHikesM[h];
      query.effort = options_.effort;
      query.max_sac_scale = SacScale::t6;
      TrailheadSolver solver(network, query);
      for (const std::optional<std::uint32_t>& start : starts) {
        const NodeIndex node = start ? NodeIndex(ways.node_of[*start]) : NodeIndex();
        row.found[h].push_back(start && !solver.solve(node).routes.empty() ? 1 : 0);
        row.width[h].push_back(start ? block_in_reach(network, paths, node, std::llround(query.longest_m() * 10)).width
                                     : 0);
      }
    }
    row.seconds = cpu_s() - begin;
    return row;
  }

  static void print_head() {
    std::printf("%-16s %7s %9s %6s %6s ", "network", "road km", "block", "roads", "width");
    for (const double hike_m : kHikesM) {
      std::printf("| %3.0f km: loop, of all's, W ½, W 9/10 ", hike_m / 1000);
    }
    std::printf("| CPU s\n");
  }

  /// "of all's": of the trailheads that have a loop with all roads, those that have one here.
  static void print(const Row& row, const Row& all) {
    std::printf("%-16s %7.1f %9u %6u %6u ", row.name.c_str(), row.road_km, row.block.edge_count,
                row.block.road_edge_count, row.block.width);
    for (std::size_t h = 0; h < kHikesM.size(); ++h) {
      double found = 0;
      double with_all = 0;
      double both = 0;
      for (std::size_t t = 0; t < row.found[h].size(); ++t) {
        found += row.found[h][t];
        with_all += all.found[h][t];
        both += all.found[h][t] != 0 && row.found[h][t] != 0 ? 1 : 0;
      }
      std::vector<std::uint32_t> width = row.width[h];
      std::sort(width.begin(), width.end());
      const auto count = static_cast<double>(width.size());
      std::printf("| %6.0f %% %8.0f %% %4u %7u    ", 100 * found / count, 100 * both / std::max(1.0, with_all),
                  width[width.size() / 2], width[width.size() * 9 / 10]);
    }
    std::printf("| %.0f\n", row.seconds);
    std::fflush(stdout);
  }

  struct Start {
    Point point;
    std::uint32_t node = 0;  // of the source
  };

  OsmSource source_;
  Surroundings surroundings_;
  SegmentMask rule_;
  Options options_;
  std::vector<Start> trailheads_;
};

int run(const bench::Arguments& arguments) {
  const Options options = {
      .trailheads = static_cast<std::uint32_t>(arguments.number(0, arguments.quick ? 4 : 60)),
      .effort = static_cast<std::uint64_t>(arguments.number(1, arguments.quick ? 30'000 : 300'000))};
  const std::string only = arguments.rest.size() > 2 ? arguments.rest[2] : arguments.quick ? "Andorra" : "";
  for (const bench::RealRegion& region : bench::real_regions(only)) {
    Result<OsmSource> source = read_osm({region.osm}, {});
    if (!source) {
      std::fprintf(stderr, "%s\n", source.error().message.c_str());
      return 1;
    }
    std::printf("\n%s, seed %llu, %llu steps a trailhead\n", region.name.c_str(),
                static_cast<unsigned long long>(kSeed), static_cast<unsigned long long>(options.effort));
    const double start = cpu_s();
    ChosenNetwork chosen = choose_network(classify_ways(*std::move(source)));
    std::printf("choosing connectors took %.2f s of CPU time\n", cpu_s() - start);
    Region(std::move(chosen), options).run();
  }
  return 0;
}

}  // namespace
}  // namespace loopgenie::ingest

int main(int argc, char** argv) {
  return loopgenie::ingest::run(loopgenie::bench::read_arguments(
      argc, argv,
      "Usage: ./loopgenie bench connectors [--quick] [TRAILHEADS [EFFORT [REGION]]]\n"
      "What the rule of useful road connectors keeps, with so many trailheads (60) and steps of search (300,000), in "
      "Andorra, Heidelberg or both; --quick: 4 trailheads of Andorra, 30,000 steps.",
      3));
}
