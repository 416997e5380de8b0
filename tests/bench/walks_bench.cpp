// ./loopgenie bench walks: what the planner answers beside what people signpost.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/walks/rows.hpp"

namespace loopgenie::bench {
namespace {

struct Options {
  std::string data;
  std::vector<std::string> only;
  std::vector<std::string> regions;
  std::uint64_t effort = 20'000'000;
  std::size_t places = 6;
  unsigned threads = 2;
  bool detail = false;
  bool quick = false;
};

struct GroundFiles {
  const char* name;
  const char* osm;
  const char* dem;
  double
      shortest_m;  // Heidelberg's forest has a dense net of round walks of a morning; Andorra's are few, so all count
  double longest_m;
};
constexpr GroundFiles kGrounds[] = {
    {"Heidelberg", "heidelberg-2024.osm.pbf", "N49E008.hgt.gz", 4'000, 12'000},
    {"Andorra", "andorra-2025.osm.pbf", "N42E001.hgt.zip", 2'000, 200'000},
};

bool is_wanted(const std::vector<std::string>& wanted, const std::string& name) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

Result<void> measure(const Options& options) {
  WalkBench bench;
  bench.threads = options.threads;
  bench.effort = options.quick ? options.effort / 10 : options.effort;
  bench.places = options.quick ? std::min<std::size_t>(options.places, 2) : options.places;
  bench.detail = options.detail;
  bench.quick = options.quick;
  for (const GroundFiles& files : kGrounds) {
    if (!is_wanted(options.regions, files.name)) {
      continue;
    }
    bench.grounds.push_back({files.name, options.data, files.osm, files.dem, files.shortest_m, files.longest_m});
  }
  if (is_wanted(options.only, "signposted")) {
    if (Result<void> done = signposted_rows(bench); !done) {
      return done;
    }
  }
  return is_wanted(options.only, "lengths") ? length_rows(bench) : Result<void>();
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app("Puts the planner's loops beside the round walks that people signpost, and says how long they are.",
               "walks_bench");
  app.add_option("--data", options.data, "The folder of real data")->envname("LOOPGENIE_TEST_DATA")->required();
  app.add_option("--only", options.only, "Only these tables")
      ->check(CLI::IsMember(std::set<std::string>{"signposted", "lengths"}));
  app.add_option("--region", options.regions, "Only these regions")
      ->check(CLI::IsMember(std::set<std::string>{"Heidelberg", "Andorra"}));
  app.add_option("--effort", options.effort, "Steps per start beside a signposted walk")->check(CLI::PositiveNumber);
  app.add_option("--places", options.places, "Places of each region to ask from, for the lengths")
      ->check(CLI::Range(1, 1000));
  app.add_option("--threads", options.threads, "Questions at a time")->check(CLI::Range(1, 64));
  app.add_flag("--detail", options.detail, "Every signposted walk");
  app.add_flag("--quick", options.quick, "Four walks and at most two places of each region, and a tenth of the effort");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  const Result<void> done = measure(options);
  if (!done) {
    std::fprintf(stderr, "error: %s\n", done.error().message.c_str());
  }
  return done ? 0 : 1;
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
