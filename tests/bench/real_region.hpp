// The real regions that benchmarks import, from the folder LOOPGENIE_TEST_DATA.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "api/ingest/read.hpp"
#include "tests/support/environment.hpp"

namespace loopgenie::bench {

struct RealRegion {
  std::string name;
  std::string osm;
  std::string dem;  // empty: without elevation
};

/// Those whose files are there; says on stderr what is missing. `only` names one of them; empty: all.
[[nodiscard]] inline std::vector<RealRegion> real_regions(const std::string& only = "") {
  const std::string folder = test::environment("LOOPGENIE_TEST_DATA").value_or("");
  std::vector<RealRegion> regions;
  for (const RealRegion& region : {RealRegion{"Andorra", "andorra-2025.osm.pbf", "N42E001.hgt.zip"},
                                   RealRegion{"Heidelberg", "heidelberg-2024.osm.pbf", "N49E008.hgt.gz"}}) {
    if (!only.empty() && only != region.name) {
      continue;
    }
    const RealRegion placed{region.name, folder + "/" + region.osm, folder + "/" + region.dem};
    if (std::filesystem::exists(placed.osm) && std::filesystem::exists(placed.dem)) {
      regions.push_back(placed);
    } else {
      std::fprintf(stderr, "SKIP %s: LOOPGENIE_TEST_DATA names no folder with %s and %s\n", region.name.c_str(),
                   region.osm.c_str(), region.dem.c_str());
    }
  }
  return regions;
}

/// The same without elevation, and a city.
[[nodiscard]] inline std::vector<RealRegion> flat_regions(const std::string& only = "") {
  std::vector<RealRegion> regions = real_regions(only);
  for (RealRegion& region : regions) {
    region.dem.clear();
  }
  const std::string porto = test::environment("LOOPGENIE_TEST_DATA").value_or("") + "/porto-2015.osm.pbf";
  if (!only.empty() && only != "Porto") {
    return regions;
  }
  if (std::filesystem::exists(porto)) {
    regions.push_back({"Porto", porto, ""});
  } else {
    std::fprintf(stderr, "SKIP Porto: there is no %s\n", porto.c_str());
  }
  return regions;
}

[[nodiscard]] inline ingest::Dataset read_region(const RealRegion& region) {
  ingest::ReadOptions options;
  options.osm_files = {region.osm};
  if (!region.dem.empty()) {
    options.dem_files = {region.dem};
  }
  Result<ingest::Dataset> dataset = ingest::read_dataset(options);
  if (!dataset) {
    std::fprintf(stderr, "%s\n", dataset.error().message.c_str());
    std::exit(1);
  }
  return *std::move(dataset);
}

}  // namespace loopgenie::bench
