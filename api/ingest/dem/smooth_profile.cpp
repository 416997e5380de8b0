#include "api/ingest/dem/smooth_profile.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
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

/// (diag(weight) + Σ conductance) z = weight · raw by conjugate gradients, preconditioned by the diagonal.
class System {
 public:
  System(const ProfileNetwork& network, const ProfileOptions& options)
      : start_(nearest_known(network, options.max_gap_m)),
        weight_(start_.size(), 0),
        diagonal_(start_.size(), 1),
        degree_(start_.size(), 0) {
    for (const ProfileLink& link : network.links) {
      ++degree_[link.a];
      ++degree_[link.b];
      if (link.a == link.b || std::isnan(start_[link.a]) || std::isnan(start_[link.b])) {
        continue;
      }
      const double length_m = std::max(link.length_m, kShortestLinkM);
      links_.push_back({link.a, link.b, options.length_m * options.length_m / length_m});
      if (!link.free) {
        weight_[link.a] += length_m / 2;
        weight_[link.b] += length_m / 2;
      }
    }
    for (std::size_t i = 0; i < start_.size(); ++i) {
      if (std::isnan(network.raw_m[i])) {
        weight_[i] = 0;
      } else if (degree_[i] == 1) {
        weight_[i] = kPinWeightM;
      } else {
        weight_[i] = std::max(weight_[i], kShortestLinkM);
      }
      diagonal_[i] = weight_[i];
    }
    for (const Link& link : links_) {
      diagonal_[link.a] += link.conductance;
      diagonal_[link.b] += link.conductance;
    }
  }

  [[nodiscard]] std::vector<double> solve(const std::vector<double>& raw_m) const {
    const std::size_t count = start_.size();
    std::vector<double> z(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
      z[i] = std::isnan(start_[i]) ? 0 : start_[i];
    }
    std::vector<double> residual = multiply(z);
    std::vector<double> direction(count, 0);
    double energy = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double right = weight_[i] > 0 ? weight_[i] * raw_m[i] : 0;
      residual[i] = active(i) ? right - residual[i] : 0;
      direction[i] = active(i) ? residual[i] / diagonal_[i] : 0;
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
        if (active(i)) {
          z[i] += length * direction[i];
          residual[i] -= length * image[i];
          next_energy += residual[i] * residual[i] / diagonal_[i];
        }
      }
      const double ratio = next_energy / energy;
      for (std::size_t i = 0; i < count; ++i) {
        if (active(i)) {
          direction[i] = residual[i] / diagonal_[i] + ratio * direction[i];
        }
      }
      energy = next_energy;
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (std::isnan(start_[i])) {
        z[i] = kUnknown;
      }
    }
    return z;
  }

 private:
  struct Link {
    std::uint32_t a;
    std::uint32_t b;
    double conductance;
  };

  [[nodiscard]] bool active(std::size_t i) const { return !std::isnan(start_[i]); }

  [[nodiscard]] std::vector<double> multiply(const std::vector<double>& z) const {
    std::vector<double> image(z.size());
    for (std::size_t i = 0; i < z.size(); ++i) {
      image[i] = weight_[i] * z[i];
    }
    for (const Link& link : links_) {
      const double flow = link.conductance * (z[link.a] - z[link.b]);
      image[link.a] += flow;
      image[link.b] -= flow;
    }
    return image;
  }

  std::vector<double> start_;
  std::vector<double> weight_;
  std::vector<double> diagonal_;
  std::vector<std::uint32_t> degree_;
  std::vector<Link> links_;
};

}  // namespace

std::vector<double> smooth_profile(const ProfileNetwork& network, const ProfileOptions& options) {
  return System(network, options).solve(network.raw_m);
}

}  // namespace loopgenie::ingest
