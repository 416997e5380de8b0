#include <algorithm>

#include "api/ingest/base/parallel.hpp"
#include "tests/bench/solver/rows.hpp"

namespace loopgenie::bench {
namespace {

constexpr double kQuickS = 0.15;
constexpr double kGoodEnough = 0.01;
constexpr std::uint64_t kFirstEffort = 1'000;

std::vector<double> all_of(const std::vector<std::optional<double>>& values) {
  std::vector<double> known;
  for (const auto& value : values) {
    if (value) {
      known.push_back(*value);
    }
  }
  return known;
}

}  // namespace

std::optional<double> time_to_first_route(const Bench& bench, const Network& network, NodeIndex start, double hike_m) {
  const Limit most = bench.limit(bench.settle_s);
  for (std::uint64_t effort = kFirstEffort; effort < most.effort; effort *= 2) {
    const Run run = run_solver(network, start, hike_m, {bench.settle_s, effort});
    if (run.loss_cdm) {
      return run.cpu_s;
    }
    if (run.status == TrailheadStatus::none_exists) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

std::vector<Verdict> quick_rows(Bench& bench) {
  std::vector<Run> quick(bench.cases.size());
  std::vector<Run> longer(bench.cases.size());
  ingest::parallel_for(bench.cases.size(), bench.threads, [&](std::size_t i) {
    const Case& a_case = bench.cases[i];
    quick[i] = run_solver(bench.network(a_case), a_case.start, a_case.hike_m, bench.limit(kQuickS));
    if (bench.settled.empty() || !is_settled(bench.settled[i], a_case.hike_m)) {
      longer[i] = run_solver(bench.network(a_case), a_case.start, a_case.hike_m, bench.limit(bench.long_s));
    }
  });
  Table table({"network", "with a route", "within 0.01", "median shortfall", "p90"});
  std::size_t all = 0;
  std::size_t good = 0;
  for (std::size_t s = 0; s < bench.suites.size(); ++s) {
    std::vector<double> shortfalls;
    for (std::size_t i = 0; i < bench.cases.size(); ++i) {
      Case& a_case = bench.cases[i];
      a_case.note(quick[i].loss_cdm);
      a_case.note(longer[i].loss_cdm);
      if (a_case.suite == s && a_case.best_known_cdm) {
        const double best = score_of(*a_case.best_known_cdm, a_case.hike_m);
        shortfalls.push_back(quick[i].loss_cdm ? best - score_of(*quick[i].loss_cdm, a_case.hike_m) : 1);
      }
    }
    const auto within = static_cast<std::size_t>(
        std::count_if(shortfalls.begin(), shortfalls.end(), [](double lost) { return lost <= kGoodEnough; }));
    all += shortfalls.size();
    good += within;
    if (!shortfalls.empty()) {
      table.add({bench.suites[s].name, std::to_string(shortfalls.size()), share(within, shortfalls.size()),
                 fixed(quantile(shortfalls, 0.5), 4), fixed(quantile(shortfalls, 0.9), 4)});
    }
  }
  std::printf("\nBest found after %s against the best known of all runs (%s where it is not settled; the peers' too)\n",
              duration(kQuickS).c_str(), duration(bench.long_s).c_str());
  table.print(stdout);
  const double part = all == 0 ? 0 : static_cast<double>(good) / static_cast<double>(all);
  return {{"best after 150 ms within 0.01 of the best known", share(good, all), "80 %", "95 %",
           reached(part >= 0.80, part >= 0.95)}};
}

std::vector<Verdict> first_rows(Bench& bench) {
  std::vector<std::optional<double>> first_s(bench.cases.size());
  ingest::parallel_for(bench.cases.size(), bench.threads, [&](std::size_t i) {
    const Case& a_case = bench.cases[i];
    first_s[i] = time_to_first_route(bench, bench.network(a_case), a_case.start, a_case.hike_m);
  });
  Table table({"network", "with a route", "p50", "p95", "slowest"});
  for (std::size_t s = 0; s < bench.suites.size(); ++s) {
    std::vector<double> of_suite;
    for (std::size_t i = 0; i < bench.cases.size(); ++i) {
      if (bench.cases[i].suite == s && first_s[i]) {
        of_suite.push_back(*first_s[i]);
      }
    }
    if (!of_suite.empty()) {
      table.add({bench.suites[s].name, std::to_string(of_suite.size()), duration(quantile(of_suite, 0.5)),
                 duration(quantile(of_suite, 0.95)), duration(quantile(of_suite, 1))});
    }
  }
  std::printf(
      "\nFirst feasible route: the time of the smallest effort (1,000 steps, doubled until there is a route) that "
      "gives one, an upper bound\n");
  table.print(stdout);
  const std::vector<double> known = all_of(first_s);
  if (known.empty()) {
    return {{"first feasible route, p95", "no case has one", "50 ms", "10 ms", Verdict::Reached::not_measured}};
  }
  const double p95 = quantile(known, 0.95);
  return {{"first feasible route, native: p50, p95", duration(quantile(known, 0.5)) + ", " + duration(p95), "50 ms",
           "10 ms", reached(p95 <= 0.05, p95 <= 0.01)}};
}

}  // namespace loopgenie::bench
