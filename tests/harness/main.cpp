// loopgenie-plan: the planner natively, from a folder of tiles or a server, to a table, the plan document or GPX files.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <system_error>

#include "core/plan/planner.hpp"
#include "tests/harness/file_source.hpp"
#include "tests/harness/load_tiles.hpp"
#include "tests/harness/options.hpp"
#include "tests/harness/plan_table.hpp"
#include "tests/harness/problem_text.hpp"

namespace loopgenie::harness {
namespace {

constexpr int kFailure = 1;
constexpr int kWrongUsage = 2;

int report(const Error& error, int exit_code) {
  std::cerr << "loopgenie-plan: " << text_of(error) << "\n";
  return exit_code;
}

void describe_flags(CLI::App& app, Options& options) {
  app.add_option("--tiles", options.tiles, "Folder written by an export, or a server's URL")->capture_default_str();
  app.add_option("--at", options.at, "Place to drive from: LAT,LON in degrees");
  app.add_option("--trailhead", options.trailhead, "Trailhead to start at, instead of a place: its id, such as n123");
  app.add_option("--drive", options.drive, "How far to drive, one way: 20km, 12mi, 90min, 1.5h (default 20km)");
  app.add_option("--hike", options.hike, "Wanted length: 25km or 15mi; from 1 km to 200 km")->required();
  app.add_option("--tolerance", options.tolerance, "How far off the wanted length: 1% to 50%")->capture_default_str();
  app.add_option("--max-retrace", options.max_retrace, "Share walked twice at most: 0% to 50%")->capture_default_str();
  app.add_option("--prefer", options.prefer,
                 "How much a topic matters, such as roads=200: " + appeal_topic_names() + ", 0 to " +
                     std::to_string(kMaxPreference) + " percent");
  app.add_flag("--avoid-roads", options.avoid_roads, "Never along a secondary or primary road");
  app.add_flag("--via-ferratas", options.via_ferratas, "Along via ferratas, too: they need equipment");
  app.add_option("--count", options.count, "Loops in the answer at most")->capture_default_str();
  app.add_option("--effort", options.effort, "Work per trailhead in steps; the same effort gives the same loops")
      ->capture_default_str();
  app.add_option("--deadline", options.deadline_s, "Stop after this many seconds with the best so far")
      ->check(CLI::PositiveNumber);
  app.add_option("--drive-cost", options.drive_cost,
                 "Points that an hour of driving counts as in the order of the list: 0 to 100")
      ->capture_default_str();
  app.add_option("--max-mb", options.max_mb,
                 "Tiles to load at most, in megabytes: roads up to half, and of many trailheads the most promising")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  app.add_option("--seed", options.seed, "Seed of random choices")->capture_default_str();
  app.add_flag("--json", options.as_json, "Print the plan document instead of a table");
  app.add_option("--gpx", options.gpx_folder, "Folder to write one GPX file per loop into");
}

/// Steps to the end, or to the deadline. Counts on stderr where a person watches.
Plan solve(PlanRun& run, std::optional<double> deadline_s) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  const auto is_late = [&] {
    return deadline_s && std::chrono::duration<double>(Clock::now() - begin).count() >= *deadline_s;
  };
  const bool is_watched = isatty(STDERR_FILENO) == 1;
  while (!run.is_done() && !is_late()) {
    run.step(is_late);
    if (is_watched) {
      if (!run.all_considered()) {
        std::fprintf(stderr, "\r%u of %u trailheads", run.solved_count(), run.candidate_count());
      } else {
        std::fprintf(stderr, "\rproving that nothing is better: %zu trailheads left\033[K", run.rivals_left());
      }
    }
  }
  if (is_watched) {
    std::fprintf(stderr, "\r\033[K");
  }
  return run.current(PlanStatus::deadline);
}

Result<void> write_gpx_files(const PlanRun& run, const Plan& plan, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::io, "cannot make the folder " + folder.string() + ": " + error.message());
  }
  for (std::size_t i = 0; i < plan.loops.size(); ++i) {
    const PlanLoop& loop = plan.loops[i];
    const std::string number = std::to_string(i + 1);
    const std::filesystem::path file = folder / ("loop-" + std::string(number.size() < 2 ? 1 : 0, '0') + number + "-" +
                                                 to_string(plan.trailheads[loop.trailhead].trailhead.id) + ".gpx");
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << run.gpx(plan, loop);
    stream.close();
    if (!stream) {
      return fail(ErrorCode::io, "cannot write " + file.string() + ": is there room, and may this user write there?");
    }
  }
  return {};
}

int run_plan(const Options& options, const Query& query) {
  Result<std::unique_ptr<FileSource>> source = open_source(options.tiles);
  if (!source) {
    return report(source.error(), kFailure);
  }
  Planner planner;
  if (const Result<LoadReport> loaded = load_tiles(planner, **source, query); !loaded) {
    return report(loaded.error(), kFailure);
  }
  Result<PlanRun> run = planner.start(query);
  if (!run) {
    return report(run.error(), kFailure);
  }
  const Plan plan = solve(*run, options.deadline_s);
  if (options.gpx_folder) {
    if (const Result<void> written = write_gpx_files(*run, plan, *options.gpx_folder); !written) {
      return report(written.error(), kFailure);
    }
  }
  const Units units = wants_miles(options) ? Units::miles : Units::kilometres;
  std::cout << (options.as_json ? write_plan(plan) + "\n" : plan_table(plan, units)) << std::flush;
  return std::cout ? 0 : kFailure;
}

}  // namespace
}  // namespace loopgenie::harness

int main(int argc, char** argv) {
  using namespace loopgenie;
  using namespace loopgenie::harness;
  CLI::App app{"Finds the best hiking loops within a drive.", "loopgenie-plan"};
  Options options;
  app.set_version_flag("--version", "loopgenie-plan " LOOPGENIE_VERSION);
  describe_flags(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUsage;
  }
  const Result<Query> query = query_of(options);
  if (!query) {
    return report(query.error(), kWrongUsage);
  }
  return run_plan(options, *query);
}
