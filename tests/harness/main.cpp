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
#include "tests/harness/file_name.hpp"
#include "tests/harness/file_source.hpp"
#include "tests/harness/flags.hpp"
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
    const std::filesystem::path file = folder / file_name(i + 1, loop);
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
