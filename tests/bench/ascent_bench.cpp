// What the sum of the edges' ascents says of a whole route, beside 10 m hysteresis over the route's profile: on 200
// shortest paths of 10 to 25 km between random nodes. The seed is printed. Hysteresis counts a rise once it has come to
// 10 m above the lowest point since the last fall of 10 m, and depends on the whole route: it cannot be summed over
// edges, which is why edges carry smoothed rises instead.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <queue>

#include "api/ingest/dem/dem.hpp"
#include "core/base/random.hpp"
#include "core/geo/distance.hpp"
#include "tests/bench/arguments.hpp"
#include "tests/bench/real_region.hpp"

namespace loopgenie::bench {
namespace {

constexpr std::uint64_t kSeed = 20250119;
constexpr double kThresholdM = 10;
constexpr double kStepM = 30;

/// The profile's ascent where ups and downs of less than the threshold do not count.
double hysteresis_ascent_m(const std::vector<double>& profile) {
  double ascent_m = 0;
  double low = profile.front();
  double high = profile.front();
  bool rising = false;
  for (const double z : profile) {
    if (rising) {
      high = std::max(high, z);
      if (z < high - kThresholdM) {
        ascent_m += high - low;
        rising = false;
        low = z;
      }
    } else {
      low = std::min(low, z);
      if (z > low + kThresholdM) {
        rising = true;
        high = z;
      }
    }
  }
  return ascent_m + (rising ? high - low : 0);
}

struct Step {
  std::uint32_t edge = 0;
  bool forward = true;
};

class Routes {
 public:
  explicit Routes(const ingest::Dataset& dataset) : dataset_(dataset), arcs_(dataset.nodes.size()) {
    for (std::uint32_t e = 0; e < dataset.edges.size(); ++e) {
      arcs_[index(dataset.edges[e].tail)].push_back({e, true});
      arcs_[index(dataset.edges[e].head)].push_back({e, false});
    }
  }

  /// The shortest path from a node to a random one 10 to 25 km away; empty where there is none.
  [[nodiscard]] std::vector<Step> random_path(std::uint32_t from, Random& random) const {
    std::vector<double> distance_m(arcs_.size(), std::numeric_limits<double>::infinity());
    std::vector<Step> by(arcs_.size());
    std::vector<std::uint32_t> targets;
    using Entry = std::pair<double, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    distance_m[from] = 0;
    queue.emplace(0, from);
    while (!queue.empty() && queue.top().first <= 25'000) {
      const auto [at_m, at] = queue.top();
      queue.pop();
      if (at_m > distance_m[at]) continue;
      if (at_m >= 10'000) targets.push_back(at);
      for (const Step& step : arcs_[at]) {
        const std::uint32_t next = other_end(step);
        const double reached_m = at_m + dataset_.edges[step.edge].length_dm / 10.0;
        if (dataset_.edges[step.edge].climb && reached_m < distance_m[next]) {
          distance_m[next] = reached_m;
          by[next] = step;
          queue.emplace(reached_m, next);
        }
      }
    }
    std::vector<Step> path;
    if (targets.empty()) return path;
    for (std::uint32_t at = targets[random.below(static_cast<std::uint32_t>(targets.size()))]; at != from;) {
      path.push_back(by[at]);
      at = other_end({by[at].edge, !by[at].forward});
    }
    std::reverse(path.begin(), path.end());
    return path;
  }

 private:
  [[nodiscard]] std::uint32_t index(NodeId id) const {
    const auto found = std::lower_bound(dataset_.nodes.begin(), dataset_.nodes.end(), id,
                                        [](const ingest::DatasetNode& node, NodeId value) { return node.id < value; });
    return static_cast<std::uint32_t>(found - dataset_.nodes.begin());
  }
  [[nodiscard]] std::uint32_t other_end(const Step& step) const {
    const ingest::DatasetEdge& edge = dataset_.edges[step.edge];
    return index(step.forward ? edge.head : edge.tail);
  }

  const ingest::Dataset& dataset_;
  std::vector<std::vector<Step>> arcs_;
};

struct Sums {
  double km = 0;
  double edges_m = 0;
  double raw_m = 0;
  double smooth_m = 0;
};

/// Appends a profile at the edge's points and, from the raster, every 30 m between them.
void append_profiles(const ingest::DatasetEdge& edge, bool forward, ingest::Dem& dem, std::vector<double>& raw,
                     std::vector<double>& smooth) {
  const std::size_t count = edge.points.size();
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t at = forward ? k : count - 1 - k;
    if (edge.elevation_m[at]) smooth.push_back(static_cast<double>(*edge.elevation_m[at]));
    if (k == 0) continue;
    const Point from = edge.points[forward ? at - 1 : at + 1];
    const Point to = edge.points[at];
    const int pieces = 1 + static_cast<int>(distance_m(from, to) / kStepM);
    for (int piece = 1; piece <= pieces; ++piece) {
      const double share = static_cast<double>(piece) / pieces;
      const auto mix = [share](std::int32_t a, std::int32_t b) {
        return static_cast<std::int32_t>(std::lround(a + share * (static_cast<double>(b) - a)));
      };
      if (const auto z = dem.sample({mix(from.lat_e7, to.lat_e7), mix(from.lon_e7, to.lon_e7)})) {
        raw.push_back(static_cast<double>(*z));
      }
    }
  }
}

int run(const Arguments& arguments) {
  const int route_count = arguments.quick ? 20 : 200;
  std::printf("seed %llu, %d shortest paths of 10 to 25 km\n", static_cast<unsigned long long>(kSeed), route_count);
  std::printf("%-11s %9s %12s %18s %21s\n", "region", "km", "edges m/km", "edges/hyst. raw", "edges/hyst. smoothed");
  for (const RealRegion& region : real_regions(arguments.quick ? "Andorra" : "")) {
    const ingest::Dataset dataset = read_region(region);
    ingest::Dem dem = ingest::Dem::open({region.dem}).value();
    const Routes routes(dataset);
    Random random(kSeed);
    Sums sums;
    for (int done = 0, tries = 0; done < route_count && tries < 100 * route_count; ++tries) {
      const std::vector<Step> path =
          routes.random_path(random.below(static_cast<std::uint32_t>(dataset.nodes.size())), random);
      if (path.empty()) continue;
      ++done;
      std::vector<double> raw;
      std::vector<double> smooth;
      for (const Step& step : path) {
        const ingest::DatasetEdge& edge = dataset.edges[step.edge];
        sums.km += edge.length_dm / 1e4;
        sums.edges_m += (step.forward ? edge.climb->ascent_dm : edge.climb->descent_dm) / 10.0;
        append_profiles(edge, step.forward, dem, raw, smooth);
      }
      if (!raw.empty()) sums.raw_m += hysteresis_ascent_m(raw);
      if (!smooth.empty()) sums.smooth_m += hysteresis_ascent_m(smooth);
    }
    std::printf("%-11s %9.1f %12.1f %18.3f %21.3f\n", region.name.c_str(), sums.km, sums.edges_m / sums.km,
                sums.edges_m / sums.raw_m, sums.edges_m / sums.smooth_m);
  }
  return 0;
}

}  // namespace
}  // namespace loopgenie::bench

int main(int argc, char** argv) {
  return loopgenie::bench::run(
      loopgenie::bench::read_arguments(argc, argv,
                                       "Usage: ./loopgenie bench ascent [--quick]\n"
                                       "The climb of edges, summed over 200 random paths, beside the hysteresis of "
                                       "their whole profiles; --quick: 20 paths "
                                       "of Andorra."));
}
