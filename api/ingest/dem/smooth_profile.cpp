#include "api/ingest/dem/smooth_profile.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <queue>
#include <utility>

namespace loopgenie::ingest {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kPinWeightM = 1e5;  // metres of way a dead end's raw value counts for: it moves by millimetres at most
constexpr double kShortestLinkM = 0.5;  // shorter links are as stiff as this one
constexpr int kMaxIterations = 2000;
constexpr double kTolerance = 1e-13;  // of the residual, relative to that of the start; see smooth_profile.hpp

struct Neighbour {
  std::uint32_t sample;
  double gap_m;
};

/// Unknown samples get the value of the nearest known one within the gap. That is where the solver starts; what stays
/// unknown here stays unknown.
std::vector<double> nearest_known(const ProfileNetwork& network, double max_gap_m) {
  const std::size_t count = network.raw_m.size();
  std::vector<std::vector<Neighbour>> neighbours(count);
  for (const ProfileLink& link : network.links) {
    const bool needed = link.a != link.b && (std::isnan(network.raw_m[link.a]) || std::isnan(network.raw_m[link.b]));
    if (needed) {
      const double gap_m = link.free ? 0 : link.length_m;
      neighbours[link.a].push_back({link.b, gap_m});
      neighbours[link.b].push_back({link.a, gap_m});
    }
  }
  std::vector<double> value = network.raw_m;
  std::vector<double> gap(count, std::numeric_limits<double>::infinity());
  using Entry = std::pair<double, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!std::isnan(value[i])) {
      gap[i] = 0;
      if (!neighbours[i].empty()) {
        queue.emplace(0, i);
      }
    }
  }
  while (!queue.empty()) {
    const auto [distance, at] = queue.top();
    queue.pop();
    if (distance > gap[at]) {
      continue;
    }
    for (const Neighbour& next : neighbours[at]) {
      const double reached = distance + next.gap_m;
      if (reached <= max_gap_m && reached < gap[next.sample]) {
        gap[next.sample] = reached;
        value[next.sample] = value[at];
        queue.emplace(reached, next.sample);
      }
    }
  }
  return value;
}

struct Link {
  std::uint32_t a;
  std::uint32_t b;
  double conductance;
};

/// Samples that hang together, with what the system has of them; the links' ends count from the part's first sample.
struct Part {
  std::vector<std::uint32_t> samples;  // ascending
  std::vector<double> start_m;
  std::vector<double> weight;
  std::vector<double> weighted_raw_m;
  std::vector<double> diagonal;
  std::vector<Link> links;

  [[nodiscard]] std::vector<double> multiply(const std::vector<double>& z) const {
    std::vector<double> image(z.size());
    for (std::size_t i = 0; i < z.size(); ++i) {
      image[i] = weight[i] * z[i];
    }
    for (const Link& link : links) {
      const double flow = link.conductance * (z[link.a] - z[link.b]);
      image[link.a] += flow;
      image[link.b] -= flow;
    }
    return image;
  }

  /// (diag(weight) + Σ conductance) z = weight · raw by conjugate gradients, preconditioned by the diagonal.
  [[nodiscard]] std::vector<double> solve() const {
    const std::size_t count = samples.size();
    std::vector<double> z = start_m;
    std::vector<double> residual = multiply(z);
    std::vector<double> direction(count, 0);
    double energy = 0;
    for (std::size_t i = 0; i < count; ++i) {
      residual[i] = weighted_raw_m[i] - residual[i];
      direction[i] = residual[i] / diagonal[i];
      energy += residual[i] * direction[i];
    }
    const double enough = energy * kTolerance * kTolerance;
    for (int step = 0; step < kMaxIterations && energy > enough && energy > 0; ++step) {
      const std::vector<double> image = multiply(direction);
      double curvature = 0;
      for (std::size_t i = 0; i < count; ++i) {
        curvature += direction[i] * image[i];
      }
      const double length = energy / curvature;
      double next_energy = 0;
      for (std::size_t i = 0; i < count; ++i) {
        z[i] += length * direction[i];
        residual[i] -= length * image[i];
        next_energy += residual[i] * residual[i] / diagonal[i];
      }
      const double ratio = next_energy / energy;
      for (std::size_t i = 0; i < count; ++i) {
        direction[i] = residual[i] / diagonal[i] + ratio * direction[i];
      }
      energy = next_energy;
    }
    return z;
  }
};

