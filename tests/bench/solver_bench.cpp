// ./loopgenie bench solver: the solver on real networks against what must be reached, beside its peers, in one run.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/solver/rows.hpp"

namespace loopgenie::bench {
namespace {

struct Options {
  std::string data;
  std::vector<std::string> only;
  std::vector<std::string> networks;
  std::vector<int> lengths_km;
  std::vector<std::int64_t> nodes;
  double settle_s = 2;
  double steps_per_s = 0;  // 0: as many as are measured
  std::size_t starts = kStartCount;
  std::size_t places = Bench().range_places;
  unsigned threads = 2;
  std::string export_folder;
  bool without_beside = false;
  bool detail = false;
  bool quick = false;
};

constexpr std::size_t kQuickStarts = 4;

struct Row {
  std::string name;
  std::function<std::vector<Verdict>(Bench&)> measure;
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {"settled", settled_rows}, {"peers", peer_rows},  {"quick", quick_rows},   {"first", first_rows},
      {"milp", milp_rows},       {"range", range_rows}, {"growth", growth_rows}, {"determinism", determinism_rows}};
  return all;
}

struct RegionFiles {
  const char* name;
  const char* osm;
  const char* dem;
};
constexpr RegionFiles kRegions[] = {{"Andorra", "andorra-2025.osm.pbf", "N42E001.hgt.zip"},
                                    {"Heidelberg", "heidelberg-2024.osm.pbf", "N49E008.hgt.gz"}};

Result<Bench> prepare(const Options& options) {
  Bench bench;
  for (const RegionFiles& files : kRegions) {
    std::fprintf(stderr, "reading %s …\n", files.name);
    Result<Region> region = read_region(files.name, options.data, files.osm, files.dem);
    if (!region) {
      return tl::unexpected(region.error());
    }
    if (options.without_beside) {
      region->walk.beside.clear();
    }
    bench.trail_networks.push_back(trails_only(region->walk));
    bench.regions.push_back(*std::move(region));
  }
  for (std::size_t r = 0; r < bench.regions.size(); ++r) {
    const Region& region = bench.regions[r];
    const std::pair<const char*, const Network*> both[] = {{" trails", &bench.trail_networks[r]},
                                                           {" walk", &region.walk}};
    for (const auto& [suffix, network] : both) {
      const std::string name = region.name + suffix;
      const bool is_wanted = options.networks.empty() || std::find(options.networks.begin(), options.networks.end(),
                                                                   name) != options.networks.end();
      if (is_wanted) {
        bench.suites.push_back({name, network, draw_starts(*network, region.trailheads, kCaseSeed)});
      }
    }
  }
  if (!options.nodes.empty()) {
    for (Suite& suite : bench.suites) {
      suite.starts.nodes.clear();
      for (const std::int64_t id : options.nodes) {
        if (const std::optional<NodeIndex> node = suite.network->find_node(NodeId(id))) {
          suite.starts.nodes.push_back(*node);
        }
      }
    }
  }
  const std::size_t starts = options.quick ? std::min(options.starts, kQuickStarts) : options.starts;
  for (Suite& suite : bench.suites) {
    suite.starts.nodes.resize(std::min(suite.starts.nodes.size(), starts));
  }
  bench.range_places = options.places;
  if (options.quick) {
    bench.range_places = std::min<std::size_t>(options.places, 3);
    bench.range_s = 5;
    bench.long_s = options.settle_s;
  }
  bench.cases = all_cases(bench.suites);
  if (!options.lengths_km.empty()) {
    std::erase_if(bench.cases, [&](const Case& a_case) {
      return std::find(options.lengths_km.begin(), options.lengths_km.end(), a_case.hike_m / 1000) ==
             options.lengths_km.end();
    });
  }
  bench.threads = options.threads;
  bench.settle_s = options.settle_s;
  bench.detail = options.detail;
  bench.counts_steps_alone = options.steps_per_s > 0;
  bench.steps_per_s = bench.counts_steps_alone ? options.steps_per_s : steps_per_second(bench.suites, bench.settle_s);
  return bench;
}

void describe(const Bench& bench) {
  std::printf("Networks (starts: trailheads with at least %.0f km on cycles within %.0f km, drawn with seed %llu)\n",
              kLoopableM / 1000, kLoopableRadiusM / 1000, static_cast<unsigned long long>(kCaseSeed));
  Table table({"network", "nodes", "edges", "km", "trailheads on it", "eligible", "starts"});
  for (const Suite& suite : bench.suites) {
    double km = 0;
    for (const std::uint32_t length_dm : suite.network->length_dm) {
      km += length_dm / 10'000.0;
    }
    table.add({suite.name, std::to_string(suite.network->node_count()), std::to_string(suite.network->edge_count()),
               fixed(km, 0), std::to_string(suite.starts.trailhead_count), std::to_string(suite.starts.eligible_count),
               std::to_string(suite.starts.nodes.size())});
  }
  table.print(stdout);
  std::printf(
      "  %u threads, each with cases of its own; time is the thread's own on the processor. Effort: %.1f million "
      "steps per second.\n",
      bench.threads, bench.steps_per_s / 1e6);
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app("Measures the solver on real networks against what must be reached, beside its peers.", "solver_bench");
  std::set<std::string> names;
  for (const Row& row : rows()) {
    names.insert(row.name);
  }
  app.add_option("--data", options.data, "The folder of real data")->envname("LOOPGENIE_TEST_DATA")->required();
  app.add_option("--only", options.only, "Only these rows")->check(CLI::IsMember(names));
  app.add_option("--network", options.networks, "Only these networks, such as \"Andorra trails\"");
  app.add_option("--km", options.lengths_km, "Only these lengths")->check(CLI::IsMember({8, 15, 25, 40, 60}));
  app.add_option("--seconds", options.settle_s, "Time on the processor per trailhead")->check(CLI::PositiveNumber);
  app.add_option("--steps-per-second", options.steps_per_s,
                 "Take so many steps for each second, and as long as they take: the same answers on a busy machine")
      ->check(CLI::PositiveNumber);
  app.add_option(
      "--node", options.nodes,
      "From these nodes of OpenStreetMap instead of those drawn: the same questions to programs of two days");
  app.add_option("--starts", options.starts, "At most so many trailheads of each network")
      ->check(CLI::Range(std::size_t{1}, kStartCount));
  app.add_option("--places", options.places, "So many places to ask from, for the whole range")
      ->check(CLI::Range(std::size_t{1}, Bench().range_places));
  app.add_option("--threads", options.threads, "Cases at a time")->check(CLI::Range(1, 64));
  app.add_option("--export", options.export_folder, "Write Andorra's tiles into this folder, and measure nothing");
  app.add_flag("--without-beside", options.without_beside, "As if nothing were lost by strands that run side by side");
  app.add_flag("--detail", options.detail, "Every case");
  app.add_flag("--quick", options.quick, "4 starts instead of 20, and less of everything else");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (!options.export_folder.empty()) {
    const RegionFiles& andorra = kRegions[0];
    const Result<void> written =
        read_region(andorra.name, options.data, andorra.osm, andorra.dem).and_then([&](const Region& region) {
          return region.write_export(options.export_folder);
        });
    if (!written) {
      std::fprintf(stderr, "error: %s\n", written.error().message.c_str());
    }
    return written ? 0 : 1;
  }
  Result<Bench> bench = prepare(options);
  if (!bench) {
    std::fprintf(stderr, "error: %s\n", bench.error().message.c_str());
    return 1;
  }
  describe(*bench);
  std::vector<Verdict> verdicts;
  for (const Row& row : rows()) {
    if (options.only.empty() || std::find(options.only.begin(), options.only.end(), row.name) != options.only.end()) {
      for (Verdict& verdict : row.measure(*bench)) {
        verdicts.push_back(std::move(verdict));
      }
    }
  }
  std::printf("\n");
  print(stdout, verdicts);
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
