// Reads OpenStreetMap and elevation files into one Dataset, by the chain of stages that stages.hpp names. Never throws:
// every failure is an Error that names the file, what was got, what was expected and what to do.
#pragma once

#include <string>
#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"
#include "core/base/result.hpp"

namespace loopgenie::ingest {

/// What to say of files that do not say it themselves. A field that is "" leaves what the file says.
struct Credit {
  std::string attribution;
  std::string licence;
  std::string url;
};

struct ReadOptions {
  std::vector<std::string> osm_files;  // what osm_format.hpp names; several make one data set
  std::vector<std::string> dem_files;  // .hgt, .hgt.zip, .hgt.gz, GeoTIFF, … (GDAL); none leaves elevations unknown
  std::string name;                    // DEFAULT "": the first OSM file's name, by alphabet, without extension
  bool made_up = false;
  Credit dem_credit{};  // of all elevation files
};

/// Deterministic: the same files give the same data set, whatever their order.
[[nodiscard]] Result<Dataset> read_dataset(const ReadOptions& options, const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
