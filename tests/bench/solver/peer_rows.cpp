#include <algorithm>
#include <cmath>

#include "api/ingest/base/parallel.hpp"
#include "tests/bench/solver/circle_waypoints.hpp"
#include "tests/bench/solver/cpu_clock.hpp"
#include "tests/bench/solver/double_path.hpp"
#include "tests/bench/solver/first_loop_genie.hpp"
#include "tests/bench/solver/rows.hpp"
#include "tests/support/brute_force.hpp"

namespace loopgenie::bench {
namespace {

constexpr double kAllS = 0.15;           // every case
constexpr double kLongLengthM = 25'000;  // and the cases of this length with the whole time of a trailhead
constexpr double kMilpS = 10;
constexpr std::size_t kMilpStarts = 2;  // per network

using Search = PeerAnswer (*)(const PeerSpace&, std::uint64_t, const PeerStop&);
struct Peer {
  const char* name;
  Search search;
};
constexpr Peer kPeers[] = {{"double path + local search", search_double_paths}, {"circle waypoints", search_circles}};

struct PeerRun {
  PeerAnswer answer;
  std::string wrong;
};

PeerRun run_peer(const Peer& peer, const Network& network, const Case& a_case, double cpu_s) {
  const Query query = query_of(a_case.hike_m);
  const CpuTimer timer;
  const PeerSpace space(network, query, a_case.start);
  PeerRun run{peer.search(space, kCaseSeed, [&] { return timer.elapsed_s() >= cpu_s; }), ""};
  if (run.answer.best) {
    run.wrong = test::what_is_wrong(network, query, a_case.start, *run.answer.best);
  }
  return run;
}

struct Comparison {
  std::size_t better = 0;  // ours
  std::size_t equal = 0;
  std::size_t worse = 0;
  std::size_t neither = 0;
  std::size_t only_ours = 0;
  std::size_t only_theirs = 0;
  double difference_sum = 0;  // our score − theirs, where both have a route
  double worst_difference = 0;
  std::vector<double> length_errors;