/// Which samples hang together: each knows a lower one, down to the lowest, which knows itself.
class Union {
 public:
  explicit Union(std::size_t count) : lower_(count) { std::iota(lower_.begin(), lower_.end(), 0U); }

  [[nodiscard]] std::uint32_t lowest(std::uint32_t i) {
    while (lower_[i] != i) {
      i = lower_[i] = lower_[lower_[i]];
    }
    return i;
  }
  void join(std::uint32_t a, std::uint32_t b) {
    const auto [low, high] = std::minmax({lowest(a), lowest(b)});
    lower_[high] = low;
  }

 private:
  std::vector<std::uint32_t> lower_;
};

/// The system, in parts that do not touch: what one of them comes to does not depend on the others.
std::vector<Part> parts_of(const ProfileNetwork& network, const ProfileOptions& options) {
  const std::vector<double> start = nearest_known(network, options.max_gap_m);
  const std::size_t count = start.size();
  const auto is_active = [&](std::uint32_t i) { return !std::isnan(start[i]); };
  const auto is_used = [&](const ProfileLink& link) {
    return link.a != link.b && is_active(link.a) && is_active(link.b);
  };
  std::vector<double> weight(count, 0);
  std::vector<std::uint32_t> degree(count, 0);
  Union united(count);
  for (const ProfileLink& link : network.links) {
    ++degree[link.a];
    ++degree[link.b];
    if (is_used(link)) {
      united.join(link.a, link.b);
      if (!link.free) {
        const double length_m = std::max(link.length_m, kShortestLinkM);
        weight[link.a] += length_m / 2;
        weight[link.b] += length_m / 2;
      }
    }
  }
  std::vector<Part> parts;
  std::vector<std::uint32_t> part_of(count, 0);
  std::vector<std::uint32_t> place_in_part(count, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!is_active(i)) {
      continue;
    }
    const std::uint32_t lowest = united.lowest(i);
    if (lowest == i) {
      part_of[i] = static_cast<std::uint32_t>(parts.size());
      parts.emplace_back();
    }
    part_of[i] = part_of[lowest];
    Part& part = parts[part_of[i]];
    place_in_part[i] = static_cast<std::uint32_t>(part.samples.size());
    const bool is_known = !std::isnan(network.raw_m[i]);
    const double own = !is_known ? 0 : degree[i] == 1 ? kPinWeightM : std::max(weight[i], kShortestLinkM);
    part.samples.push_back(i);
    part.start_m.push_back(start[i]);
    part.weight.push_back(own);
    part.weighted_raw_m.push_back(is_known ? own * network.raw_m[i] : 0);
    part.diagonal.push_back(own);
  }
  for (const ProfileLink& link : network.links) {
    if (is_used(link)) {
      Part& part = parts[part_of[link.a]];
      const double conductance = options.length_m * options.length_m / std::max(link.length_m, kShortestLinkM);
      part.links.push_back({place_in_part[link.a], place_in_part[link.b], conductance});
      part.diagonal[place_in_part[link.a]] += conductance;
      part.diagonal[place_in_part[link.b]] += conductance;
    }
  }
  return parts;
}

}  // namespace

std::vector<double> smooth_profile(const ProfileNetwork& network, const ProfileOptions& options) {
  std::vector<double> profile(network.raw_m.size(), kUnknown);
  for (const Part& part : parts_of(network, options)) {
    const std::vector<double> z = part.solve();
    for (std::size_t i = 0; i < z.size(); ++i) {
      profile[part.samples[i]] = z[i];
    }
  }
  return profile;
}

}  // namespace loopgenie::ingest
