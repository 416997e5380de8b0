#include "tests/bench/import/peer.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/bench/import/importer.hpp"

namespace loopgenie::bench {
namespace {

Cost osm2pgsql(const Database& database, const std::string& osm, const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"osm2pgsql", "--create", "-d", database.own.url()};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.push_back(osm);
  return run_program(arguments).whole;
}

/// The seconds of the steps that osm2pgsql has not, from an import's report. What is left of the whole: the program's
/// start and end, connecting and making the tables, reading, the network's lines, and the writing.
double own_seconds(const std::string& report) {
  static const std::set<std::string> kOwnSteps = {"opening files",
                                                  "classifying ways",
                                                  "choosing connectors",
                                                  "choosing roads for loops",
                                                  "finding points of interest",
                                                  "measuring reach",
                                                  "choosing roads",
                                                  "measuring the network",
                                                  "looking around",
                                                  "sampling elevation",
                                                  "smoothing elevation",
                                                  "simplifying lines",
                                                  "baking tiles",
                                                  "baking road tiles"};
  constexpr const char* kHead = "seconds        ";
  std::istringstream line(report.substr(report.find(kHead) + std::string(kHead).size()));
  double sum_s = 0;
  std::size_t found = 0;
  for (std::string part; std::getline(line, part, ',') && !part.starts_with(" total");) {
    const std::size_t space = part.rfind(' ');
    if (kOwnSteps.contains(part.substr(part.find_first_not_of(' '), space - part.find_first_not_of(' ')))) {
      sum_s += std::stod(part.substr(space));
      ++found;
    }
  }
  if (found != kOwnSteps.size()) {
    std::fprintf(stderr, "expected the seconds of %zu steps, got those of %zu:\n%s", kOwnSteps.size(), found,
                 report.c_str());
    std::exit(1);
  }
  return sum_s;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

Cost median_cost(const std::vector<Cost>& costs) {
  std::vector<Run> runs;
  for (const Cost& cost : costs) runs.push_back({cost, {}});
  return median(runs).whole;
}

}  // namespace

void print_beside_osm2pgsql(const RealRegion& region, int times) {
  std::map<std::string, std::vector<Cost>> costs;
  for (int run = 0; run < times; ++run) {
    const Database database;
    const std::string report = std::filesystem::temp_directory_path() / ("loopgenie-bench-" + std::to_string(getpid()));
    const Cost whole = Importer{"", LOOPGENIE_INGEST, true}.run(database, region.osm, region.dem, report).whole;
    costs["Loop Genie, everything but the map"].push_back(whole);
    costs["Loop Genie, of it what both do"].push_back({whole.wall_s - own_seconds(text_of(report)), 0, 0});
    std::filesystem::remove(report);
    costs["osm2pgsql, the same ways and nodes"].push_back(osm2pgsql(
        Database(), region.osm, {"--output=flex", "--style", LOOPGENIE_SOURCE_DIR "/tests/bench/highways.lua"}));
    costs["osm2pgsql, its default"].push_back(osm2pgsql(Database(), region.osm, {}));
  }
  for (const auto& [name, all] : costs) {
    const Cost cost = median_cost(all);
    std::printf("| %s | %s | %.2f | %.2f | %.0f |\n", region.name.c_str(), name.c_str(), cost.wall_s, cost.cpu_s,
                cost.peak_mb);
  }
}

}  // namespace loopgenie::bench
