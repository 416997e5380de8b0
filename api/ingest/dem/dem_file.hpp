// One raster file of elevations. See dem.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "api/ingest/base/dataset.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"

class GDALDataset;
class GDALRasterBand;
class OGRCoordinateTransformation;

namespace loopgenie::ingest {

class DemFile {
 public:
  /// Memory that a file may be unpacked into from .gz or .zip.
  static constexpr std::uint64_t kMaxUnpackedBytes = std::uint64_t{2} << 30;

  // A void that is filled, in one direction: metres between the centres of the known cells on both sides, and void
  // cells between them. So three cells of 3", twelve of 1".
  static constexpr double kMaxVoidM = 400;
  static constexpr int kMaxVoidCells = 12;

  /// Opens a file of the formats that elevation is handed out as, and no other: no format that reads other files, and
  /// nothing in the network. An Error names the file and what is expected.
  [[nodiscard]] static Result<std::unique_ptr<DemFile>> open(const std::string& path,
                                                             std::uint64_t max_unpacked_bytes = kMaxUnpackedBytes);
  ~DemFile();
  DemFile(const DemFile&) = delete;
  DemFile& operator=(const DemFile&) = delete;

  /// What a sample does with a void cell among its four.
  enum class Voids : std::uint8_t {
    unknown,
    filled,  // small ones, from their neighbours: see dem.hpp
  };
  [[nodiscard]] std::optional<float> sample(Point point, Voids voids);
  [[nodiscard]] const Box& box() const { return box_; }
  [[nodiscard]] double cell_m() const { return cell_m_; }
  [[nodiscard]] const Source& source() const { return source_; }
  [[nodiscard]] std::size_t cache_bytes() const { return blocks_.size() * kBlockSide * kBlockSide * sizeof(float); }
  void forget_blocks() { blocks_.clear(); }

 private:
  static constexpr int kBlockSide = 256;

  DemFile() = default;
  [[nodiscard]] Result<void> open_raster(const std::string& path, std::uint64_t max_unpacked_bytes);
  void read_units();
  /// Where the raster lies on the Earth.
  [[nodiscard]] Result<void> place(const std::string& path);
  [[nodiscard]] Result<void> measure(const std::string& path);
  void credit(const std::string& path);
  /// Longitude and latitude of a raster position.
  [[nodiscard]] std::optional<Point> to_point(double column, double row) const;
  [[nodiscard]] std::optional<float> cell(int column, int row);
  /// The cell's value; of a void one, what the known cells on two sides of it say.
  [[nodiscard]] std::optional<float> filled_cell(int column, int row);

  std::string memory_path_;  // of the unpacked copy; "" without
  std::unique_ptr<GDALDataset> dataset_;
  std::unique_ptr<OGRCoordinateTransformation> from_wgs84_;  // null where the raster is in WGS 84 itself
  std::unique_ptr<OGRCoordinateTransformation> to_wgs84_;
  GDALRasterBand* band_ = nullptr;
  double to_metres_ = 1;  // value · to_metres_ + offset_m_
  double offset_m_ = 0;
  std::optional<double> void_value_;
  double forward_[6] = {};  // GDAL's geotransform, and its inverse
  double inverse_[6] = {};
  int width_ = 0;
  int height_ = 0;
  double cell_m_ = 0;
  Box box_;
  Source source_;
  std::unordered_map<std::int64_t, std::vector<float>> blocks_;  // NaN: void
};

}  // namespace loopgenie::ingest
