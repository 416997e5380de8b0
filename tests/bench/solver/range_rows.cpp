#include <algorithm>

#include "api/ingest/base/parallel.hpp"
#include "core/base/random.hpp"
#include "tests/bench/solver/cpu_clock.hpp"
#include "tests/bench/solver/rows.hpp"

namespace loopgenie::bench {
namespace {

constexpr double kHikeM = 25'000;
constexpr std::size_t kPlaces = 20;
constexpr double kEverywhereM = 200'000;

struct RangeRun {
  std::string error;
  std::size_t trailheads = 0;
  std::size_t considered = 0;
  std::size_t statuses[4] = {};  // by TrailheadStatus
  std::int64_t bound_e4 = 0;
  std::int64_t best_e4 = 0;
  std::size_t loops = 0;
  double considered_s = 0;  // on the processor
  double cpu_s = 0;         // with the proofs

  [[nodiscard]] bool is_whole() const { return considered == trailheads; }
  /// In score points; of trailheads not considered nothing is known, so that only a whole run has one.
  [[nodiscard]] double gap() const {
    return is_whole() && loops > 0 ? static_cast<double>(bound_e4 - best_e4) / 10'000 : 1;
  }
};

/// From the planner's start to the last trailhead's status and the last proof, or until so much time on the processor
/// is used.
RangeRun run_range(const Region& region, Point at, double drive_m, double cpu_s) {
  Query query = query_of(kHikeM);
  query.at = at;
  query.drive_m = drive_m;
  RangeRun run;
  Result<Planner> planner = region.planner(query);
  if (!planner) {
    run.error = planner.error().message;
    return run;
  }
  const CpuTimer timer;
  Result<PlanRun> plan_run = planner->start(query);
  if (!plan_run) {
    run.error = plan_run.error().message;
    return run;
  }
  while (!plan_run->is_done() && timer.elapsed_s() < cpu_s) {
    const bool was_considering = !plan_run->all_considered();
    plan_run->step();
    if (was_considering) {
      run.considered_s = timer.elapsed_s();
    }
  }
  const Plan plan = plan_run->current();
  run.cpu_s = timer.elapsed_s();
  run.trailheads = plan_run->candidate_count();
  run.considered = plan_run->solved_count();
  for (const PlanTrailhead& trailhead : plan.trailheads) {
    ++run.statuses[static_cast<std::size_t>(trailhead.status)];
  }
  run.loops = plan.loops.size();
  run.bound_e4 = plan.range_bound_e4.value_or(0);
  for (const PlanTrailhead& trailhead : plan.trailheads) {
    run.best_e4 = std::max(run.best_e4, trailhead.best_score_e4.value_or(0));
  }
  return run;
}

}  // namespace

std::vector<Verdict> range_rows(Bench& bench) {
  const Region& andorra = bench.regions.front();
  Random random(kCaseSeed);
  std::vector<Point> places;
  for (std::size_t i = 0; i < kPlaces; ++i) {
    places.push_back(andorra.trailheads[random.below(static_cast<std::uint32_t>(andorra.trailheads.size()))].point);
  }
  std::vector<RangeRun> runs(places.size());
  ingest::parallel_for(bench.range_places, bench.threads,
                       [&](std::size_t i) { runs[i] = run_range(andorra, places[i], kDefaultDriveM, bench.range_s); });
  runs.resize(bench.range_places);
  Table table({"place", "trailheads", "considered", "optimal", "bounded", "none", "none found", "best", "range bound",
               "gap", "considered", "proved"},
              1);
  std::size_t proved = 0;
  std::size_t in_time = 0;
  std::vector<double> times_s;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const RangeRun& run = runs[i];
    if (!run.error.empty()) {
      return {
          {"proved best of the whole range", run.error, "reported", "95 % within 5 s", Verdict::Reached::not_measured}};
    }
    proved += run.gap() <= kSettledGap ? 1U : 0U;
    in_time += run.gap() <= kSettledGap && run.cpu_s <= 5 ? 1U : 0U;
    times_s.push_back(run.cpu_s);
    table.add({fixed(places[i].lat(), 4) + ", " + fixed(places[i].lon(), 4), std::to_string(run.trailheads),
               std::to_string(run.considered), std::to_string(run.statuses[0]), std::to_string(run.statuses[1]),
               std::to_string(run.statuses[2]), std::to_string(run.statuses[3]),
               fixed(static_cast<double>(run.best_e4) / 10'000, 4),
               run.is_whole() ? fixed(static_cast<double>(run.bound_e4) / 10'000, 4) : "–", fixed(run.gap(), 4),
               duration(run.considered_s), duration(run.cpu_s)});
  }
  std::printf(
      "\n25 km queries over Andorra, a drive of %.0f km, default effort, at most %s each (a gap of 1 means: not all "
      "trailheads were considered by then, or no loop)\n",
      kDefaultDriveM / 1000, duration(bench.range_s).c_str());
  table.print(stdout);

  // Beyond the time of the rows above, so that it is seen how long all of it takes.
  const RangeRun all = run_range(andorra, places.front(), kEverywhereM, 10 * bench.range_s);
  std::vector<Verdict> verdicts;
  const double part = static_cast<double>(in_time) / static_cast<double>(runs.size());
  verdicts.push_back({"proved best of the whole range (bound − first ≤ 0.005)",
                      share(proved, runs.size()) + ", within 5 s " + std::to_string(in_time) + "; median time " +
                          duration(quantile(times_s, 0.5)),
                      "reported", "95 % within 5 s",
                      part >= 0.95 ? Verdict::Reached::goal : Verdict::Reached::reported});
  const bool is_done = all.error.empty() && all.is_whole();
  verdicts.push_back({"one 25 km query over all trailheads of Andorra",
                      all.error.empty() ? duration(all.considered_s) + " for " + std::to_string(all.considered) +
                                              " of " + std::to_string(all.trailheads) + " trailheads, and gap " +
                                              fixed(all.gap(), 4) + " after " + duration(all.cpu_s)
                                        : all.error,
                      "20 s", "3 s", reached(is_done && all.considered_s <= 20, is_done && all.considered_s <= 3)});
  return verdicts;
}

}  // namespace loopgenie::bench
