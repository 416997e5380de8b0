#include "api/ingest/dem/elevation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "api/ingest/base/dem_cell.hpp"
#include "api/ingest/dem/smooth_profile.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

/// An edge's samples: its tail's, then `inner_count` of its own from `first_inner` on, then its head's, at equal steps.
struct EdgeSamples {
  std::uint32_t tail = 0;
  std::uint32_t head = 0;
  std::uint32_t first_inner = 0;
  std::uint32_t inner_count = 0;
  double length_m = 0;

  [[nodiscard]] std::uint32_t interval_count() const { return inner_count + 1; }
  [[nodiscard]] double step_m() const { return length_m / interval_count(); }
  [[nodiscard]] std::uint32_t sample(std::uint32_t i) const {
    return i == 0 ? tail : i == interval_count() ? head : first_inner + i - 1;
  }
};

bool floats(const DatasetEdge& edge) {
  return edge.attributes.has(EdgeFlag::bridge) || edge.attributes.has(EdgeFlag::tunnel);
}

Point between(Point a, Point b, double share) {
  const auto mix = [share](std::int32_t from, std::int32_t to) {
    return static_cast<std::int32_t>(std::lround(from + share * (static_cast<double>(to) - from)));
  };
  return {mix(a.lat_e7, b.lat_e7), mix(a.lon_e7, b.lon_e7)};
}

/// Metres from the tail to each point.
std::vector<double> distances_along(const std::vector<Point>& points) {
  std::vector<double> along(points.size(), 0);
  for (std::size_t i = 1; i < points.size(); ++i) {
    along[i] = along[i - 1] + distance_m(points[i - 1], points[i]);
  }
  return along;
}

class ElevationBuilder {
 public:
  ElevationBuilder(Dataset& dataset, Dem& dem) : dataset_(dataset), dem_(dem) {}

  Result<void> run(const ProgressFn& progress) {
    place_samples();
    sample_ground(progress);
    if (Result<void> covered = check_coverage(); !covered) {
      return covered;
    }
    if (progress) {
      progress("smoothing elevation", 0);
    }
    profile_ = smooth_profile(network_, {.length_m = kSmoothingM, .max_gap_m = kMaxGapM});
    write_back();
    return {};
  }

 private:
  [[nodiscard]] std::uint32_t node_index(NodeId id) const {
    const auto found = std::lower_bound(dataset_.nodes.begin(), dataset_.nodes.end(), id,
                                        [](const DatasetNode& node, NodeId value) { return node.id < value; });
    return static_cast<std::uint32_t>(found - dataset_.nodes.begin());
  }

  void place_samples() {
    auto count = static_cast<std::uint32_t>(dataset_.nodes.size());
    for (const DatasetEdge& edge : dataset_.edges) {
      EdgeSamples samples;
      samples.tail = node_index(edge.tail);
      samples.head = node_index(edge.head);
      samples.length_m = distances_along(edge.points).back();
      samples.first_inner = count;
      samples.inner_count = static_cast<std::uint32_t>(samples.length_m / kSampleStepM);
      count += samples.inner_count;
      edges_.push_back(samples);
      for (std::uint32_t i = 0; i < samples.interval_count(); ++i) {
        network_.links.push_back({samples.sample(i), samples.sample(i + 1), samples.step_m(), floats(edge)});
      }
    }
    network_.raw_m.assign(count, std::numeric_limits<double>::quiet_NaN());
  }

