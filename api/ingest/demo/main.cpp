// loopgenie-demo: writes the made-up demo region, or a country of many, as ordinary files that go through the same
// import as real data.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "api/ingest/demo/country.hpp"
#include "api/ingest/demo/region.hpp"

int main(int argc, char** argv) {
  using namespace loopgenie;
  CLI::App app{"Writes the made-up demo region (demo.osm.pbf and demo-dem.tif) into a folder.", "loopgenie-demo"};
  app.set_version_flag("--version", "loopgenie-demo " LOOPGENIE_VERSION);
  std::string folder;
  app.add_option("--out", folder, "folder to write to; made if it is missing")->required();
  std::string tiles;
  app.add_option(
      "--tiles", tiles,
      "COLUMNSxROWS: a country of so many copies, joined by towns, roads and paths, without ground and elevation");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  using namespace ingest::demo;
  std::vector<const char*> names = {kOsmFileName};
  try {
    Result<void> written;
    if (tiles.empty()) {
      names.push_back(kDemFileName);
      written = write_demo_region(make_demo_region(), folder);
    } else {
      const Result<CountrySize> size = parse_country_size(tiles);
      if (!size) {
        std::fprintf(stderr, "loopgenie-demo: %s\n", size.error().message.c_str());
        return 2;
      }
      written = write_country(make_demo_region(DemoGround::without), *size, folder);
    }
    if (!written) {
      std::fprintf(stderr, "loopgenie-demo: %s\n", written.error().message.c_str());
      return 1;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "loopgenie-demo: %s\n", error.what());
    return 1;
  }
  for (const char* name : names) {
    std::printf("%s\n", (std::filesystem::path(folder) / name).string().c_str());
  }
  return 0;
}
