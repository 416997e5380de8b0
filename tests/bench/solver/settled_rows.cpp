#include <algorithm>

#include "api/ingest/base/parallel.hpp"
#include "core/export/document/plan.hpp"
#include "tests/bench/solver/rows.hpp"

namespace loopgenie::bench {
namespace {

struct Summary {
  std::size_t cases = 0;
  std::size_t settled = 0;
  std::size_t proved = 0;
  std::size_t none_exists = 0;
  std::size_t none_found = 0;
  std::vector<double> open_gaps;
  std::vector<double> cpu_s;
  std::vector<double> wall_s;
  std::size_t peak_bytes = 0;

  void add(const Run& run, double hike_m) {
    ++cases;
    settled += is_settled(run, hike_m) ? 1U : 0U;
    proved += run.is_proved() ? 1U : 0U;
    none_exists += run.status == TrailheadStatus::none_exists ? 1U : 0U;
    none_found += run.status == TrailheadStatus::none_found ? 1U : 0U;
    if (!is_settled(run, hike_m)) {
      open_gaps.push_back(gap(run, hike_m));
    }
    cpu_s.push_back(run.cpu_s);
    wall_s.push_back(run.wall_s);
    peak_bytes = std::max(peak_bytes, run.peak_bytes);
  }
  [[nodiscard]] double settled_share() const { return static_cast<double>(settled) / static_cast<double>(cases); }
  [[nodiscard]] double proved_share() const { return static_cast<double>(proved) / static_cast<double>(cases); }
  /// The share of the open gaps that are at most so large.
  [[nodiscard]] double gap_share(double limit) const {
    const auto small = std::count_if(open_gaps.begin(), open_gaps.end(), [&](double g) { return g <= limit; });
    return open_gaps.empty() ? 1 : static_cast<double>(small) / static_cast<double>(open_gaps.size());
  }
  [[nodiscard]] std::string median_gap() const { return open_gaps.empty() ? "–" : fixed(quantile(open_gaps, 0.5), 4); }
  [[nodiscard]] std::vector<std::string> cells(const std::string& network, const std::string& length) const {
    return {network,
            length,
            std::to_string(cases),
            share(settled, cases),
            share(proved, cases),
            std::to_string(none_exists),
            std::to_string(none_found),
            median_gap(),
            open_gaps.empty() ? "–" : fixed(quantile(open_gaps, 0.9), 4),
            duration(quantile(cpu_s, 0.5)),
            duration(quantile(cpu_s, 0.95)),
            duration(quantile(wall_s, 0.5)),
            megabytes(peak_bytes)};
  }
};

void print_detail(const Bench& bench) {
  Table table({"network", "start", "km", "status", "score", "bound", "gap", "steps", "cpu", "wall", "heap"}, 4);
  for (std::size_t i = 0; i < bench.cases.size(); ++i) {
    const Case& a_case = bench.cases[i];
    const Run& run = bench.settled[i];
    const bool none = run.status == TrailheadStatus::none_exists;
    table.add({bench.suites[a_case.suite].name,
               std::to_string(bench.network(a_case).node_id[a_case.start.value()].value()),
               fixed(a_case.hike_m / 1000, 0), std::string(to_string(run.status)),
               run.loss_cdm ? fixed(score_of(*run.loss_cdm, a_case.hike_m), 4) : "–",
               none ? "–" : fixed(score_of(run.least_loss_cdm, a_case.hike_m), 4), fixed(gap(run, a_case.hike_m), 4),
               std::to_string(run.steps), duration(run.cpu_s), duration(run.wall_s), megabytes(run.peak_bytes)});
  }
  table.print(stdout);
}

std::vector<Verdict> verdicts_of(const Bench& bench, const std::vector<Summary>& by_suite) {
  std::vector<Verdict> verdicts;
  for (std::size_t s = 0; s < by_suite.size(); ++s) {
    const Summary& all = by_suite[s];
    if (all.cases == 0) {
      continue;
    }
    const std::string name = bench.suites[s].name;
    const std::string measured = "settled " + share(all.settled, all.cases) + ", proved " +
                                 share(all.proved, all.cases) + ", median gap of the rest " + all.median_gap();
    if (name == "Andorra trails") {
      verdicts.push_back({name + ": settled within " + duration(bench.settle_s), measured, "97 %, proved 92 %",
                          "100 %, proved 99 %",
                          reached(all.settled_share() >= 0.97 && all.proved_share() >= 0.92,
                                  all.settled_share() >= 1 && all.proved_share() >= 0.99)});
    } else if (name == "Andorra walk") {
      verdicts.push_back({name + ": settled", measured, "80 %", "97 %",
                          reached(all.settled_share() >= 0.80, all.settled_share() >= 0.97)});
    } else if (name == "Heidelberg trails") {
      verdicts.push_back({name + ": settled",
                          measured + ", of them ≤ 0.02 " + fixed(100 * all.gap_share(0.02), 0) + " %",
                          "30 %, median gap ≤ 0.12", "60 %, gap ≤ 0.02 on 9 of 10",
                          reached(all.settled_share() >= 0.30 && all.gap_share(0.12) >= 0.5,
                                  all.settled_share() >= 0.60 && all.gap_share(0.02) >= 0.9)});
    } else {
      verdicts.push_back({name + ": settled", measured, "–", "–", Verdict::Reached::reported});
    }
  }
  return verdicts;
}

}  // namespace

std::vector<Verdict> settled_rows(Bench& bench) {
  bench.settled.resize(bench.cases.size());
  ingest::parallel_for(bench.cases.size(), bench.threads, [&](std::size_t i) {
    const Case& a_case = bench.cases[i];
    bench.settled[i] = run_solver(bench.network(a_case), a_case.start, a_case.hike_m, bench.limit(bench.settle_s));
  });
  std::vector<Summary> by_suite(bench.suites.size());
  std::size_t wrong = 0;
  std::size_t peak_bytes = 0;
  Table table({"network", "km", "cases", "settled", "proved", "none", "none found", "gap p50", "gap p90", "cpu p50",
               "cpu p95", "wall p50", "heap max"});
  for (std::size_t s = 0; s < bench.suites.size(); ++s) {
    for (const double hike_m : kLengthsM) {
      Summary of_length;
      for (std::size_t i = 0; i < bench.cases.size(); ++i) {
        if (bench.cases[i].suite == s && bench.cases[i].hike_m == hike_m) {
          of_length.add(bench.settled[i], hike_m);
          by_suite[s].add(bench.settled[i], hike_m);
        }
      }
      if (of_length.cases > 0) {
        table.add(of_length.cells(bench.suites[s].name, fixed(hike_m / 1000, 0)));
      }
    }
    if (by_suite[s].cases > 0) {
      table.add(by_suite[s].cells(bench.suites[s].name, "all"));
    }
    peak_bytes = std::max(peak_bytes, by_suite[s].peak_bytes);
  }
  std::printf("\nSettled within %s on one thread (proved, or bound − best ≤ %.3f); the gaps are those of the rest\n",
              duration(bench.settle_s).c_str(), kSettledGap);
  table.print(stdout);
  if (bench.detail) {
    print_detail(bench);
  }
  for (std::size_t i = 0; i < bench.cases.size(); ++i) {
    bench.cases[i].note(bench.settled[i].loss_cdm);
    if (!bench.settled[i].wrong.empty()) {
      ++wrong;
      std::printf("  WRONG: %s, start %lld, %.0f km: %s\n", bench.suites[bench.cases[i].suite].name.c_str(),
                  static_cast<long long>(bench.network(bench.cases[i]).node_id[bench.cases[i].start.value()].value()),
                  bench.cases[i].hike_m / 1000, bench.settled[i].wrong.c_str());
    }
  }
  std::vector<Verdict> verdicts = verdicts_of(bench, by_suite);
  verdicts.push_back({"every best route checked from the definition", share(wrong, bench.cases.size()) + " wrong",
                      "0 wrong", "0 wrong", reached(wrong == 0, wrong == 0)});
  verdicts.push_back({"memory of one search (native heap)", megabytes(peak_bytes), "256 MB", "64 MB",
                      reached(peak_bytes <= 256'000'000, peak_bytes <= 64'000'000)});
  return verdicts;
}

}  // namespace loopgenie::bench
