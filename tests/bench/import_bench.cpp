// What an import costs: each step on the real regions; map and relief, and their bytes; how the steps grow with the
// country, on made-up ones that hang together (api/ingest/demo/country.hpp); where the database's bytes are; and an
// import beside osm2pgsql on the same file. With --old another checkout's importer stands beside this one's in the
// steps, the growth and the database, in the same run.
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <pqxx/pqxx>
#include <set>
#include <string>
#include <vector>

#include "tests/bench/arguments.hpp"
#include "tests/bench/import/ground_rows.hpp"
#include "tests/bench/import/importer.hpp"
#include "tests/bench/import/peer.hpp"
#include "tests/bench/import/program.hpp"
#include "tests/bench/real_region.hpp"

namespace loopgenie::bench {
namespace {

struct Options {
  bool quick = false;
  bool big = false;
  std::string only;  // a part; empty: all
  std::string old;   // another checkout's importer; empty: none

  [[nodiscard]] bool wants(const std::string& part) const { return only.empty() || only == part; }
};

/// Both without a map: an old importer may have none, and what it costs is the part `ground`.
std::vector<Importer> importers(const Options& options) {
  std::vector<Importer> all;
  if (!options.old.empty()) all.push_back({"old", options.old});
  all.push_back({options.old.empty() ? "" : "new", LOOPGENIE_INGEST, true});
  return all;
}

/// One column of a table of steps.
struct Column {
  std::string title;
  Run run;
};

void print_cell(const Column& column, const std::string& step) {
  const auto found = std::find_if(column.run.steps.begin(), column.run.steps.end(),
                                  [&](const StepCost& cost) { return cost.step == step; });
  if (found == column.run.steps.end()) {
    std::printf(" |");
  } else {
    std::printf(" %.2f, %.0f |", found->cost.cpu_s, found->cost.peak_mb);
  }
}

double cpu_of(const Run& run, const std::string& step) {
  double sum_s = 0;
  for (const StepCost& cost : run.steps) sum_s += cost.step == step ? cost.cost.cpu_s : 0;
  return sum_s;
}

/// Seconds of CPU and peak MB, a step a row, in the order of the last column's steps; those that it lacks first.
void print_steps(const std::vector<Column>& columns, const std::function<std::string(const std::string&)>& extra = {}) {
  std::vector<std::string> steps;
  for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
    for (const StepCost& cost : column->run.steps) {
      if (std::find(steps.begin(), steps.end(), cost.step) == steps.end()) steps.push_back(cost.step);
    }
  }
  std::printf("\n| CPU s, peak MB |");
  for (const Column& column : columns) std::printf(" %s |", column.title.c_str());
  std::printf("%s\n|---|", extra ? " exponents |" : "");
  for (std::size_t i = 0; i < columns.size() + (extra ? 1 : 0); ++i) std::printf("---|");
  for (const std::string& step : steps) {
    std::printf("\n| %s |", step.c_str());
    for (const Column& column : columns) print_cell(column, step);
    if (extra) std::printf(" %s |", extra(step).c_str());
  }
  std::printf("\n| all |");
  for (const Column& column : columns) {
    std::printf(" %.2f, %.0f |", column.run.whole.cpu_s, column.run.whole.peak_mb);
  }
  std::printf("%s\n", extra ? " |" : "");
  std::fflush(stdout);
}

void steps_of_regions(const Options& options) {
  for (const RealRegion& region : flat_regions(options.quick ? "Andorra" : "")) {
    std::vector<Column> columns;
    for (const Importer& importer : importers(options)) {
      columns.push_back(
          {region.name + (importer.name.empty() ? "" : ", " + importer.name), importer.run(Database(), region.osm)});
    }
    print_steps(columns);
  }
}

double km_of(const Database& database) {
  return database.rows("select sum(length_dm) / 1e4 from loopgenie.edge")[0][0].as<double>();
}

/// The demo country, each ten times as large as the one before: how each step grows.
void growth(const Options& options) {
  struct Size {
    const char* tiles;
    int count;
  };
  std::vector<Size> sizes = {{"1x1", 1}, {"5x2", 10}};
  if (!options.quick) sizes.push_back({"10x10", 100});
  if (options.big) sizes.push_back({"40x25", 1'000});
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("loopgenie-bench-" + std::to_string(getpid()));
  for (const Importer& importer : importers(options)) {
    std::vector<Column> columns;
    std::printf("\n%s\n| country | km | peak kB per km |\n|---|---|---|\n", importer.name.c_str());
    for (const Size& size : sizes) {
      static_cast<void>(run_program({LOOPGENIE_DEMO, "--out", folder, "--tiles", size.tiles}));
      const Database database;
      const Run run = importer.run(database, folder / "demo.osm.pbf");
      const double km = km_of(database);
      std::printf("| × %d | %.0f | %.1f |\n", size.count, km, run.whole.peak_mb * 1024 / km);
      std::fflush(stdout);
      columns.push_back({"× " + std::to_string(size.count), run});
    }
    print_steps(columns, [&](const std::string& step) {
      std::string text;
      for (std::size_t i = 1; i < columns.size(); ++i) {
        const double before_s = cpu_of(columns[i - 1].run, step);
        const double after_s = cpu_of(columns[i].run, step);
        char number[16] = "–";  // too short to say
        if (before_s >= 0.1) std::snprintf(number, sizeof number, "%.2f", std::log10(after_s / before_s));
        text += (i == 1 ? "" : ", ") + std::string(number);
      }
      return text;
    });
  }
  std::filesystem::remove_all(folder);
}

/// Where a generation's bytes are.
void database_bytes(const Options& options) {
  std::printf("\n| region | importer | table | rows | heap B/km | long values B/km | indexes B/km | all B/km |\n");
  std::printf("|---|---|---|---|---|---|---|---|\n");
  for (const RealRegion& region : flat_regions(options.quick ? "Andorra" : "")) {
    for (const Importer& importer : importers(options)) {
      const Database database;
      static_cast<void>(importer.run(database, region.osm));
      const double km = km_of(database);
      double sum = 0;
      double gzip = 0;
      for (const pqxx::row& row : database.rows(
               "select c.relname, greatest(c.reltuples, 0), pg_relation_size(c.oid),"
               " pg_table_size(c.oid) - pg_relation_size(c.oid), pg_indexes_size(c.oid),"
               " (select sum(length(body)) from loopgenie.tile)"
               " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
               " where n.nspname = 'loopgenie' and c.relkind = 'r' order by pg_total_relation_size(c.oid) desc")) {
        const auto share = [&](int column) { return row[column].as<double>() / km; };
        const double all = share(2) + share(3) + share(4);
        sum += all;
        gzip = share(5);
        if (all >= 10) {
          std::printf("| %s | %s | %s | %.0f | %.0f | %.0f | %.0f | %.0f |\n", region.name.c_str(),
                      importer.name.c_str(), row[0].c_str(), row[1].as<double>(), share(2), share(3), share(4), all);
        }
      }
      std::printf("| %s | %s | all; tiles gzipped %.0f | | | | | %.0f |\n", region.name.c_str(), importer.name.c_str(),
                  gzip, sum);
      std::fflush(stdout);
    }
  }
}

/// Takes what is this bench's own off the arguments.
Options options_of(std::vector<char*>& arguments) {
  Options options;
  const auto value_of = [&](std::size_t at) {
    if (at + 1 >= arguments.size()) {
      std::fprintf(stderr, "%s needs a value\n", arguments[at]);
      std::exit(2);
    }
    std::string value = arguments[at + 1];
    arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(at),
                    arguments.begin() + static_cast<std::ptrdiff_t>(at) + 2);
    return value;
  };
  for (std::size_t at = 1; at < arguments.size();) {
    const std::string argument = arguments[at];
    if (argument == "--old") {
      options.old = value_of(at) + "/build/release/api/ingest/loopgenie-ingest";
    } else if (argument == "--only") {
      options.only = value_of(at);
    } else if (argument == "--big") {
      options.big = true;
      arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(at));
    } else {
      ++at;
    }
  }
  const std::set<std::string> parts = {"", "steps", "ground", "growth", "database", "peer"};
  if (!parts.contains(options.only)) {
    std::fprintf(stderr, "--only: got '%s', expected steps, ground, growth, database or peer\n", options.only.c_str());
    std::exit(2);
  }
  if (!options.old.empty() && access(options.old.c_str(), X_OK) != 0) {
    std::fprintf(stderr, "there is no %s; build it there: ./loopgenie up, or cmake --preset release and --build\n",
                 options.old.c_str());
    std::exit(2);
  }
  return options;
}

}  // namespace
}  // namespace loopgenie::bench

