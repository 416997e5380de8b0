// loopgenie-ingest: import | diff | extent | migrate | export | status. Exit 0 done, 1 failure, 2 wrong usage.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/db/connection.hpp"
#include "api/db/migrate.hpp"
#include "api/db/tile_store.hpp"
#include "api/ingest/bake/bake.hpp"
#include "api/ingest/base/progress.hpp"
#include "api/ingest/map/ground.hpp"
#include "api/ingest/osm/source_extent.hpp"
#include "api/ingest/read.hpp"
#include "api/ingest/report.hpp"
#include "api/ingest/store/diff.hpp"
#include "api/ingest/store/disk.hpp"
#include "api/ingest/store/export.hpp"
#include "api/ingest/store/load.hpp"

namespace loopgenie::ingest {
namespace {

volatile std::sig_atomic_t stop_signal = 0;
/// Files are being read, and nothing is being written: the program may end anywhere.
volatile std::sig_atomic_t may_just_end = 0;

/// While files are read, the first signal ends the program: a library that unpacks one asks nobody whether to go on.
/// Later it asks the work to stop. A second one ends the program at once, which is safe, too: an import counts only
/// once it is committed.
void on_signal(int signal) {
  if (may_just_end != 0) {
    constexpr std::string_view kStopped = "[ingest] stopped; what was imported before is served still\n";
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, kStopped.data(), kStopped.size());
    std::_Exit(1);
  }
  stop_signal = signal;
  std::signal(signal, SIG_DFL);
}

bool should_stop() { return stop_signal != 0; }

int failed(const Error& error) {
  std::fprintf(stderr, "[ingest] error: %s\n", error.message.c_str());
  return 1;
}

struct Arguments {
  std::string database_url;
  ReadOptions read;
  bool no_map = false;  // neither map nor relief
  std::string out;
};

/// Measures the time between the steps that the work reports.
class StepClock {
 public:
  explicit StepClock(ImportCost& cost) : cost_(cost) {}

