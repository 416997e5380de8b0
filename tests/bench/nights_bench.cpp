// ./loopgenie bench nights: loops with nights on Andorra's walk network, beside the best staging of the loops that the
// trailhead has without nights.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "core/loop/search/solve.hpp"
#include "core/stage/staged_solver.hpp"
#include "tests/bench/solver/cpu_clock.hpp"
#include "tests/bench/solver/measure.hpp"
#include "tests/bench/solver/networks.hpp"
#include "tests/bench/solver/table.hpp"

namespace loopgenie::bench {
namespace {

struct Question {
  double hike_m;
  std::uint32_t nights;
};
constexpr std::array<Question, 5> kQuestions = {{{30'000, 1}, {45'000, 2}, {60'000, 2}, {80'000, 3}, {110'000, 4}}};
constexpr std::size_t kQuickStarts = 4;

struct Answer {
  std::optional<std::int64_t> loss_cdm;  // of the best route with its nights
  std::int64_t least_loss_cdm = 0;
  TrailheadStatus status = TrailheadStatus::none_found;
  double cpu_s = 0;
  double first_s = 0;                        // with the least effort that gives a route, by doubling
  std::optional<std::int64_t> own_loss_cdm;  // the best of the trailhead's own loops with their best nights
};

Query query_for(const Question& question, std::uint64_t effort) {
  Query query = query_of(question.hike_m);
  query.nights = question.nights;
  query.effort = effort;
  return query;
}

Answer ask(const Network& network, NodeIndex start, const Question& question, std::uint64_t effort) {
  Answer answer;
  const Query query = query_for(question, effort);
  StagedSolver solver(network, query);
  const CpuTimer timer;
  const TrailheadAnswer found = solver.solve(start);
  answer.cpu_s = timer.elapsed_s();
  answer.status = found.status;
  answer.least_loss_cdm = found.least_loss_cdm;
  if (!found.routes.empty()) {
    answer.loss_cdm = found.routes.front().loss.total_cdm();
  }
  Query one_day = query;
  one_day.nights.reset();
  for (const Route& loop : TrailheadSolver(network, one_day).solve(start).routes) {
    if (const std::optional<Route> staged = solver.stager().staged(loop, StagingDirection::better)) {
      answer.own_loss_cdm = std::min(answer.own_loss_cdm.value_or(kNoLoss), staged->loss.total_cdm());
    }
  }
  for (std::uint64_t steps = 20'000; answer.loss_cdm && steps <= effort; steps *= 2) {
    StagedSolver quick(network, query_for(question, steps));
    const CpuTimer quick_timer;
    const bool has_route = !quick.solve(start).routes.empty();
    answer.first_s = quick_timer.elapsed_s();
    if (has_route) {
      break;
    }
  }
  return answer;
}

std::string score(const std::optional<std::int64_t>& loss_cdm, const Question& question) {
  return loss_cdm ? fixed(score_of(*loss_cdm, question.hike_m), 4) : "–";
}

int run(int argc, char** argv) {
  std::string data;
  std::uint64_t effort = Query{}.effort;
  std::size_t starts = kStartCount;
  bool quick = false;
  bool detail = false;
  CLI::App app("Measures loops with nights on Andorra, beside the staged loops without.", "nights_bench");
  app.add_option("--data", data, "The folder of real data")->envname("LOOPGENIE_TEST_DATA")->required();
  app.add_option("--effort", effort, "Steps for each trailhead")->check(CLI::PositiveNumber);
  app.add_option("--starts", starts, "At most so many trailheads")->check(CLI::Range(std::size_t{1}, kStartCount));
  app.add_flag("--detail", detail, "Every case");
  app.add_flag("--quick", quick, "4 trailheads instead of 20");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const Result<Region> region = read_region("Andorra", data, "andorra-2025.osm.pbf", "N42E001.hgt.zip");
  if (!region) {
    std::fprintf(stderr, "error: %s\n", region.error().message.c_str());
    return 1;
  }
  std::vector<NodeIndex> nodes = draw_starts(region->walk, region->trailheads, kCaseSeed).nodes;
  nodes.resize(std::min({nodes.size(), starts, quick ? kQuickStarts : starts}));
  Table table({"question", "with a route", "better than own", "equal", "worse", "median gain", "settled", "median gap",
               "first p95", "median time", "all"});
  Table cases({"question", "start", "score", "own loops", "bound", "status", "time"});
  for (const Question& question : kQuestions) {
    const std::string name = fixed(question.hike_m / 1000, 0) + " km, " + std::to_string(question.nights);
    std::size_t with_route = 0;
    std::size_t better = 0;
    std::size_t equal = 0;
    std::size_t worse = 0;
    std::size_t settled = 0;
    std::vector<double> gains;
    std::vector<double> gaps;
    std::vector<double> first_s;
    std::vector<double> times_s;
    double all_s = 0;
    for (const NodeIndex start : nodes) {
      const Answer answer = ask(region->walk, start, question, effort);
      const std::int64_t own_cdm = answer.own_loss_cdm.value_or(kNoLoss);
      const std::int64_t loss_cdm = answer.loss_cdm.value_or(kNoLoss);
      const bool is_proved = answer.status == TrailheadStatus::optimal || answer.status == TrailheadStatus::none_exists;
      with_route += answer.loss_cdm ? 1U : 0U;
      better += loss_cdm < own_cdm ? 1U : 0U;
      equal += loss_cdm == own_cdm ? 1U : 0U;
      worse += loss_cdm > own_cdm ? 1U : 0U;
      if (answer.loss_cdm && answer.own_loss_cdm) {
        gains.push_back(score_of(loss_cdm, question.hike_m) - score_of(own_cdm, question.hike_m));
      }
      const double gap = is_proved ? 0
                         : answer.loss_cdm
                             ? score_of(answer.least_loss_cdm, question.hike_m) - score_of(loss_cdm, question.hike_m)
                             : 1;
      settled += gap <= kSettledGap ? 1U : 0U;
      if (gap > kSettledGap) {
        gaps.push_back(gap);
      }
      if (answer.loss_cdm) {
        first_s.push_back(answer.first_s);
      }
      times_s.push_back(answer.cpu_s);
      all_s += answer.cpu_s;
      cases.add({name, std::to_string(region->walk.node_id[start.value()].value()), score(answer.loss_cdm, question),
                 score(answer.own_loss_cdm, question), score(answer.least_loss_cdm, question),
                 std::string(to_string(answer.status)), duration(answer.cpu_s)});
    }
    table.add({name, share(with_route, nodes.size()), std::to_string(better), std::to_string(equal),
               std::to_string(worse), gains.empty() ? "–" : fixed(quantile(gains, 0.5), 4),
               share(settled, nodes.size()), gaps.empty() ? "–" : fixed(quantile(gaps, 0.5), 4),
               first_s.empty() ? "–" : duration(quantile(first_s, 0.95)), duration(quantile(times_s, 0.5)),
               duration(all_s)});
  }
  std::printf("Andorra, %zu trailheads, effort %llu; scores in points of 1, time on the processor\n", nodes.size(),
              static_cast<unsigned long long>(effort));
  table.print(stdout);
  if (detail) {
    cases.print(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace loopgenie::bench

int main(int argc, char** argv) {
  try {
    return loopgenie::bench::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
}
