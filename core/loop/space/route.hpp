// A route and what is proved about a trailhead: the solver's results. The problem in exact words is in the README,
// section "What a loop is": a simple cycle C and a stem P, the shortest path from the start to C, walked out and back.
//
//   length D = |C| + 2|P|,  retraced R = |P|,
//   loss = |D − L| + 2R + Σ_{e ∈ C ∪ P, once} (1 − q(e))·ℓ(e),  score = 1 − loss / L.
//
// Losses are whole numbers so that ties and proofs do not depend on the platform: lengths in decimetres, appeal q in
// hundredths, a loss therefore in hundredths of a decimetre ("cdm").
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/base/ids.hpp"

namespace loopgenie {

inline constexpr std::int64_t kCdmPerMetre = 1000;
inline constexpr std::int64_t kCdmPerDm = 100;
inline constexpr int kOffLengthWeight = 1;
inline constexpr int kRetraceWeight = 2;

struct RouteStep {
  EdgeIndex edge;
  bool forward = true;
  friend bool operator==(const RouteStep&, const RouteStep&) = default;
};

/// The lost points by name. Their sum is the whole loss.
struct Loss {
  std::int64_t off_length_cdm = 0;
  std::int64_t retraced_cdm = 0;  // the weight is in it: 2R
  std::int64_t lesser_ground_cdm = 0;
  [[nodiscard]] constexpr std::int64_t total_cdm() const { return off_length_cdm + retraced_cdm + lesser_ground_cdm; }
  friend bool operator==(const Loss&, const Loss&) = default;
};

enum class RouteShape : std::uint8_t { loop, lollipop };

struct Route {
  NodeIndex start;
  RouteShape shape = RouteShape::loop;
  std::vector<RouteStep> steps;       // walking order; the stem's steps at both ends
  std::uint32_t stem_step_count = 0;  // the first and the last this many steps are the stem
  std::int64_t length_dm = 0;         // D
  std::int64_t retraced_dm = 0;       // R
  Loss loss;
};

/// The bound where no route exists at all.
inline constexpr std::int64_t kNoLoss = std::numeric_limits<std::int64_t>::max();

/// 1 − loss / L; at most 1. For a reader: decisions compare losses.
[[nodiscard]] constexpr double score_of(std::int64_t loss_cdm, double hike_m) {
  return 1 - static_cast<double>(loss_cdm) / (hike_m * static_cast<double>(kCdmPerMetre));
}

enum class TrailheadStatus : std::uint8_t { optimal, bounded, none_exists, none_found };

struct TrailheadAnswer {
  TrailheadStatus status = TrailheadStatus::none_found;
  std::vector<Route> routes;        // best first, diverse
  std::int64_t least_loss_cdm = 0;  // nothing feasible loses less: a proved lower bound; kNoLoss with none_exists
  std::string reason;               // why there is no loop, in plain words; "" otherwise
  std::uint64_t steps = 0;          // effort spent
};

}  // namespace loopgenie
