// The access overlay (api/ingest/roads/road_overlay.hpp) against all roads a car may use, on the real regions of
// LOOPGENIE_TEST_DATA: what it weighs, how far its times are off, which trailheads a limit would wrongly hold or leave
// out, how long a drive range takes and how that grows with the area.
//
//   roads_bench [STARTS [LEG_SECONDS [DETOUR_PERMILLE [REGION]]]]
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/road_quadtree.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/roads/road_overlay.hpp"
#include "api/ingest/roads/road_search.hpp"
#include "core/base/random.hpp"
#include "core/search/drive_range.hpp"
#include "tests/bench/arguments.hpp"
#include "tests/bench/real_region.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::uint64_t kSeed = 20'25;
constexpr double kLimitS = 1'800;

using Clock = std::chrono::steady_clock;
double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

template <typename T>
T value_or_exit(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::exit(1);
  }
  return *std::move(result);
}

struct Tiles {
  std::vector<RoadTile> tiles;
  std::size_t gzip_bytes = 0;

  [[nodiscard]] RoadNetwork stitched() const {
    std::vector<const RoadTile*> pointers;
    for (const RoadTile& tile : tiles) {
      pointers.push_back(&tile);
    }
    return stitch_roads(pointers);
  }
};

Tiles baked(const std::vector<DatasetRoad>& roads) {
  Tiles result;
  Dataset dataset;
  dataset.roads = roads;
  const BakedLayer layer = value_or_exit(bake_roads(dataset));
  for (const BakedTile& tile : layer.tiles) {
    result.gzip_bytes += tile.gzip.size();
    const std::string bytes = value_or_exit(db::gunzip(tile.gzip));
    result.tiles.push_back(value_or_exit(decode_road_tile(tile.id, std::as_bytes(std::span(bytes)))));
  }
  return result;
}

/// Errors of times on the overlay, and of what a limit holds.
struct Errors {
  std::vector<double> shares;
  int left_out = 0;  // within 0.95 of the limit by all roads, beyond it on the overlay
  int let_in = 0;    // the other way round
  std::size_t pairs = 0;

  void add(double all_s, std::optional<double> overlay_s) {
    if (all_s <= kLimitS && overlay_s) {
      shares.push_back(std::abs(*overlay_s - all_s) / std::max(all_s, 1.0));
      ++pairs;
    }
    left_out += all_s <= 0.95 * kLimitS && (!overlay_s || *overlay_s > kLimitS) ? 1 : 0;
    let_in += overlay_s && *overlay_s <= 0.95 * kLimitS && all_s > kLimitS ? 1 : 0;
  }
  void print(const char* what) {
    std::sort(shares.begin(), shares.end());
    const auto at = [&](double share) {
      return shares.empty() ? 0.0
                            : 100 * shares[static_cast<std::size_t>(share * static_cast<double>(shares.size() - 1))];
    };
    std::printf("| %s | %zu | %.2f %% | %.2f %% | %.2f %% | %d | %d |\n", what, pairs, at(0.5), at(0.95), at(1),
                left_out, let_in);
  }
};

std::optional<std::uint32_t> node_at(const RoadGraph& roads, std::uint32_t way_node) {
  const auto found = std::lower_bound(roads.way_nodes.begin(), roads.way_nodes.end(), way_node);
  return found != roads.way_nodes.end() && *found == way_node
             ? std::optional(static_cast<std::uint32_t>(found - roads.way_nodes.begin()))
             : std::nullopt;
}

class Comparison {
 public:
  Comparison(const OsmSource& source, const Dataset& dataset, const RoadOverlay& roads)
      : source_(source),
        roads_(roads),
        tiles_(baked(roads_of(source, roads.ways, roads.overlay))),
        network_(tiles_.stitched()) {
    std::map<std::uint32_t, Point> place_of;
    for (std::size_t i = 0; i < dataset.trailheads.size(); ++i) {
      if (roads.stop[i] != WayGraph::kNoNode && dataset.trailheads[i].road_node) {
        place_of.emplace(roads.stop[i], *dataset.trailheads[i].road_node);
      }
    }
    stops_.assign(place_of.begin(), place_of.end());
  }

