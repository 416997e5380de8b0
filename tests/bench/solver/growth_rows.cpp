#include <algorithm>
#include <array>
#include <numeric>

#include "api/ingest/base/parallel.hpp"
#include "core/loop/search/solve.hpp"
#include "tests/bench/solver/cpu_clock.hpp"
#include "tests/bench/solver/heap_meter.hpp"
#include "tests/bench/solver/rows.hpp"

namespace loopgenie::bench {
namespace {

constexpr std::array<double, 8> kGrowthLengthsM = {8'000, 15'000, 25'000, 40'000, 60'000, 80'000, 100'000, 120'000};
constexpr std::size_t kGrowthStarts = 4;

/// Time and memory of a few trailheads, and of preparing the network for the query.
struct Growth {
  double prepare_s = 0;
  std::size_t prepare_bytes = 0;
  std::vector<double> solve_s;
  std::size_t solve_bytes = 0;
  std::size_t settled = 0;
};

Growth measure(const Bench& bench, const Network& network, const std::vector<NodeIndex>& starts, double hike_m) {
  Growth growth;
  {
    const Query query = query_of(hike_m);
    const HeapMeter heap;
    const CpuTimer timer;
    const TrailheadSolver solver(network, query);
    growth.prepare_s = timer.elapsed_s();
    growth.prepare_bytes = heap.peak_bytes();
  }
  for (const NodeIndex start : starts) {
    const Run run = run_solver(network, start, hike_m, bench.limit(bench.settle_s));
    growth.solve_s.push_back(run.cpu_s);
    growth.solve_bytes = std::max(growth.solve_bytes, run.peak_bytes);
    growth.settled += is_settled(run, hike_m) ? 1U : 0U;
  }
  return growth;
}

std::vector<std::string> cells(const std::string& what, const Growth& growth) {
  return {what,
          duration(growth.prepare_s),
          megabytes(growth.prepare_bytes),
          duration(quantile(growth.solve_s, 0.5)),
          duration(quantile(growth.solve_s, 1)),
          megabytes(growth.solve_bytes),
          share(growth.settled, growth.solve_s.size())};
}

const std::vector<std::string> kHeader = {"",           "prepare",  "prepare heap", "search p50",
                                          "search max", "heap max", "settled"};

}  // namespace

std::vector<Verdict> growth_rows(Bench& bench) {
  const Region& andorra = bench.regions.front();
  std::vector<NodeIndex> starts = draw_starts(andorra.walk, andorra.trailheads, kCaseSeed).nodes;
  starts.resize(std::min(starts.size(), kGrowthStarts));
  std::vector<Growth> by_length(kGrowthLengthsM.size());
  ingest::parallel_for(by_length.size(), bench.threads,
                       [&](std::size_t i) { by_length[i] = measure(bench, andorra.walk, starts, kGrowthLengthsM[i]); });
  Table lengths(kHeader);
  for (std::size_t i = 0; i < by_length.size(); ++i) {
    lengths.add(cells(fixed(kGrowthLengthsM[i] / 1000, 0) + " km", by_length[i]));
  }
  std::printf("\nGrowth with the wanted length, Andorra walk, %zu starts, at most %s each\n", starts.size(),
              duration(bench.settle_s).c_str());
  lengths.print(stdout);

  Table regions(kHeader);
  std::vector<Growth> by_region;
  for (const std::uint32_t copies : {1U, 4U, 16U, 64U}) {
    const Network network = tiled(andorra.walk, copies);
    by_region.push_back(measure(bench, network, starts, 8'000));
    regions.add(cells(std::to_string(copies) + " × Andorra", by_region.back()));
  }
  std::printf("\nGrowth with the region, the same starts at 8 km in as many copies of Andorra\n");
  regions.print(stdout);
  const auto sum = [](const std::vector<double>& times) { return std::accumulate(times.begin(), times.end(), 0.0); };
  const double slower = sum(by_region.back().solve_s) / sum(by_region.front().solve_s);
  return {{"growth: search with 64 × the region loaded",
           fixed(slower, 2) + "× the time, " + megabytes(by_region.back().solve_bytes) + " against " +
               megabytes(by_region.front().solve_bytes),
           "a table; bounded by what is in reach", "–", Verdict::Reached::reported}};
}

std::vector<Verdict> determinism_rows(Bench& bench) {
  const std::uint64_t effort = 300'000;
  std::size_t runs = 0;
  std::vector<std::string> differences;
  const auto is_same = [](const TrailheadAnswer& a, const TrailheadAnswer& b) {
    if (a.status != b.status || a.least_loss_cdm != b.least_loss_cdm || a.routes.size() != b.routes.size() ||
        a.steps != b.steps) {
      return false;
    }
    for (std::size_t i = 0; i < a.routes.size(); ++i) {
      if (a.routes[i].steps != b.routes[i].steps) {
        return false;
      }
    }
    return true;
  };
  for (const Region& region : bench.regions) {
    const Result<Network> shuffled = stitched_in_random_order(region, kCaseSeed);
    if (!shuffled) {
      differences.push_back(shuffled.error().message);
      continue;
    }
    const std::vector<NodeIndex> starts = draw_starts(region.walk, region.trailheads, kCaseSeed).nodes;
    for (const double hike_m : {8'000.0, 25'000.0}) {
      Query query = query_of(hike_m);
      query.effort = effort;
      std::vector<TrailheadAnswer> first(starts.size());
      TrailheadSolver one_after_another(region.walk, query);
      for (std::size_t i = 0; i < starts.size(); ++i) {
        first[i] = one_after_another.solve(starts[i]);
      }
      std::vector<TrailheadAnswer> again(starts.size());
      ingest::parallel_for(starts.size(), 2, [&](std::size_t i) {  // one solver each, on two threads
        again[i] = TrailheadSolver(region.walk, query).solve(starts[i]);
      });
      TrailheadSolver of_shuffled(*shuffled, query);
      for (std::size_t i = starts.size(); i-- > 0;) {  // the other tiles' order, the other order of trailheads
        const auto start = shuffled->find_node(region.walk.node_id[starts[i].value()]);
        const bool same = start && is_same(first[i], of_shuffled.solve(*start)) && is_same(first[i], again[i]);
        ++runs;
        if (!same) {
          differences.push_back(region.name + ", start " +
                                std::to_string(region.walk.node_id[starts[i].value()].value()) + ", " +
                                fixed(hike_m / 1000, 0) + " km");
        }
      }
    }
  }
  for (const std::string& difference : differences) {
    std::printf("  DIFFERENT: %s\n", difference.c_str());
  }
  return {{"deterministic: one solver or many, one thread or two, any order of tiles and trailheads",
           std::to_string(differences.size()) + " of " + std::to_string(runs) + " answers differ", "always", "always",
           reached(differences.empty(), differences.empty())}};
}

}  // namespace loopgenie::bench
