// Ground elevation from raster files (GDAL): .hgt, .hgt.zip, .hgt.gz, GeoTIFF and whatever else GDAL reads, in any
// coordinate system. A sample is bilinear between the four nearest cell centres; where one of them is void, the file
// has no answer there and the next one is asked. Finer files are asked first. Where no file has an answer, a small void
// is filled from its neighbours, in the finest file that can: a void cell that has known cells on both sides, along its
// row, its column or a diagonal, with at most kMaxVoidM and kMaxVoidCells void cells between them, is the mean of the
// straight lines between the two, each weighted by one over the square of its length. Larger voids stay unknown.
//
// Compressed files are unpacked into memory. Cells are read in square blocks as they are needed; blocks in memory are
// bounded by kMaxCacheBytes.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest {

class DemFile;

class Dem {
 public:
  static constexpr std::size_t kMaxCacheBytes = std::size_t{256} << 20U;

  /// Errors: no such file, not a raster, a picture, no coordinate system.
  [[nodiscard]] static Result<Dem> open(const std::vector<std::string>& paths);

  Dem();
  Dem(Dem&&) noexcept;
  Dem& operator=(Dem&&) noexcept;
  ~Dem();

  /// Metres above the file's own zero (sea level), or nullopt outside and in large voids.
  [[nodiscard]] std::optional<float> sample(Point point);

  /// Whether any file reaches into the box, which must not cross the antimeridian: elsewhere nothing is known.
  [[nodiscard]] bool meets(const Box& box) const;
  [[nodiscard]] bool is_empty() const { return files_.empty(); }
  /// Metres between the cells of the finest file. REQUIRES that there is one.
  [[nodiscard]] double finest_spacing_m() const;
  [[nodiscard]] std::vector<Source> sources() const;
  /// What the files cover, as text for a person: "N42E001.hgt: 42.0 to 43.0 N, 1.0 to 2.0 E".
  [[nodiscard]] std::string coverage() const;

 private:
  void bound_cache();

  std::vector<std::unique_ptr<DemFile>> files_;  // finest first
};

/// "42.0 to 43.0 N, 1.0 to 2.0 E".
[[nodiscard]] std::string describe(const Box& box);

}  // namespace loopgenie::ingest
