// loopgenie-demo: writes the made-up demo region as ordinary files that go through the same import as real data.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#include "api/ingest/demo/region.hpp"

int main(int argc, char** argv) {
  using namespace loopgenie;
  CLI::App app{"Writes the made-up demo region (demo.osm.pbf and demo-dem.tif) into a folder.", "loopgenie-demo"};
  app.set_version_flag("--version", "loopgenie-demo " LOOPGENIE_VERSION);
  std::string folder;
  app.add_option("--out", folder, "folder to write to; made if it is missing")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    const auto written = ingest::demo::write_demo_region(ingest::demo::make_demo_region(), folder);
    if (!written) {
      std::fprintf(stderr, "loopgenie-demo: %s\n", written.error().message.c_str());
      return 1;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "loopgenie-demo: %s\n", error.what());
    return 1;
  }
  for (const char* name : {ingest::demo::kOsmFileName, ingest::demo::kDemFileName}) {
    std::printf("%s\n", (std::filesystem::path(folder) / name).string().c_str());
  }
  return 0;
}