  void print_sizes() const {
    const Tiles all = baked(roads_of(source_, roads_.ways, roads_.all));
    std::printf("| | km | nodes | edges | kB gzipped | share |\n|---|---|---|---|---|---|\n");
    const RoadGraph ends = road_graph_of(source_, roads_.ways);
    const Tiles unjoined = baked(roads_of(source_, roads_.ways, ends));
    std::printf("| all roads | %.0f | %zu | %u | %.1f | |\n", total_km(ends), unjoined.stitched().nodes.size(),
                ends.graph.edge_count(), static_cast<double>(unjoined.gzip_bytes) / 1e3);
    std::printf("| all, chains joined | %.0f | %zu | %u | %.1f | |\n", total_km(roads_.all),
                all.stitched().nodes.size(), roads_.all.graph.edge_count(), static_cast<double>(all.gzip_bytes) / 1e3);
    std::printf("| overlay | %.0f | %zu | %u | %.1f | %.1f %% |\n\n", total_km(roads_.overlay), network_.nodes.size(),
                roads_.overlay.graph.edge_count(), static_cast<double>(tiles_.gzip_bytes) / 1e3,
                100.0 * static_cast<double>(tiles_.gzip_bytes) / static_cast<double>(unjoined.gzip_bytes));
  }

  void print_errors(std::uint32_t starts) {
    std::printf(
        "| starts | pairs within 30 min | median | 95 %% below | worst | left out | let in "
        "|\n|---|---|---|---|---|---|---|\n");
    Random random(kSeed);
    on_overlay(random, starts).print("on the overlay, at random");
    off_overlay().print("off it, every junction");
    std::printf("\n");
  }

