// Small maps for the import's tests: nodes by metres east and north of 42.5° N 1.5° E, ways and relations over them,
// written as a PBF file; and elevation rasters made from a formula.
#pragma once

#include <unistd.h>

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogr_spatialref.h>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <osmium/builder/attr.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>
#include <string>
#include <utility>
#include <vector>

#include "api/ingest/read.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest::test {

using Tags = std::vector<std::pair<std::string, std::string>>;

/// A folder that goes with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "loopgenie-ingest-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

/// WGS 84's metres per degree at 42.5° N: 111,083 north and 82,199 east.
inline Point at_metres(double east_m, double north_m) {
  return point_from_degrees(42.5 + north_m / 111'083, 1.5 + east_m / 82'199);
}

class SourceMap {
 public:
  SourceMap& node(std::int64_t id, double east_m, double north_m, const Tags& tags = {}) {
    return node_at(id, at_metres(east_m, north_m), tags);
  }
  SourceMap& node_at(std::int64_t id, Point point, const Tags& tags = {}) {
    using namespace osmium::builder::attr;
    osmium::builder::add_node(nodes_, _id(id), _version(1), _location(osmium::Location{point.lon_e7, point.lat_e7}),
                              _tags(tags));
    return *this;
  }
  SourceMap& way(std::int64_t id, const std::vector<std::int64_t>& nodes, const Tags& tags) {
    using namespace osmium::builder::attr;
    osmium::builder::add_way(ways_, _id(id), _version(1), _nodes(nodes), _tags(tags));
    return *this;
  }
  SourceMap& relation(std::int64_t id, const std::vector<std::int64_t>& ways, const Tags& tags) {
    using namespace osmium::builder::attr;
    std::vector<member_type> members;
    for (const std::int64_t way_id : ways) {
      members.emplace_back(osmium::item_type::way, way_id);
    }
    osmium::builder::add_relation(relations_, _id(id), _version(1), _members(members), _tags(tags));
    return *this;
  }

  /// A relation of ways and of relations, those with a role.
  SourceMap& nested_area(std::int64_t id, const std::vector<std::int64_t>& ways,
                         const std::vector<std::pair<std::int64_t, std::string>>& relations, const Tags& tags) {
    using namespace osmium::builder::attr;
    std::vector<member_type_string> members;
    for (const std::int64_t way_id : ways) {
      members.emplace_back(osmium::item_type::way, way_id, "outer");
    }
    for (const auto& [relation_id, role] : relations) {
      members.emplace_back(osmium::item_type::relation, relation_id, std::string(role));
    }
    osmium::builder::add_relation(relations_, _id(id), _version(1), _members(members), _tags(tags));
    return *this;
  }

  /// A relation of relations.
  SourceMap& superroute(std::int64_t id, const std::vector<std::int64_t>& relations, const Tags& tags) {
    using namespace osmium::builder::attr;
    std::vector<member_type> members;
    for (const std::int64_t relation_id : relations) {
      members.emplace_back(osmium::item_type::relation, relation_id);
    }
    osmium::builder::add_relation(relations_, _id(id), _version(1), _members(members), _tags(tags));
    return *this;
  }

  /// Writes the map; call it once.
  std::string write(const TemporaryFolder& folder, const std::string& name = "map.osm.pbf") {
    osmium::io::Header header;
    header.set("generator", "test");
    header.set("osmosis_replication_timestamp", "2025-01-19T21:21:36Z");
    osmium::io::Writer writer{osmium::io::File{folder.file(name), "pbf"}, header, osmium::io::overwrite::allow};
    writer(std::move(nodes_));
    writer(std::move(ways_));
    writer(std::move(relations_));
    writer.close();
    return folder.file(name);
  }

 private:
  static osmium::memory::Buffer buffer() {
    return osmium::memory::Buffer{4096, osmium::memory::Buffer::auto_grow::yes};
  }
  osmium::memory::Buffer nodes_ = buffer();
  osmium::memory::Buffer ways_ = buffer();
  osmium::memory::Buffer relations_ = buffer();
};

inline ReadOptions files(std::vector<std::string> osm, std::vector<std::string> dem = {}) {
  ReadOptions options;
  options.osm_files = std::move(osm);
  options.dem_files = std::move(dem);
  return options;
}

inline constexpr float kVoidElevation = -32768;

/// A GeoTIFF of square cells around the origin of `at_metres`, `half_m` in each direction; the elevation by metres east
/// and north.
inline std::string write_dem(const TemporaryFolder& folder, const std::string& name, double half_m, double cell_m,
                             const std::function<double(double, double)>& elevation) {
  GDALAllRegister();
  const Point corner = at_metres(-half_m, half_m);
  const Point opposite = at_metres(half_m, -half_m);
  const int side = static_cast<int>(2 * half_m / cell_m);
  cell_m = 2 * half_m / side;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  GDALDataset* dataset = driver->Create(folder.file(name).c_str(), side, side, 1, GDT_Float32, nullptr);
  const double step_lon = (opposite.lon() - corner.lon()) / side;
  const double step_lat = (opposite.lat() - corner.lat()) / side;
  double transform[6] = {corner.lon(), step_lon, 0, corner.lat(), 0, step_lat};
  dataset->SetGeoTransform(transform);
  OGRSpatialReference wgs84;
  wgs84.SetWellKnownGeogCS("WGS84");
  dataset->SetSpatialRef(&wgs84);
  GDALRasterBand* band = dataset->GetRasterBand(1);
  band->SetNoDataValue(static_cast<double>(kVoidElevation));
  std::vector<float> row(static_cast<std::size_t>(side));
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      row[static_cast<std::size_t>(x)] =
          static_cast<float>(elevation((x + 0.5) * cell_m - half_m, half_m - (y + 0.5) * cell_m));
    }
    if (band->RasterIO(GF_Write, 0, y, side, 1, row.data(), side, 1, GDT_Float32, 0, 0) != CE_None) {
      break;
    }
  }
  GDALClose(dataset);
  return folder.file(name);
}

/// The map as an import reads it; a test that fails where that is an error.
inline Dataset read(SourceMap& map) {
  const TemporaryFolder folder;
  Result<Dataset> dataset = read_dataset(files({map.write(folder)}));
  EXPECT_TRUE(dataset) << (dataset ? "" : dataset.error().message);
  return dataset ? *std::move(dataset) : Dataset{};
}

}  // namespace loopgenie::ingest::test
