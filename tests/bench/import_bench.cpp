// Time and peak memory of an import beside osm2pgsql on the same file, interleaved in one run; and how an import's
// memory grows on files that are twenty times as large.
//
// What both do: read the PBF, find the ways with a highway tag and the nodes with tags, resolve the ways' lines, write
// both to PostGIS with a spatial or primary index and statistics. osm2pgsql does that here with
// tests/bench/highways.lua; in a second row it does its own default, which takes buildings and areas, too. An import
// also chooses the walk network, samples and smooths elevation, finds trailheads, and bakes and compresses the tiles:
// its whole time is shown, and that without these steps. The latter still holds the program's start, with GDAL's
// libraries, and the writing of the tiles. Both write to the same server, with the same settings. "CPU" is the
// program's own; the database's work shows in the wall time of all alike.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <pqxx/pqxx>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/bench/arguments.hpp"
#include "tests/bench/real_region.hpp"
#include "tests/bench/shifted_copies.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::bench {
namespace {

struct Cost {
  double wall_s = 0;
  double cpu_s = 0;
  double peak_mb = 0;
};

/// `output`, where it is given, receives what the program prints.
Cost run_program(const std::vector<std::string>& arguments, const std::string& output = "/dev/null") {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const int null = open("/dev/null", O_WRONLY);
    dup2(open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
    if (!test::environment("LOOPGENIE_BENCH_VERBOSE")) dup2(null, 2);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  int status = 0;
  struct rusage usage {};
  wait4(child, &status, 0, &usage);
  if (status != 0) {
    std::fprintf(stderr, "%s failed (status %d); LOOPGENIE_BENCH_VERBOSE=1 shows what it says\n", argv[0], status);
    std::exit(1);
  }
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024};
}

Cost median(const std::vector<Cost>& costs) {
  const auto of = [&](double Cost::*member) {
    std::vector<double> values;
    for (const Cost& cost : costs) values.push_back(cost.*member);
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  };
  return {of(&Cost::wall_s), of(&Cost::cpu_s), of(&Cost::peak_mb)};
}

/// An empty database with PostGIS; of ours and of the peer's alike.
struct Database {
  Database() {
    pqxx::connection connection(own.url());
    pqxx::work transaction(connection);
    transaction.exec0("create extension postgis");
    transaction.commit();
  }
  [[nodiscard]] pqxx::row row(const std::string& sql) const {
    pqxx::connection connection(own.url());
    pqxx::work transaction(connection);
    return transaction.exec1(sql);
  }
  test::TemporaryDatabase own;
};

Cost import(const Database& database, const std::string& osm, const std::string& dem = "",
            const std::string& report = "/dev/null") {
  std::vector<std::string> arguments = {LOOPGENIE_INGEST, "import", "--database-url", database.own.url(), "--osm", osm};
  if (!dem.empty()) arguments.insert(arguments.end(), {"--dem", dem});
  return run_program(arguments, report);
}

Cost osm2pgsql(const Database& database, const std::string& osm, const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {"osm2pgsql", "--create", "-d", database.own.url()};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.push_back(osm);
  return run_program(arguments);
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

void beside_osm2pgsql(const RealRegion& region, int runs) {
  std::map<std::string, std::vector<Cost>> costs;
  for (int run = 0; run < runs; ++run) {
    const Database database;
    const std::string report = std::filesystem::temp_directory_path() / ("loopgenie-bench-" + std::to_string(getpid()));
    const Cost whole = import(database, region.osm, region.dem, report);
    costs["Loop Genie, everything"].push_back(whole);
    costs["Loop Genie, of it what both do"].push_back({whole.wall_s - own_seconds(text_of(report)), 0, 0});
    std::filesystem::remove(report);
    costs["osm2pgsql, the same ways and nodes"].push_back(osm2pgsql(
        Database(), region.osm, {"--output=flex", "--style", LOOPGENIE_SOURCE_DIR "/tests/bench/highways.lua"}));
    costs["osm2pgsql, its default"].push_back(osm2pgsql(Database(), region.osm, {}));
  }
  for (const auto& [name, all] : costs) {
    const Cost cost = median(all);
    std::printf("%-11s %-35s %8.2f %8.2f %9.0f\n", region.name.c_str(), name.c_str(), cost.wall_s, cost.cpu_s,
                cost.peak_mb);
  }
}

void growth(const RealRegion& region, int copies) {
  const std::string folder =
      std::filesystem::temp_directory_path().string() + "/loopgenie-bench-" + std::to_string(getpid());
  std::filesystem::create_directories(folder);
  const std::string many = folder + "/many.osm.pbf";
  std::printf("\n%-11s %-36s %8s %9s %8s %9s %12s %12s\n", "region", "file", "MB", "km", "wall s", "peak MB",
              "Postgres B/km", "tiles B/km");
  const auto measure = [&](const char* what, const std::string& osm) {
    const Database database;
    const Cost cost = import(database, osm);
    const pqxx::row row = database.row(
        "select (select sum(length_dm) / 1e4 from loopgenie.edge), (select sum(pg_total_relation_size(c.oid)) from "
        "pg_class c"
        " join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'loopgenie' and c.relkind = 'r'),"
        " (select sum(length(body)) from loopgenie.tile)");
    const double km = row[0].as<double>();
    std::printf("%-11s %-36s %8.1f %9.0f %8.2f %9.0f %12.0f %12.0f\n", region.name.c_str(), what,
                static_cast<double>(std::filesystem::file_size(osm)) / 1e6, km, cost.wall_s, cost.peak_mb,
                row[1].as<double>() / km, row[2].as<double>() / km);
  };
  measure("as it is, without elevation", region.osm);
  write_shifted_copies(region.osm, many, copies, Copies::hidden);
  const std::string times = std::to_string(copies) + " × the ";
  measure((times + "file, the same network").c_str(), many);
  write_shifted_copies(region.osm, many, copies, Copies::whole);
  measure((times + "file, " + times + "network").c_str(), many);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace loopgenie::bench

int main(int argc, char** argv) {
  using namespace loopgenie::bench;
  const Arguments arguments =
      read_arguments(argc, argv,
                     "Usage: ./loopgenie bench import [--quick]\n"
                     "An import beside osm2pgsql's, and how it grows, in five minutes; --quick: "
                     "once, on Andorra, and with three copies of it.");
  const std::vector<RealRegion> regions = real_regions(arguments.quick ? "Andorra" : "");
  const int runs = arguments.quick ? 1 : 5;
  std::printf("median of %d runs, interleaved\n%-11s %-35s %8s %8s %9s\n", runs, "region", "what", "wall s", "CPU s",
              "peak MB");
  for (const RealRegion& region : regions) beside_osm2pgsql(region, runs);
  if (!regions.empty()) growth(regions.front(), arguments.quick ? 3 : 20);
  return 0;
}