  void add(const std::optional<std::int64_t>& ours, const PeerAnswer& theirs, double hike_m) {
    length_errors.push_back(theirs.least_length_error);
    if (!ours && !theirs.best) {
      ++neither;
    } else if (!theirs.best) {
      ++only_ours;
      ++better;
    } else if (!ours) {
      ++only_theirs;
      ++worse;
    } else {
      const double difference = score_of(*ours, hike_m) - score_of(theirs.best->loss.total_cdm(), hike_m);
      difference_sum += difference;
      worst_difference = std::min(worst_difference, difference);
      ++(difference > 0 ? better : difference < 0 ? worse : equal);
    }
  }
  [[nodiscard]] std::vector<std::string> cells(const std::string& network, const std::string& peer,
                                               const std::string& time) const {
    const std::size_t both = better + worse + equal - only_ours - only_theirs;
    return {network,
            peer,
            time,
            std::to_string(better),
            std::to_string(equal),
            std::to_string(worse),
            std::to_string(only_ours),
            std::to_string(only_theirs),
            std::to_string(neither),
            both == 0 ? "–" : fixed(difference_sum / static_cast<double>(both), 4),
            fixed(worst_difference, 4),
            length_errors.empty() ? "–" : fixed(100 * quantile(length_errors, 0.5), 1) + " %"};
  }
};

/// Runs us and the peers on the cases for which `cpu_s` is wanted; adds lines to the table and sums up per peer.
void compare(Bench& bench, double cpu_s, const std::vector<std::size_t>& cases, Table& table,
             std::vector<Comparison>& all, std::size_t& wrong) {
  std::vector<Run> ours(cases.size());
  std::vector<std::vector<PeerRun>> theirs(cases.size());
  ingest::parallel_for(cases.size(), bench.threads, [&](std::size_t i) {
    const Case& a_case = bench.cases[cases[i]];
    ours[i] = run_solver_for(bench.network(a_case), a_case.start, a_case.hike_m, cpu_s, bench.steps_per_s);
    for (const Peer& peer : kPeers) {
      theirs[i].push_back(run_peer(peer, bench.network(a_case), a_case, cpu_s));
    }
  });
  for (std::size_t p = 0; p < std::size(kPeers); ++p) {
    for (std::size_t s = 0; s < bench.suites.size(); ++s) {
      Comparison of_suite;
      for (std::size_t i = 0; i < cases.size(); ++i) {
        Case& a_case = bench.cases[cases[i]];
        if (a_case.suite != s) {
          continue;
        }
        const PeerRun& run = theirs[i][p];
        of_suite.add(ours[i].loss_cdm, run.answer, a_case.hike_m);
        all[p].add(ours[i].loss_cdm, run.answer, a_case.hike_m);
        a_case.note(ours[i].loss_cdm);
        if (!run.wrong.empty()) {
          ++wrong;
          std::printf("  WRONG: %s on %s: %s\n", kPeers[p].name, bench.suites[s].name.c_str(), run.wrong.c_str());
        } else if (run.answer.best) {
          a_case.note(run.answer.best->loss.total_cdm());
        }
        if (bench.detail) {
          std::printf(
              "  %s, start %lld, %.0f km, %s: ours %s (%.2f s, %.1f million steps), %s %s\n",
              bench.suites[s].name.c_str(),
              static_cast<long long>(bench.network(a_case).node_id[a_case.start.value()].value()), a_case.hike_m / 1000,
              duration(cpu_s).c_str(),
              ours[i].loss_cdm ? fixed(score_of(*ours[i].loss_cdm, a_case.hike_m), 4).c_str() : "–", ours[i].cpu_s,
              static_cast<double>(ours[i].steps) / 1e6, kPeers[p].name,
              run.answer.best ? fixed(score_of(run.answer.best->loss.total_cdm(), a_case.hike_m), 4).c_str() : "–");
        }
      }
      table.add(of_suite.cells(bench.suites[s].name, kPeers[p].name, duration(cpu_s)));
    }
  }
}

}  // namespace

std::vector<Verdict> peer_rows(Bench& bench) {
  std::vector<std::size_t> every;
  std::vector<std::size_t> of_one_length;
  for (std::size_t i = 0; i < bench.cases.size(); ++i) {
    every.push_back(i);
    if (bench.cases[i].hike_m == kLongLengthM) {
      of_one_length.push_back(i);
    }
  }
  Table table({"network", "peer", "time each", "we better", "equal", "worse", "only ours", "only theirs", "neither",
               "mean difference", "worst", "their length error p50"},
              2);
  std::vector<Comparison> all(std::size(kPeers));
  std::size_t wrong = 0;
  std::printf(
      "\nPeers on the same graphs with the same time on the processor, by our score (only ours: counted as better; "
      "their length error: the least of any walk they made)\n");
  compare(bench, kAllS, every, table, all, wrong);
  compare(bench, bench.settle_s, of_one_length, table, all, wrong);
  table.print(stdout);
  std::vector<Verdict> verdicts;
  for (std::size_t p = 0; p < std::size(kPeers); ++p) {
    const std::size_t both = all[p].better + all[p].worse + all[p].equal - all[p].only_ours - all[p].only_theirs;
    verdicts.push_back({std::string("peer at equal time: ") + kPeers[p].name,
                        "better " + std::to_string(all[p].better) + ", equal " + std::to_string(all[p].equal) +
                            ", worse " + std::to_string(all[p].worse) + ", mean difference " +
                            (both == 0 ? "–" : fixed(all[p].difference_sum / static_cast<double>(both), 4)),
                        "never worse", "–", reached(all[p].worse == 0, false)});
  }
  verdicts.push_back({"the peers' routes checked from the definition", std::to_string(wrong) + " wrong", "0 wrong",
                      "0 wrong", reached(wrong == 0, wrong == 0)});
  return verdicts;
}

std::vector<Verdict> milp_rows(Bench& bench) {
  Table table({"network", "edges at a node", "CBC says", "km", "edges", "pieces", "open", "one loop from start",
               "CBC time", "our score", "our time", "our first route", "times sooner"},
              3);
  std::vector<double> ratios;
  std::size_t valid = 0;
  std::size_t runs = 0;
  for (const Suite& suite : bench.suites) {
    for (std::size_t i = 0; i < std::min(kMilpStarts, suite.starts.nodes.size()); ++i) {
      for (const double hike_m : {15'000.0, 25'000.0}) {
        const NodeIndex start = suite.starts.nodes[i];
        const Run ours = run_solver(*suite.network, start, hike_m, bench.limit(bench.settle_s));
        const std::optional<double> first_s = time_to_first_route(bench, *suite.network, start, hike_m);
        for (const MilpModel model : {MilpModel::at_most_two, MilpModel::two_or_none}) {
          const Result<MilpAnswer> milp = solve_by_milp(*suite.network, start, hike_m, model, kMilpS);
          if (!milp) {
            return {{"the first Loop Genie's MILP through CBC", milp.error().message, "reported", "≥ 50× faster",
                     Verdict::Reached::not_measured}};
          }
          ++runs;
          valid += milp->is_loop_from_start ? 1U : 0U;
          if (first_s) {
            ratios.push_back(milp->cpu_s / *first_s);
          }
          table.add({suite.name, model == MilpModel::at_most_two ? "≤ 2" : "0 or 2", milp->status,
                     fixed(hike_m / 1000, 0), std::to_string(milp->edge_count),
                     milp->has_solution ? std::to_string(milp->pieces) : "–",
                     milp->has_solution ? std::to_string(milp->open_paths) : "–",
                     milp->is_loop_from_start ? "yes" : "no", duration(milp->cpu_s),
                     ours.loss_cdm ? fixed(score_of(*ours.loss_cdm, hike_m), 4) : "–", duration(ours.cpu_s),
                     first_s ? duration(*first_s) : "–", first_s ? fixed(milp->cpu_s / *first_s, 0) : "–"});
        }
      }
    }
  }
  std::printf("\nThe first Loop Genie's integer program, through CBC with at most %.0f s\n", kMilpS);
  table.print(stdout);
  if (ratios.empty()) {
    return {{"the first Loop Genie's MILP through CBC", "no case has a loop", "reported", "≥ 50× faster",
             Verdict::Reached::not_measured}};
  }
  const double median = quantile(ratios, 0.5);
  return {{"the first Loop Genie's MILP through CBC",
           "one loop from the start in " + share(valid, runs) + "; we have a valid one " + fixed(median, 0) +
               "× sooner (median)",
           "reported", "≥ 50× faster", median >= 50 ? Verdict::Reached::goal : Verdict::Reached::reported}};
}

}  // namespace loopgenie::bench