  void print_speed() const {
    const Clock::time_point begin = Clock::now();
    const RoadNetwork network = tiles_.stitched();
    const double stitch_ms = ms_since(begin);
    DriveRange range(network);
    Random random(kSeed);
    double snap_ms = 0;
    double settle_ms = 0;
    constexpr int kRuns = 50;
    for (int i = 0; i < kRuns; ++i) {
      const Point place = stops_[random.below(static_cast<std::uint32_t>(stops_.size()))].second;
      const Clock::time_point snap = Clock::now();
      const std::vector<RoadStart> starts = roads_near(network, place, 5'000);
      snap_ms += ms_since(snap) / kRuns;
      const Clock::time_point settle = Clock::now();
      range.run(starts, {});
      settle_ms += ms_since(settle) / kRuns;
    }
    std::printf("Over everything: stitching %.2f ms, nearest road %.3f ms, one settle of %zu nodes %.3f ms.\n\n",
                stitch_ms, snap_ms, network.nodes.size(), settle_ms);
  }

  /// Copies of the region a degree apart, each joined to the one before by a road.
  void print_growth() const {
    std::printf(
        "| area | nodes | stitching, ms | nearest road, ms | a settle of 30 min, ms | of everything, ms "
        "|\n|---|---|---|---|---|---|\n");
    for (const int copies : {1, 10, 100}) {
      const std::vector<RoadTile> tiles = shifted(copies);
      std::vector<const RoadTile*> pointers;
      for (const RoadTile& tile : tiles) {
        pointers.push_back(&tile);
      }
      const Clock::time_point begin = Clock::now();
      const RoadNetwork network = stitch_roads(pointers);
      const double stitch_ms = ms_since(begin);
      const Clock::time_point snap = Clock::now();
      const std::vector<RoadStart> starts = roads_near(network, stops_.front().second, 5'000);
      const double snap_ms = ms_since(snap);
      DriveRange range(network);
      const auto settle = [&](const DriveLimit& limit) {
        range.run(starts, limit);  // once to warm up
        const Clock::time_point at = Clock::now();
        range.run(starts, limit);
        return ms_since(at);
      };
      const double near_ms = settle({.drive_m = std::nullopt, .drive_s = kLimitS});
      const double all_ms = settle({});
      std::printf("| × %d | %zu of %zu | %.1f | %.3f | %.3f | %.2f |\n", copies, range.settled().size(),
                  network.nodes.size(), stitch_ms, snap_ms, near_ms, all_ms);
    }
    std::printf("\n");
  }

 private:
  Errors on_overlay(Random& random, std::uint32_t starts) {
    Errors errors;
    RoadSearch all(roads_.all);
    RoadSearch overlay(roads_.overlay);
    for (std::uint32_t i = 0; i < starts; ++i) {
      const std::uint32_t from = random.below(roads_.overlay.graph.node_count());
      const std::uint32_t way_node = roads_.overlay.way_nodes[from];
      const std::uint32_t all_from = node_at(roads_.all, way_node).value();
      all.run({&all_from, 1}, {});
      overlay.run({&from, 1}, {});
      for (const auto& [stop, place] : stops_) {
        const std::uint32_t all_ms = all.time_ms(node_at(roads_.all, stop).value());
        const std::uint32_t overlay_ms = overlay.time_ms(node_at(roads_.overlay, stop).value());
        if (all_ms != kClosedMs) {
          errors.add(all_ms / 1e3, overlay_ms == kClosedMs ? std::nullopt : std::optional(overlay_ms / 1e3));
        }
      }
    }
    return errors;
  }

  Errors off_overlay() {
    std::vector<std::uint32_t> off;
    for (std::uint32_t node = 0; node < roads_.all.graph.node_count(); ++node) {
      const auto arcs = roads_.all.graph.arcs(NodeIndex(node));
      if (!arcs.empty() &&
          std::none_of(arcs.begin(), arcs.end(), [&](const Arc& arc) { return roads_.kept[arc.edge.value()] != 0; })) {
        off.push_back(node);
      }
    }
    Errors errors;
    RoadSearch all(roads_.all);
    DriveRange range(network_);
    for (const std::uint32_t from : off) {
      all.run({&from, 1}, {});
      const Point place = source_.node_point[roads_.ways.source_node[roads_.all.way_nodes[from]]];
      const std::vector<RoadStart> starts = roads_near(network_, place, 5'000);
      range.run(starts, {});
      for (const auto& [stop, stop_place] : stops_) {
        const std::uint32_t all_ms = all.time_ms(node_at(roads_.all, stop).value());
        const std::optional<Drive> drive =
            !starts.empty() ? range.drive_to(network_.find_node(stop_place).value()) : std::optional<Drive>();
        if (all_ms != kClosedMs) {
          errors.add(all_ms / 1e3, drive ? std::optional(drive->drive_s) : std::nullopt);
        }
      }
    }
    return errors;
  }

  [[nodiscard]] std::vector<RoadTile> shifted(int copies) const {
    std::vector<RoadTile> result;
    for (int copy = 0; copy < copies; ++copy) {
      const auto move = [&](Point point) { return Point{point.lat_e7, point.lon_e7 + copy * kE7PerDegree}; };
      for (RoadTile tile : tiles_.tiles) {
        tile.id.x += static_cast<std::uint32_t>(copy) << tile.id.z;  // no real cell: an order is all that is needed
        for (std::vector<Point>* points : {&tile.nodes, &tile.far_nodes}) {
          std::transform(points->begin(), points->end(), points->begin(), move);
        }
        for (RoadEdge& edge : tile.edges) {
          edge.tail = move(edge.tail);
          edge.head = move(edge.head);
          std::transform(edge.inner.begin(), edge.inner.end(), edge.inner.begin(), move);
        }
        result.push_back(std::move(tile));
      }
      if (copy > 0) {
        RoadEdge joint;
        joint.head = move(stops_.front().second);
        joint.tail = {joint.head.lat_e7, joint.head.lon_e7 - kE7PerDegree};
        joint.length_m = 80'000;
        joint.forward_ds = 30'000;
        joint.backward_ds = joint.forward_ds;
        for (RoadTile& tile : result) {
          if (std::binary_search(tile.nodes.begin(), tile.nodes.end(), joint.tail)) {
            tile.far_nodes.push_back(joint.head);
            tile.edges.push_back(joint);
          }
        }
      }
    }
    return result;
  }

  const OsmSource& source_;
  const RoadOverlay& roads_;
  Tiles tiles_;
  RoadNetwork network_;
  std::vector<std::pair<std::uint32_t, Point>> stops_;  // node of the way graph, place on the overlay
};

int run(const bench::Arguments& arguments) {
  const auto starts = static_cast<std::uint32_t>(arguments.number(0, arguments.quick ? 20 : 400));
  OverlayRule rule;
  rule.leg_s = arguments.number(1, rule.leg_s);
  rule.detour = arguments.number(2, rule.detour * 1000) / 1000;
  const std::string only = arguments.rest.size() > 3 ? arguments.rest[3] : arguments.quick ? "Andorra" : "";
  for (const bench::RealRegion& region : bench::flat_regions(only)) {
    Dataset dataset = bench::read_region(region);
    const OsmSource source = value_or_exit(read_osm({region.osm}, {}));
    const Clock::time_point begin = Clock::now();
    const RoadOverlay roads = choose_road_overlay(source, dataset.trailheads, {}, rule);
    std::printf("%s, %zu trailheads, %u of them on no road; chosen in %.1f s\n\n", region.name.c_str(),
                dataset.trailheads.size(), dataset.figures.trailheads_without_road, ms_since(begin) / 1e3);
    attach_trailheads(dataset, source, roads);
    Comparison comparison(source, dataset, roads);
    comparison.print_sizes();
    comparison.print_errors(starts);
    comparison.print_speed();
    comparison.print_growth();
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace loopgenie::ingest

int main(int argc, char** argv) {
  return loopgenie::ingest::run(
      loopgenie::bench::read_arguments(argc, argv,
                                       "Usage: ./loopgenie bench roads [--quick] [STARTS [LEG_S [DETOUR [REGION]]]]\n"
                                       "The access overlay beside all roads: from so many random starts (400), with "
                                       "the rule's seconds and thousandths, in "
                                       "Andorra, Heidelberg, Porto or all; --quick: from 20 starts in Andorra.",
                                       4));
}
