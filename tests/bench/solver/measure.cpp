#include "tests/bench/solver/measure.hpp"

#include <algorithm>
#include <chrono>

#include "core/loop/search/solve.hpp"
#include "tests/bench/solver/cpu_clock.hpp"
#include "tests/bench/solver/heap_meter.hpp"
#include "tests/bench/solver/table.hpp"
#include "tests/support/brute_force.hpp"

namespace loopgenie::bench {
namespace {

std::string what_is_wrong(const Network& network, const Query& query, NodeIndex start, const TrailheadAnswer& answer) {
  const bool has_route = !answer.routes.empty();
  const bool says_route = answer.status == TrailheadStatus::optimal || answer.status == TrailheadStatus::bounded;
  if (has_route != says_route) {
    return "its status and its routes contradict each other";
  }
  if (!has_route) {
    return "";
  }
  const Route& best = answer.routes.front();
  for (const Route& route : answer.routes) {
    if (route.loss.total_cdm() < best.loss.total_cdm()) {
      return "its first route is not its best";
    }
  }
  if (answer.least_loss_cdm > best.loss.total_cdm()) {
    return "its best route is better than its bound";
  }
  if (answer.status == TrailheadStatus::optimal && answer.least_loss_cdm != best.loss.total_cdm()) {
    return "it is called optimal above its bound";
  }
  return test::what_is_wrong(network, query, start, best);
}

}  // namespace

std::vector<Case> all_cases(const std::vector<Suite>& suites) {
  std::vector<Case> cases;
  for (std::size_t s = 0; s < suites.size(); ++s) {
    for (const double hike_m : kLengthsM) {
      for (const NodeIndex start : suites[s].starts.nodes) {
        cases.push_back({s, start, hike_m, std::nullopt});
      }
    }
  }
  return cases;
}

double gap(const Run& run, double hike_m) {
  if (run.is_proved()) {
    return 0;
  }
  return run.loss_cdm ? score_of(run.least_loss_cdm, hike_m) - score_of(*run.loss_cdm, hike_m) : 1;
}

bool is_settled(const Run& run, double hike_m) { return gap(run, hike_m) <= kSettledGap; }

Run run_solver(const Network& network, NodeIndex start, double hike_m, const Limit& limit) {
  Query query = query_of(hike_m);
  query.effort = limit.effort;
  TrailheadSolver solver(network, query);
  const HeapMeter heap;
  const auto began = std::chrono::steady_clock::now();
  const CpuTimer timer;
  const TrailheadAnswer answer = solver.solve(start, [&] { return timer.elapsed_s() >= limit.cpu_s; });
  Run run;
  run.cpu_s = timer.elapsed_s();
  run.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  run.peak_bytes = heap.peak_bytes();
  run.status = answer.status;
  run.least_loss_cdm = answer.least_loss_cdm;
  run.steps = answer.steps;
  if (!answer.routes.empty()) {
    run.loss_cdm = answer.routes.front().loss.total_cdm();
  }
  run.wrong = what_is_wrong(network, query, start, answer);
  return run;
}

Run run_solver_for(const Network& network, NodeIndex start, double hike_m, double cpu_s, double steps_per_s) {
  constexpr int kTrials = 2;
  double rate = steps_per_s;
  const auto run_once = [&] {
    return run_solver(network, start, hike_m, {cpu_s, static_cast<std::uint64_t>(rate * cpu_s)});
  };
  Run run = run_once();
  for (int trial = 0; trial < kTrials && !run.is_proved() && run.cpu_s > 0; ++trial) {
    rate = static_cast<double>(run.steps) / run.cpu_s;
    run = run_once();
  }
  return run;
}

double steps_per_second(const std::vector<Suite>& suites, double cpu_s) {
  double rate = 40e6;
  for (int round = 0; round < 2; ++round) {  // an effort has its phases, so that the rate depends on it
    std::vector<double> rates;
    for (const Suite& suite : suites) {
      for (std::size_t i = 0; i < std::min<std::size_t>(4, suite.starts.nodes.size()); ++i) {
        const Limit limit{2 * cpu_s, static_cast<std::uint64_t>(rate * cpu_s)};
        const Run run = run_solver(*suite.network, suite.starts.nodes[i], 40'000, limit);
        if (run.cpu_s > 0.1) {
          rates.push_back(static_cast<double>(run.steps) / run.cpu_s);
        }
      }
    }
    rate = rates.empty() ? rate : quantile(rates, 0.5);
  }
  return rate;
}

}  // namespace loopgenie::bench
