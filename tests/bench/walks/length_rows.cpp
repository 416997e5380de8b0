#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "api/ingest/base/parallel.hpp"
#include "core/base/random.hpp"
#include "tests/bench/solver/cases.hpp"
#include "tests/bench/solver/cpu_clock.hpp"
#include "tests/bench/solver/networks.hpp"
#include "tests/bench/solver/table.hpp"
#include "tests/bench/walks/measure_table.hpp"
#include "tests/bench/walks/places.hpp"
#include "tests/bench/walks/rows.hpp"

namespace loopgenie::bench {
namespace {

constexpr std::array<double, 3> kAskedM = {12'000, 20'000, 30'000};
constexpr double kDriveM = 8'000;
constexpr std::uint32_t kListed = 50;
constexpr double kNearM = 60;

struct Asked {
  std::string error;
  double cpu_s = 0;
  double hike_m = 0;
  std::vector<Walk> loops;  // best first
  std::vector<double> lengths_m;
};

Asked ask(const Region& region, Point at, double hike_m) {
  Asked asked;
  asked.hike_m = hike_m;
  Query query;
  query.at = at;
  query.hike_m = hike_m;
  query.drive_m = kDriveM;
  query.count = kListed;
  query = validated(query).value();
  const CpuTimer timer;
  Result<Planner> planner = region.planner(query);
  Result<PlanRun> run = planner ? planner->start(query) : tl::unexpected(planner.error());
  if (!run) {
    asked.error = run.error().message;
    return asked;
  }
  while (!run->is_done()) {
    run->step();
  }
  asked.cpu_s = timer.elapsed_s();
  for (const PlanLoop& loop : run->current().loops) {
    Walk walk;
    for (const PlanEdge& edge : loop.edges) {
      walk.push_back({region.walk.find_edge(edge.id).value(), edge.forward});
    }
    asked.lengths_m.push_back(static_cast<double>(length_dm(region.walk, walk)) / 10);
    asked.loops.push_back(std::move(walk));
  }
  return asked;
}

std::vector<Asked> ask_all(const WalkBench& bench, const WalkBench::Ground& ground, const Region& region) {
  Random random(kCaseSeed);
  std::vector<Point> places;
  for (std::size_t i = 0; i < bench.places; ++i) {
    places.push_back(region.trailheads[random.below(static_cast<std::uint32_t>(region.trailheads.size()))].point);
  }
  std::vector<Asked> all(places.size() * kAskedM.size());
  std::atomic<std::size_t> done{0};
  ingest::parallel_for(all.size(), bench.threads, [&](std::size_t i) {
    all[i] = ask(region, places[i % places.size()], kAskedM[i / places.size()]);
    std::fprintf(stderr, "  %s, question %zu of %zu: %.0f km from place %zu, %zu loops, the first %.2f km, %.1f s\n",
                 ground.name.c_str(), ++done, all.size(), all[i].hike_m / 1000, i % places.size() + 1,
                 all[i].loops.size(), all[i].loops.empty() ? 0 : all[i].lengths_m.front() / 1000, all[i].cpu_s);
  });
  return all;
}

std::string percent(std::size_t part, std::size_t whole) {
  return whole == 0 ? "–" : fixed(100.0 * static_cast<double>(part) / static_cast<double>(whole), 0);
}

}  // namespace

Result<void> length_rows(const WalkBench& bench) {
  Table table({"asked for", "questions", "answered", "median, % of it", "off, median %", "nine in ten %", "within 60 m",
               "shorter", "longer", "a place twice: first", "listed %", "listed"});
  std::vector<WalkGroup> groups;
  for (const WalkBench::Ground& ground : bench.grounds) {
    std::fprintf(stderr, "reading %s …\n", ground.name.c_str());
    const Result<Region> region = read_region(ground.name, ground.folder, ground.osm_file, ground.dem_file);
    if (!region) {
      return tl::unexpected(region.error());
    }
    const Network& network = region->walk;
    const std::vector<Asked> all = ask_all(bench, ground, *region);
    WalkGroup group{ground.name, {}};
    for (const double hike_m : kAskedM) {
      std::vector<double> off;
      std::vector<double> length;
      std::size_t questions = 0, near = 0, shorter = 0, longer = 0, first_twice = 0, listed = 0, listed_twice = 0;
      for (const Asked& asked : all) {
        if (!asked.error.empty()) {
          return fail(ErrorCode::mismatch, ground.name + ": " + asked.error);
        }
        if (asked.hike_m != hike_m) {
          continue;
        }
        ++questions;
        for (std::size_t i = 0; i < asked.loops.size(); ++i) {
          const bool is_twice = places_passed_again(network, asked.loops[i]) > 0;
          ++listed;
          listed_twice += is_twice ? 1U : 0U;
          first_twice += i == 0 && is_twice ? 1U : 0U;
        }
        if (!asked.loops.empty()) {
          const double off_m = asked.lengths_m.front() - hike_m;
          off.push_back(100 * std::abs(off_m) / hike_m);
          length.push_back(100 * asked.lengths_m.front() / hike_m);
          near += std::abs(off_m) <= kNearM ? 1U : 0U;
          shorter += off_m < 0 ? 1U : 0U;
          longer += off_m > 0 ? 1U : 0U;
          group.walks.push_back(measure_walk(network, asked.loops.front()));
        }
      }
      table.add({ground.name + " " + fixed(hike_m / 1000, 0) + " km", std::to_string(questions),
                 std::to_string(off.size()), off.empty() ? "–" : fixed(quantile(length, 0.5), 2),
                 off.empty() ? "–" : fixed(quantile(off, 0.5), 2), off.empty() ? "–" : fixed(quantile(off, 0.9), 2),
                 std::to_string(near), std::to_string(shorter), std::to_string(longer), std::to_string(first_twice),
                 percent(listed_twice, listed), std::to_string(listed)});
    }
    groups.push_back(std::move(group));
  }
  std::printf("\nFirst answers of plans within a drive of %.0f km, and lists of up to %u\n", kDriveM / 1000, kListed);
  table.print(stdout);
  std::printf("\nThese first answers, all lengths\n");
  print_measures(groups);
  return {};
}

}  // namespace loopgenie::bench
