// Importers, this checkout's or another's, and a database for each run of one.
#pragma once

#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "tests/bench/import/program.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::bench {

/// An empty database with PostGIS; of ours and of the peer's alike.
struct Database {
  Database() {
    pqxx::connection connection(own.url());
    pqxx::work transaction(connection);
    transaction.exec0("create extension postgis");
    transaction.commit();
  }
  [[nodiscard]] pqxx::result rows(const std::string& sql) const {
    pqxx::connection connection(own.url());
    pqxx::work transaction(connection);
    return transaction.exec(sql);
  }
  test::TemporaryDatabase own;
};

struct Importer {
  std::string name;
  std::string program;
  bool no_map = false;  // leaves map and relief out

  [[nodiscard]] Run run(const Database& database, const std::string& osm, const std::string& dem = "",
                        const std::string& report = "/dev/null") const {
    std::vector<std::string> arguments = {program, "import", "--database-url", database.own.url(), "--osm", osm};
    if (!dem.empty()) arguments.insert(arguments.end(), {"--dem", dem});
    if (no_map) arguments.emplace_back("--no-map");
    return run_program(arguments, report);
  }
};

}  // namespace loopgenie::bench
