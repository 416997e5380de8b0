// Runs the solver on a case and writes down what it said, what it cost, and whether what it said is true.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/graph/network.hpp"
#include "core/loop/space/route.hpp"
#include "tests/bench/solver/cases.hpp"

namespace loopgenie::bench {

/// A network and the trailheads it is measured on.
struct Suite {
  std::string name;
  const Network* network = nullptr;
  Starts starts;
};

/// One trailhead and one length.
struct Case {
  std::size_t suite = 0;
  NodeIndex start;
  double hike_m = 0;

  /// The least loss any run of this benchmark found, the peers' included.
  std::optional<std::int64_t> best_known_cdm;
  void note(std::optional<std::int64_t> loss_cdm) {
    if (loss_cdm && (!best_known_cdm || *loss_cdm < *best_known_cdm)) {
      best_known_cdm = loss_cdm;
    }
  }
};

/// Every start × every length of kLengthsM, suite by suite.
[[nodiscard]] std::vector<Case> all_cases(const std::vector<Suite>& suites);

struct Limit {
  double cpu_s = 2;          // the solver is told to stop once it has used so much time on the processor
  std::uint64_t effort = 0;  // and stops by itself after so many steps
};

struct Run {
  TrailheadStatus status = TrailheadStatus::none_found;
  std::optional<std::int64_t> loss_cdm;  // of the best route
  std::int64_t least_loss_cdm = 0;       // the proved bound; kNoLoss with none_exists
  std::uint64_t steps = 0;
  double cpu_s = 0;
  double wall_s = 0;
  std::size_t peak_bytes = 0;  // on the heap, the network and the input aside
  std::string wrong;           // "" unless a route is no route or a status contradicts itself

  [[nodiscard]] bool is_proved() const {
    return status == TrailheadStatus::optimal || status == TrailheadStatus::none_exists;
  }
};

/// 1 − loss / L; at most 1.
[[nodiscard]] constexpr double score_of(std::int64_t loss_cdm, double hike_m) {
  return 1 - static_cast<double>(loss_cdm) / (hike_m * static_cast<double>(kCdmPerMetre));
}

/// Bound − best in score points; 0 where proved. Without a route, what the bound still allows above the score of the
/// worst feasible route is not defined: 1.
[[nodiscard]] double gap(const Run& run, double hike_m);

/// Proved, or nothing more than this above the best.
inline constexpr double kSettledGap = 0.005;
[[nodiscard]] bool is_settled(const Run& run, double hike_m);

/// Preparing the network for a query is not counted: it happens once for all trailheads.
[[nodiscard]] Run run_solver(const Network& network, NodeIndex start, double hike_m, const Limit& limit);

/// The same with as many steps as fit into `cpu_s` here, found by trying: how many do depends on the network, the
/// length and the phases an effort gets to. Never more than `cpu_s`. `steps_per_s` is where to begin.
[[nodiscard]] Run run_solver_for(const Network& network, NodeIndex start, double hike_m, double cpu_s,
                                 double steps_per_s);

/// Steps that take a second on this machine when there are `cpu_s` for each start, by a few starts of each suite.
[[nodiscard]] double steps_per_second(const std::vector<Suite>& suites, double cpu_s);

}  // namespace loopgenie::bench