int main(int argc, char** argv) {
  using namespace loopgenie::bench;
  std::vector<char*> given(argv, argv + argc);
  Options options = options_of(given);
  options.quick = read_arguments(static_cast<int>(given.size()), given.data(),
                                 "Usage: ./loopgenie bench import [--quick] [--only PART] [--old CHECKOUT] [--big]\n"
                                 "An import in some ten minutes, in five parts:\n"
                                 "  steps     what each step costs on the real regions, without elevation\n"
                                 "  ground    what map and relief cost, and their bytes by layer and zoom\n"
                                 "  growth    the same on made-up countries of 1, 10 and 100 demo regions\n"
                                 "  database  where its bytes are\n"
                                 "  peer      beside osm2pgsql\n"
                                 "--old: the importer that is built in another checkout beside this one's.\n"
                                 "--big: a country of 1,000 demo regions, too: 3 GB of memory.\n"
                                 "--quick: once, on Andorra, and countries up to 10.")
                      .quick;
  if (options.wants("steps")) steps_of_regions(options);
  if (options.wants("ground")) {
    for (const RealRegion& region : real_regions(options.quick ? "Andorra" : ""))
      print_ground(region, options.quick ? 1 : 3);
  }
  if (options.wants("growth")) growth(options);
  if (options.wants("database")) database_bytes(options);
  if (options.wants("peer")) {
    const int times = options.quick ? 1 : 5;
    std::printf(
        "\nmedian of %d runs, interleaved\n| region | what | wall s | CPU s | peak MB |\n|---|---|---|---|---|\n",
        times);
    for (const RealRegion& region : real_regions(options.quick ? "Andorra" : "")) print_beside_osm2pgsql(region, times);
  }
  return 0;
}
