// loopgenie-check: verifies a plan document against the OpenStreetMap files it was made from, and nothing else.
#include <CLI/CLI.hpp>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "tests/checker/check_plan.hpp"

int main(int argc, char** argv) {
  CLI::App app{"Verifies every loop of a plan against its OpenStreetMap source alone. Exit code 0: everything holds.",
               "loopgenie-check"};
  app.set_version_flag("--version", "loopgenie-check " LOOPGENIE_VERSION);
  std::vector<std::string> osm_files;
  std::string plan_file;
  app.add_option("--osm", osm_files, "The .osm.pbf the data was imported from")->required()->check(CLI::ExistingFile);
  app.add_option("--plan", plan_file, "The document loopgenie plan --json printed")
      ->required()
      ->check(CLI::ExistingFile);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    const nlohmann::json plan = nlohmann::json::parse(std::ifstream(plan_file));
    const loopgenie::checker::OsmWalk walk(osm_files);
    const loopgenie::checker::PlanVerdict verdict = loopgenie::checker::check_plan(walk, plan);
    for (const auto& loop : verdict.loops) {
      std::cout << (loop.faults.empty() ? "holds  " : "FAULT  ") << loop.title << '\n';
      for (const std::string& fault : loop.faults) {
        std::cout << "         " << fault << '\n';
      }
    }
    for (const std::string& fault : verdict.faults) {
      std::cout << "FAULT  " << fault << '\n';
    }
    std::cout << verdict.loops.size() << " loops checked: " << (verdict.holds() ? "everything holds" : "FAULTS")
              << '\n';
    return verdict.holds() ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "loopgenie-check: " << error.what() << '\n';
    return 1;
  }
}
