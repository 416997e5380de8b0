// ./loopgenie bench nights: loops with nights on Andorra's walk network, beside the best staging of the loops that the
// trailhead has without nights.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "api/ingest/base/parallel.hpp"
#include "core/loop/search/solve.hpp"
#include "core/stage/staged_solver.hpp"
#include "tests/bench/solver/cpu_clock.hpp"
#include "tests/bench/solver/measure.hpp"
#include "tests/bench/solver/networks.hpp"
#include "tests/bench/solver/table.hpp"
#include "tests/bench/walks/signposted.hpp"
#include "tests/bench/walks/signposted_region.hpp"

namespace loopgenie::bench {
namespace {

struct Question {
  double hike_m;
  std::uint32_t nights;
};
constexpr std::array<Question, 5> kQuestions = {{{30'000, 1}, {45'000, 2}, {60'000, 2}, {80'000, 3}, {110'000, 4}}};
constexpr Question kOfAllTrailheads = kQuestions[1];
constexpr std::size_t kQuickStarts = 4;
constexpr double kCloseToBest = 0.01;
constexpr std::uint64_t kLeastEffort = 20'000;
constexpr std::int64_t kRoundTheCountry = 5'511'920;  // a relation
constexpr std::uint32_t kNightsRoundTheCountry = 5;
constexpr const char* kOsmFile = "andorra-2025.osm.pbf";
constexpr const char* kDemFile = "N42E001.hgt.zip";

struct Options {
  std::string data;
  std::uint64_t effort = Query{}.effort;
  double steps_per_s = 40e6;
  double short_s = 2;
  double long_s = 10;
  std::size_t starts = kStartCount;
  unsigned workers = 2;
  std::vector<std::string> only;
  bool quick = false;
  bool detail = false;

  [[nodiscard]] bool wants(const std::string& row) const {
    return only.empty() || std::find(only.begin(), only.end(), row) != only.end();
  }
  /// With which a trailhead takes at most so many seconds: it may take twice its effort.
  [[nodiscard]] std::uint64_t effort_of(double seconds) const {
    return static_cast<std::uint64_t>(steps_per_s * seconds / 2);
  }
};

std::string name_of(const Question& question) {
  return fixed(question.hike_m / 1000, 0) + " km, " + std::to_string(question.nights);
}

Query query_for(const Question& question, std::uint64_t effort) {
  Query query = query_of(question.hike_m);
  query.nights = question.nights;
  query.effort = effort;
  return query;
}

Run run_staged(StagedSolver& solver, NodeIndex start) {
  const CpuTimer timer;
  const TrailheadAnswer answer = solver.solve(start);
  Run run;
  run.cpu_s = timer.elapsed_s();
  run.status = answer.status;
  run.least_loss_cdm = answer.least_loss_cdm;
  run.steps = answer.steps;
  for (const Route& route : answer.routes) {
    run.loss_cdm = std::min(run.loss_cdm.value_or(kNoLoss), route.loss.total_cdm());
  }
  return run;
}

Run run_staged(const Network& network, NodeIndex start, const Query& query) {
  StagedSolver solver(network, query);
  return run_staged(solver, start);
}

struct Answer {
  Run usual;                                 // with the effort of a query
  Run brief;                                 // after short_s
  Run whole;                                 // after long_s
  double first_s = 0;                        // with the least effort that gives a route, by doubling
  std::optional<std::int64_t> own_loss_cdm;  // the best of the trailhead's own loops with their best nights
  std::optional<std::int64_t> best_known_cdm;
};

/// The least loss of the loops that the trailhead has without nights, with their best nights.
std::optional<std::int64_t> own_loss_cdm(const Network& network, Stager& stager, NodeIndex start, const Query& query) {
  Query one_day = query;
  one_day.nights.reset();
  std::optional<std::int64_t> least_cdm;
  for (const Route& loop : TrailheadSolver(network, one_day).solve(start).routes) {
    if (const std::optional<Route> staged = stager.staged(loop, StagingDirection::better)) {
      least_cdm = std::min(least_cdm.value_or(kNoLoss), staged->loss.total_cdm());
    }
  }
  return least_cdm;
}

Answer ask(const Network& network, NodeIndex start, const Question& question, const Options& options) {
  Answer answer;
  const Query query = query_for(question, options.effort);
  StagedSolver solver(network, query);
  answer.usual = run_staged(solver, start);
  answer.own_loss_cdm = own_loss_cdm(network, solver.stager(), start, query);
  answer.brief = run_staged(network, start, query_for(question, options.effort_of(options.short_s)));
  answer.whole = run_staged(network, start, query_for(question, options.effort_of(options.long_s)));
  for (const Run* run : {&answer.usual, &answer.brief, &answer.whole}) {
    if (run->loss_cdm) {
      answer.best_known_cdm = std::min(answer.best_known_cdm.value_or(kNoLoss), *run->loss_cdm);
    }
  }
  std::uint64_t steps = std::min(kLeastEffort, options.effort);
  while (answer.usual.loss_cdm) {
    const Run quick = run_staged(network, start, query_for(question, steps));
    answer.first_s = quick.cpu_s;
    if (quick.loss_cdm || steps == options.effort) {
      break;
    }
    steps = std::min(2 * steps, options.effort);
  }
  return answer;
}

std::string score(const std::optional<std::int64_t>& loss_cdm, const Question& question) {
  return loss_cdm ? fixed(score_of(*loss_cdm, question.hike_m), 4) : "–";
}

std::string median(const std::vector<double>& values) { return values.empty() ? "–" : fixed(quantile(values, 0.5), 4); }

void questions_rows(const Region& region, const std::vector<NodeIndex>& nodes, const Options& options) {
  Table table({"question", "with a route", "better than own", "equal", "worse", "median gain", "first p95",
               "close to the best known", "settled", "proved", "gap of the rest, median", "time: usual", "brief",
               "whole"});
  Table cases(
      {"question", "start", "usual", "own loops", "brief", "whole", "bound", "status", "first", "steps", "time"});
  for (const Question& question : kQuestions) {
    if (!options.wants(fixed(question.hike_m / 1000, 0))) {
      continue;
    }
    std::size_t with_route = 0, better = 0, equal = 0, worse = 0, close = 0, settled = 0, proved = 0;
    std::vector<double> gains, gaps, first_s, usual_s, brief_s, whole_s;
    for (const NodeIndex start : nodes) {
      const Answer answer = ask(region.walk, start, question, options);
      const std::int64_t own_cdm = answer.own_loss_cdm.value_or(kNoLoss);
      const std::int64_t usual_cdm = answer.usual.loss_cdm.value_or(kNoLoss);
      with_route += answer.usual.loss_cdm ? 1U : 0U;
      better += usual_cdm < own_cdm ? 1U : 0U;
      equal += usual_cdm == own_cdm ? 1U : 0U;
      worse += usual_cdm > own_cdm ? 1U : 0U;
      if (answer.usual.loss_cdm && answer.own_loss_cdm) {
        gains.push_back(score_of(usual_cdm, question.hike_m) - score_of(own_cdm, question.hike_m));
      }
      if (answer.usual.loss_cdm) {
        first_s.push_back(answer.first_s);
      }
      close += !answer.best_known_cdm ||
                       (answer.brief.loss_cdm && score_of(*answer.best_known_cdm, question.hike_m) -
                                                         score_of(*answer.brief.loss_cdm, question.hike_m) <=
                                                     kCloseToBest)
                   ? 1U
                   : 0U;
      proved += answer.whole.is_proved() ? 1U : 0U;
      if (is_settled(answer.whole, question.hike_m)) {
        ++settled;
      } else {
        gaps.push_back(gap(answer.whole, question.hike_m));
      }
      usual_s.push_back(answer.usual.cpu_s);
      brief_s.push_back(answer.brief.cpu_s);
      whole_s.push_back(answer.whole.cpu_s);
      cases.add(
          {name_of(question), std::to_string(region.walk.node_id[start.value()].value()),
           score(answer.usual.loss_cdm, question), score(answer.own_loss_cdm, question),
           score(answer.brief.loss_cdm, question), score(answer.whole.loss_cdm, question),
           answer.whole.status == TrailheadStatus::none_exists ? "–" : score(answer.whole.least_loss_cdm, question),
           std::string(to_string(answer.whole.status)), duration(answer.first_s),
           fixed(static_cast<double>(answer.whole.steps) / 1e6, 0) + " M", duration(answer.whole.cpu_s)});
    }
    table.add({name_of(question), share(with_route, nodes.size()), std::to_string(better), std::to_string(equal),
               std::to_string(worse), median(gains), first_s.empty() ? "–" : duration(quantile(first_s, 0.95)),
               share(close, nodes.size()), share(settled, nodes.size()), std::to_string(proved), median(gaps),
               duration(quantile(usual_s, 0.5)), duration(quantile(brief_s, 0.5)), duration(quantile(whole_s, 0.5))});
  }
  std::printf(
      "Andorra, %zu trailheads. Usual: effort %llu. Brief and whole: at most as many steps as take %.0f and %.0f s at "
      "%.0f million a second. Scores in points of 1, time on the processor (medians).\n",
      nodes.size(), static_cast<unsigned long long>(options.effort), options.short_s, options.long_s,
      options.steps_per_s / 1e6);
  table.print(stdout);
  if (options.detail) {
    cases.print(stdout);
  }
}

/// Every trailhead of the region, with the effort of a query.
void all_row(const Region& region, const Options& options) {
  std::vector<NodeIndex> nodes;
  for (const Trailhead& trailhead : region.trailheads) {
    if (const std::optional<NodeIndex> node = region.walk.find_node(trailhead.node)) {
      nodes.push_back(*node);
    }
  }
  nodes.resize(options.quick ? std::min(nodes.size(), kStartCount) : nodes.size());
  const Query query = query_for(kOfAllTrailheads, options.effort);
  std::vector<Run> runs(nodes.size());
  std::vector<std::optional<StagedSolver>> solvers(options.workers);
  const auto began = std::chrono::steady_clock::now();
  ingest::parallel_for(options.workers, options.workers, [&](std::size_t worker) {
    solvers[worker].emplace(region.walk, query);
    for (std::size_t i = worker; i < nodes.size(); i += options.workers) {
      runs[i] = run_staged(*solvers[worker], nodes[i]);
    }
  });
  const double wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::vector<double> worker_s(options.workers);
  std::size_t with_route = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    worker_s[i % options.workers] += runs[i].cpu_s;
    with_route += runs[i].loss_cdm ? 1U : 0U;
  }
  std::printf("%zu trailheads, %s, %u workers: %s, on the processor at most %s each; %zu have a plan\n", nodes.size(),
              name_of(kOfAllTrailheads).c_str(), options.workers, duration(wall_s).c_str(),
              duration(*std::max_element(worker_s.begin(), worker_s.end())).c_str(), with_route);
}

/// The way round the country as people signpost it, without its nights, beside ours with them.
Result<void> signposted_row(const Options& options) {
  const Result<SignpostedRegion> read =
      read_signposted_region("Andorra", options.data, kOsmFile, kDemFile, 2'000, 200'000);
  if (!read) {
    return tl::unexpected(read.error());
  }
  Network unmarked = read->region.walk;
  const SignpostedWalks found = signposted_walks(read->relations, unmarked, 2'000, 200'000);
  const auto walk = std::find_if(found.walks.begin(), found.walks.end(),
                                 [](const Signposted& w) { return w.relation == kRoundTheCountry; });
  if (walk == found.walks.end()) {
    std::printf("relation %lld makes no closed walk\n", static_cast<long long>(kRoundTheCountry));
    return {};
  }
  set_markings(unmarked, read->relations.marked_ways(kRoundTheCountry));
  std::vector<NodeIndex> trailheads;
  for (const Trailhead& trailhead : read->region.trailheads) {
    if (const std::optional<NodeIndex> node = unmarked.find_node(trailhead.node)) {
      trailheads.push_back(*node);
    }
  }
  const Comparison theirs = compare(unmarked, trailheads, *walk, options.effort_of(options.short_s));
  const double hike_m = static_cast<double>(length_dm(unmarked, theirs.their_walk)) / 10;
  Query query = query_for({hike_m, kNightsRoundTheCountry}, options.effort_of(options.short_s));
  for (const RouteStep& step : theirs.their_walk) {
    query.max_sac_scale = std::max(query.max_sac_scale, unmarked.attributes[step.edge.value()].sac_scale);
  }
  const Run ours = run_staged(unmarked, theirs.start, query);
  std::printf("relation %lld, %.1f km: theirs without nights %.4f; ours with %u nights %s, at most %.4f; %s\n",
              static_cast<long long>(kRoundTheCountry), hike_m / 1000, theirs.their_score, kNightsRoundTheCountry,
              score(ours.loss_cdm, {hike_m, kNightsRoundTheCountry}).c_str(), score_of(ours.least_loss_cdm, hike_m),
              duration(ours.cpu_s).c_str());
  return {};
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app("Measures loops with nights on Andorra, beside the staged loops without.", "nights_bench");
  app.add_option("--data", options.data, "The folder of real data")->envname("LOOPGENIE_TEST_DATA")->required();
  app.add_option("--effort", options.effort, "Steps for each trailhead")->check(CLI::PositiveNumber);
  app.add_option("--steps-per-second", options.steps_per_s, "So many steps stand for a second")
      ->check(CLI::PositiveNumber);
  app.add_option("--starts", options.starts, "At most so many trailheads")
      ->check(CLI::Range(std::size_t{1}, kStartCount));
  app.add_option("--workers", options.workers, "For all trailheads")->check(CLI::Range(1, 64));
  app.add_option("--only", options.only, "Only these rows: a length in km, all or signposted")
      ->check(CLI::IsMember(std::set<std::string>{"30", "45", "60", "80", "110", "all", "signposted"}));
  app.add_flag("--detail", options.detail, "Every case");
  app.add_flag("--quick", options.quick, "4 trailheads instead of 20, 20 instead of all, a tenth of the steps");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (options.quick) {
    options.steps_per_s /= 10;
  }
  const Result<Region> region = read_region("Andorra", options.data, kOsmFile, kDemFile);
  if (!region) {
    std::fprintf(stderr, "error: %s\n", region.error().message.c_str());
    return 1;
  }
  std::vector<NodeIndex> nodes = draw_starts(region->walk, region->trailheads, kCaseSeed).nodes;
  nodes.resize(std::min({nodes.size(), options.starts, options.quick ? kQuickStarts : options.starts}));
  questions_rows(*region, nodes, options);
  if (options.wants("all")) {
    all_row(*region, options);
  }
  if (options.wants("signposted")) {
    if (const Result<void> done = signposted_row(options); !done) {
      std::fprintf(stderr, "error: %s\n", done.error().message.c_str());
      return 1;
    }
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