  void sample_ground(const ProgressFn& progress) {
    // A node that only bridges meet hangs in the air: its elevation is interpolated along them.
    std::vector<std::uint8_t> on_ground(dataset_.nodes.size(), 0);
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      if (!floats(dataset_.edges[e])) {
        on_ground[edges_[e].tail] = 1;
        on_ground[edges_[e].head] = 1;
      }
    }
    for (std::uint32_t node = 0; node < dataset_.nodes.size(); ++node) {
      if (on_ground[node] != 0) {
        take(node, dataset_.nodes[node].point);
      }
    }
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      if (!floats(dataset_.edges[e])) {
        sample_edge(edges_[e], dataset_.edges[e].points);
      }
      if (progress && e % 1024 == 0) {
        progress("sampling elevation", static_cast<double>(e) / static_cast<double>(edges_.size()));
      }
    }
  }

  void sample_edge(const EdgeSamples& samples, const std::vector<Point>& points) {
    const std::vector<double> along = distances_along(points);
    std::size_t segment = 0;
    for (std::uint32_t i = 1; i <= samples.inner_count; ++i) {
      const double at = samples.step_m() * i;
      while (segment + 2 < points.size() && along[segment + 1] < at) {
        ++segment;
      }
      const double step = along[segment + 1] - along[segment];
      const double share = step > 0 ? std::clamp((at - along[segment]) / step, 0.0, 1.0) : 0;
      take(samples.sample(i), between(points[segment], points[segment + 1], share));
    }
  }

  void take(std::uint32_t sample, Point point) {
    ++asked_;
    if (const auto value = dem_.sample(point)) {
      network_.raw_m[sample] = static_cast<double>(*value);
    } else {
      ++missing_[dem_cell(point)];
    }
  }

  Result<void> check_coverage() {
    std::size_t missing = 0;
    std::string cells;
    for (const auto& [cell, count] : missing_) {
      missing += count;
      cells += (cells.empty() ? "" : ", ") + to_string(cell);
    }
    if (asked_ == 0) {
      return {};
    }
    if (missing == asked_) {
      return fail(ErrorCode::mismatch, "The elevation files do not cover the data. They cover " + dem_.coverage() +
                                           "; the trails need " + describe(dataset_.extent) + " (.hgt tiles " + cells +
                                           "). Give elevation files for that area.");
    }
    if (static_cast<double>(missing) > kMissingWorthSaying * static_cast<double>(asked_)) {
      dataset_.figures.warnings.push_back(std::to_string(missing * 100 / asked_) +
                                          " % of the network has no elevation (void or outside the files, in the .hgt "
                                          "tiles " +
                                          cells + "): climb is unknown there.");
    }
    return {};
  }

  void write_back() {
    const auto known = [&](std::uint32_t sample) { return !std::isnan(profile_[sample]); };
    for (std::uint32_t node = 0; node < dataset_.nodes.size(); ++node) {
      if (known(node)) {
        dataset_.nodes[node].elevation_m = static_cast<float>(profile_[node]);
      }
    }
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      const EdgeSamples& samples = edges_[e];
      DatasetEdge& edge = dataset_.edges[e];
      set_climb(samples, edge);
      const std::vector<double> along = distances_along(edge.points);
      edge.elevation_m.assign(edge.points.size(), std::nullopt);
      for (std::size_t p = 0; p < edge.points.size(); ++p) {
        const double position = samples.step_m() > 0 ? along[p] / samples.step_m() : 0;
        const std::uint32_t i = std::min(static_cast<std::uint32_t>(position), samples.inner_count);
        const double before = profile_[samples.sample(i)];
        const double after = profile_[samples.sample(i + 1)];
        const double share = std::clamp(position - i, 0.0, 1.0);
        const double value = share == 0 ? before : share == 1 ? after : before + share * (after - before);
        if (!std::isnan(value)) {
          edge.elevation_m[p] = static_cast<float>(value);
        }
      }
      // Exactly the nodes' own, whatever rounding made of the ends.
      edge.elevation_m.front() = dataset_.nodes[samples.tail].elevation_m;
      edge.elevation_m.back() = dataset_.nodes[samples.head].elevation_m;
    }
  }

  /// The climb between known samples, over unknown ones no more than what lies between their ends; and whether the edge
  /// is steep.
  void set_climb(const EdgeSamples& samples, DatasetEdge& edge) {
    double ascent_m = 0;
    double descent_m = 0;
    std::uint32_t unknown = 0;
    double last_known_m = std::numeric_limits<double>::quiet_NaN();
    for (std::uint32_t i = 0; i <= samples.interval_count(); ++i) {
      const double height_m = profile_[samples.sample(i)];
      const bool is_known = !std::isnan(height_m);
      unknown += i > 0 && !(is_known && !std::isnan(profile_[samples.sample(i - 1)])) ? 1 : 0;
      if (is_known && !std::isnan(last_known_m)) {
        const double rise = height_m - last_known_m;
        (rise > 0 ? ascent_m : descent_m) += std::abs(rise);
      }
      last_known_m = is_known ? height_m : last_known_m;
    }
    dataset_.figures.unknown_climb_km += unknown * samples.step_m() / 1000;
    if (unknown == samples.interval_count() && ascent_m + descent_m == 0) {
      return;
    }
    edge.climb = Climb{tenths(ascent_m), tenths(descent_m),
                       unknown == 0 ? 0 : std::clamp(tenths(unknown * samples.step_m()), 1U, edge.length_dm)};
    if (unknown == 0 && (ascent_m + descent_m > kSteepMean * samples.length_m || has_steep_stretch(samples))) {
      edge.attributes.set(EdgeFlag::steep);
    }
  }

  /// REQUIRES that all samples are known.
  [[nodiscard]] bool has_steep_stretch(const EdgeSamples& samples) const {
    const double step_m = samples.step_m();
    const auto count = static_cast<std::uint32_t>(std::ceil(kSteepStretchM / std::max(step_m, 1e-3)));
    for (std::uint32_t i = 0; i + count <= samples.interval_count(); ++i) {
      const double rise = std::abs(profile_[samples.sample(i + count)] - profile_[samples.sample(i)]);
      if (rise > kSteepOverStretch * count * step_m) {
        return true;
      }
    }
    return false;
  }

  static std::uint32_t tenths(double metres) { return static_cast<std::uint32_t>(std::lround(metres * 10)); }

  Dataset& dataset_;
  Dem& dem_;
  std::vector<EdgeSamples> edges_;
  ProfileNetwork network_;
  std::vector<double> profile_;
  std::size_t asked_ = 0;
  std::map<DemCell, std::size_t> missing_;
};

}  // namespace

Result<Dataset> with_elevation(FlatDataset flat, Dem& dem, const ProgressFn& progress) {
  Dataset dataset = std::move(flat.dataset);
  if (dem.is_empty()) {
    dataset.figures.warnings.push_back("No elevation file was given: climbs are unknown.");
    for (const DatasetEdge& edge : dataset.edges) {
      dataset.figures.unknown_climb_km += edge.length_dm / 1e4;
    }
    return dataset;
  }
  if (Result<void> done = ElevationBuilder(dataset, dem).run(progress); !done) {
    return tl::unexpected(std::move(done).error());
  }
  return dataset;
}

}  // namespace loopgenie::ingest