  void begin(std::string_view step) {
    if (step == step_) {
      return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (!step_.empty()) {
      cost_.phase_s.emplace_back(step_, std::chrono::duration<double>(now - std::exchange(began_, now)).count());
    }
    began_ = now;
    step_ = step;
  }
  void end() { begin(""); }

 private:
  ImportCost& cost_;
  std::string step_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

Result<std::unique_ptr<pqxx::connection>> connect_and_migrate(const std::string& url) {
  auto connection = db::connect(url);
  if (!connection) {
    return connection;
  }
  const auto applied = db::migrate(**connection);
  if (!applied) {
    return tl::unexpected(applied.error());
  }
  for (const std::string& name : *applied) {
    std::fprintf(stderr, "[ingest] migrated the database: %s\n", name.c_str());
  }
  return connection;
}

struct ReadAndBaked {
  Dataset dataset;
  Baked baked;
};

Result<ReadAndBaked> read_and_bake(const Arguments& arguments, const Watch& watch) {
  may_just_end = 1;
  if (should_stop()) {  // before that
    on_signal(stop_signal);
  }
  Result<Dataset> dataset =
      read_dataset(arguments.read, [&](std::string_view step, double share) { watch.report(step, share); });
  if (!dataset) {
    return tl::unexpected(dataset.error());
  }
  Ground ground;
  if (!arguments.no_map) {
    Result<Ground> made = make_ground({arguments.read.osm_files, arguments.read.dem_files}, *dataset, watch);
    if (!made) {
      return tl::unexpected(made.error());
    }
    ground = *std::move(made);
  }
  may_just_end = 0;
  Result<Baked> baked = bake(*dataset, {}, watch, std::move(ground));
  if (!baked) {
    return tl::unexpected(baked.error());
  }
  return ReadAndBaked{*std::move(dataset), *std::move(baked)};
}

Result<std::string> import(const Arguments& arguments) {
  ImportCost cost;
  StepClock clock(cost);
  const auto report = [&clock, print = ProgressPrinter()](std::string_view step, double share) mutable {
    clock.begin(step);
    print(step, share);
  };
  const Watch watch{report, should_stop};
  clock.begin("connecting");
  auto connection = connect_and_migrate(arguments.database_url);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  clock.begin("opening files");
  const Result<ReadAndBaked> made = read_and_bake(arguments, watch);
  if (!made) {
    return tl::unexpected(made.error());
  }
  const Result<Loaded> loaded = load(**connection, made->dataset, made->baked, {}, watch);
  if (!loaded) {
    return tl::unexpected(loaded.error());
  }
  clock.end();
  cost.peak_bytes = peak_memory_bytes();
  return import_report(made->dataset, made->baked, *loaded, cost);
}

Result<std::string> diff(const Arguments& arguments) {
  auto connection = connect_and_migrate(arguments.database_url);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  if (arguments.read.osm_files.empty()) {
    return difference_of_last_import(**connection).map(difference_report);
  }
  const Watch watch{ProgressPrinter(), should_stop};
  const Result<ReadAndBaked> made = read_and_bake(arguments, watch);
  if (!made) {
    return tl::unexpected(made.error());
  }
  return difference_if_imported(**connection, made->dataset, made->baked, watch).map(difference_report);
}

Result<std::string> extent(const Arguments& arguments) {
  may_just_end = 1;
  return read_source_extent(arguments.read.osm_files, ProgressPrinter()).map([](const SourceExtent& found) {
    const Box& box = found.box;
    const nlohmann::ordered_json json = {
        {"extent", {box.west_e7 / 1e7, box.south_e7 / 1e7, box.east_e7 / 1e7, box.north_e7 / 1e7}},
        {"dem_cells", found.dem_cells}};
    return json.dump() + '\n';
  });
}

Result<std::string> export_to(const Arguments& arguments) {
  auto connection = db::connect(arguments.database_url);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  return export_files(**connection, arguments.out, {}, {ProgressPrinter(), should_stop}).map([&](const Exported& done) {
    return arguments.out + ": " + std::to_string(done.files) + " files, " + format_bytes(done.bytes) + '\n';
  });
}

Result<std::string> migrate(const Arguments& arguments) {
  return connect_and_migrate(arguments.database_url).map([](const auto&) {
    return std::string("the database is up to date\n");
  });
}

Result<std::string> status(const Arguments& arguments) {
  db::TileStore store(arguments.database_url);
  Result<std::optional<db::Generation>> generation = store.current_generation();
  if (!generation && generation.error().code == ErrorCode::missing) {
    generation = std::nullopt;  // not migrated: nothing imported either
  }
  return generation.map([](const std::optional<db::Generation>& current) {
    nlohmann::ordered_json json = {
        {"generation", nullptr}, {"name", nullptr}, {"version", nullptr}, {"made_up", false}};
    if (current) {
      json = {{"generation", current->id},
              {"name", current->name},
              {"version", current->version},
              {"made_up", current->made_up}};
    }
    return json.dump() + '\n';
  });
}

/// All commands share the one value. CLI11 would set it from the environment for every command that was not given, and
/// so overwrite what the given one says. So `run` reads the environment itself, first.
void add_database_url(CLI::App& command, Arguments& arguments) {
  command
      .add_option(
          "--database-url", arguments.database_url,
          "PostgreSQL with PostGIS: postgresql://USER@HOST:PORT/DATABASE or \"host=… dbname=…\" (Env:DATABASE_URL)")
      ->required(arguments.database_url.empty());
}

/// Returns the option of the OpenStreetMap files.
CLI::Option& add_sources(CLI::App& command, Arguments& arguments) {
  ReadOptions& read = arguments.read;
  command.add_flag("--no-map", arguments.no_map, "Leave out map and relief, which are drawn under the loops");
  command.add_option("--dem", read.dem_files, "Elevation files (.hgt, .hgt.zip, .hgt.gz, GeoTIFF, any raster of GDAL)");
  command.add_option("--dem-attribution", read.dem_credit.attribution, "Whom to name for the elevation files");
  command.add_option("--dem-licence", read.dem_credit.licence, "Their licence");
  command.add_option("--dem-url", read.dem_credit.url, "Where both are explained");
  command.add_option("--name", read.name, "The region's name; else that of the first file");
  command.add_flag("--made-up", read.made_up, "Label the data as made up");
  return *command.add_option("--osm", read.osm_files, "OpenStreetMap files: PBF, XML (.osm, .osm.gz, .osm.bz2) or o5m");
}

int run(int argc, char** argv) {
  Arguments arguments;
  if (const char* url = std::getenv("DATABASE_URL")) arguments.database_url = url;
  CLI::App app("Imports OpenStreetMap and elevation files into Loop Genie's database and bakes the tiles it serves.",
               "loopgenie-ingest");
  app.set_version_flag("--version", "loopgenie-ingest " LOOPGENIE_VERSION);
  app.require_subcommand(1);

  CLI::App* import_command =
      app.add_subcommand("import", "Read files, bake tiles, and serve them in place of the old ones");
  add_database_url(*import_command, arguments);
  add_sources(*import_command, arguments).required();

  CLI::App* diff_command = app.add_subcommand(
      "diff", "Print what importing the files would change; without files, what the last import changed");
  add_database_url(*diff_command, arguments);
  add_sources(*diff_command, arguments);

  CLI::App* extent_command =
      app.add_subcommand("extent", "Print where the walkable ways of OpenStreetMap files lie, as one line of JSON");
  extent_command
      ->add_option("--osm", arguments.read.osm_files, "OpenStreetMap files: PBF, XML (.osm, .osm.gz, .osm.bz2) or o5m")
      ->required();

  CLI::App* migrate_command = app.add_subcommand("migrate", "Bring the database's tables to this program's version");
  add_database_url(*migrate_command, arguments);

  CLI::App* export_command = app.add_subcommand("export", "Write what is served as files for a static host");
  add_database_url(*export_command, arguments);
  export_command->add_option("--out", arguments.out, "A new or empty folder, or one exported before")->required();

  CLI::App* status_command = app.add_subcommand("status", "Print what is served as one line of JSON");
  add_database_url(*status_command, arguments);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);

  const Result<std::string> done = *import_command   ? import(arguments)
                                   : *diff_command   ? diff(arguments)
                                   : *extent_command ? extent(arguments)
                                   : *export_command ? export_to(arguments)
                                   : *status_command ? status(arguments)
                                                     : migrate(arguments);
  if (!done) {
    return failed(done.error());
  }
  std::fputs(done->c_str(), stdout);
  return std::fflush(stdout) == 0 ? 0 : failed({ErrorCode::io, "cannot write to standard output"});
}

}  // namespace
}  // namespace loopgenie::ingest

int main(int argc, char** argv) {
  try {
    return loopgenie::ingest::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "[ingest] error: %s\n", error.what());
    return 1;
  }
}
