#include "tests/bench/import/ground_rows.hpp"

#include <algorithm>
#include <cstdio>
#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "tests/bench/import/importer.hpp"

namespace loopgenie::bench {
namespace {

constexpr double kMostRatio = 3;
constexpr double kMostMb = 8;  // of map and relief, in Andorra
constexpr double kMostTileKb = 100;

void print_cost(const RealRegion& region, const char* what, const Cost& cost) {
  std::printf("| %s | %s | %.2f | %.2f | %.0f |\n", region.name.c_str(), what, cost.wall_s, cost.cpu_s, cost.peak_mb);
}

/// By layer and zoom; their sum and the largest at the end.
void print_tiles(const RealRegion& region, const Database& database) {
  std::printf("\n| region | layer | zoom | tiles | kB | largest kB |\n|---|---|---|---|---|---|\n");
  double sum = 0;
  double largest = 0;
  for (const pqxx::row& row :
       database.rows("select layer, z, count(*), sum(length(body)) / 1e3, max(length(body)) / 1e3 from loopgenie.tile"
                     " where layer in ('map', 'terrain', 'ground') group by layer, z order by layer, z")) {
    const bool is_picture = row[0].as<std::string>() != "ground";
    sum += is_picture ? row[3].as<double>() : 0;
    largest = std::max(largest, is_picture ? row[4].as<double>() : 0);
    std::printf("| %s | %s | %s | %s | %.1f | %.1f |\n", region.name.c_str(), row[0].c_str(), row[1].c_str(),
                row[2].c_str(), row[3].as<double>(), row[4].as<double>());
  }
  std::printf("\n%s: map and relief %.2f MB (in Andorra at most %.0f), the largest tile %.1f kB (at most %.0f)\n",
              region.name.c_str(), sum / 1e3, kMostMb, largest, kMostTileKb);
}

}  // namespace

void print_ground(const RealRegion& region, int times) {
  std::vector<Run> with;
  std::vector<Run> without;
  for (int i = 0; i < times; ++i) {
    without.push_back(Importer{"", LOOPGENIE_INGEST, true}.run(Database(), region.osm, region.dem));
    const Database database;
    with.push_back(Importer{"", LOOPGENIE_INGEST}.run(database, region.osm, region.dem));
    if (i + 1 == times) print_tiles(region, database);
  }
  const Run all = median(with);
  const Run plain = median(without);
  std::printf("\nmedian of %d runs, in turn\n| region | what | wall s | CPU s | peak MB |\n|---|---|---|---|---|\n",
              times);
  print_cost(region, "without map and relief", plain.whole);
  print_cost(region, "with them", all.whole);
  for (const StepCost& step : all.steps) {
    const bool is_own = step.step.find("map") != std::string::npos || step.step.find("relief") != std::string::npos ||
                        step.step.find("terrain") != std::string::npos;
    if (is_own) print_cost(region, step.step.c_str(), step.cost);
  }
  std::printf("\n%s: %.2f times the time of an import without, %.2f times its processor time (at most %.0f)\n",
              region.name.c_str(), all.whole.wall_s / plain.whole.wall_s, all.whole.cpu_s / plain.whole.cpu_s,
              kMostRatio);
  std::fflush(stdout);
}

}  // namespace loopgenie::bench
