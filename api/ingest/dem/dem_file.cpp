#include "api/ingest/dem/dem_file.hpp"

#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <numbers>
#include <utility>

#include "api/ingest/base/outline.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

constexpr float kVoid = std::numeric_limits<float>::quiet_NaN();
// Beyond what the ground of the Earth has: a void that the file does not declare.
constexpr double kLowestM = -1000;
constexpr double kHighestM = 9500;
// What elevation is handed out as. GDAL knows some 200 formats more, among them such that read other files or the
// network.
constexpr const char* kDrivers[] = {"SRTMHGT", "GTiff", "AAIGrid", "DTED", "EHdr", "HFA", "USGSDEM", nullptr};
// Of a raster, GDAL reads one piece at a time into memory: a tile, or some rows.
constexpr std::int64_t kMaxPieceBytes = std::int64_t{256} << 20;

/// Keeps GDAL from printing; its last message stays readable.
class QuietErrors {
 public:
  QuietErrors() {
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  ~QuietErrors() { CPLPopErrorHandler(); }
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
};

bool ends_with(const std::string& path, std::string_view suffix) {
  return path.size() > suffix.size() && std::equal(suffix.rbegin(), suffix.rend(), path.rbegin(), [](char a, char b) {
           return a == std::tolower(static_cast<unsigned char>(b));
         });
}

/// The raster inside a compressed file, as a path GDAL reads; the path itself where it is not compressed.
std::string inner_path(const std::string& path) {
  if (ends_with(path, ".gz")) {
    return "/vsigzip/" + path;
  }
  if (!ends_with(path, ".zip")) {
    return path;
  }
  const std::string archive = "/vsizip/" + path;
  const CPLStringList entries(VSIReadDirRecursive(archive.c_str()));
  std::string first;
  for (int i = 0; i < entries.size(); ++i) {
    const std::string entry = entries[i];
    if (ends_with(entry, ".hgt") || ends_with(entry, ".tif") || ends_with(entry, ".tiff")) {
      return archive + "/" + entry;
    }
    if (first.empty() && !ends_with(entry, "/")) {
      first = entry;
    }
  }
  return archive + "/" + first;
}

enum class Unpacking { done, damaged, too_large };

/// Copies a file of GDAL's into another one, and stops when it is larger than it may be.
Unpacking unpack(const std::string& from, const std::string& to, std::uint64_t max_bytes) {
  const auto close = [](VSILFILE* file) { VSIFCloseL(file); };
  const std::unique_ptr<VSILFILE, decltype(close)> source(VSIFOpenL(from.c_str(), "rb"), close);
  const std::unique_ptr<VSILFILE, decltype(close)> target(VSIFOpenL(to.c_str(), "wb"), close);
  if (source == nullptr || target == nullptr) {
    return Unpacking::damaged;
  }
  std::vector<char> buffer(std::size_t{1} << 20);
  for (std::uint64_t written = 0; written <= max_bytes;) {
    const std::size_t count = VSIFReadL(buffer.data(), 1, buffer.size(), source.get());
    if (count > 0 && VSIFWriteL(buffer.data(), 1, count, target.get()) != count) {
      return Unpacking::too_large;
    }
    written += count;
    if (count == 0) {
      return written > 0 && CPLGetLastErrorType() < CE_Failure ? Unpacking::done : Unpacking::damaged;
    }
  }
  return Unpacking::too_large;
}

/// A palette, red, green and blue or the like: a map or a shaded relief.
bool holds_colours(GDALRasterBand& band) {
  const GDALColorInterp meaning = band.GetColorInterpretation();
  return band.GetColorTable() != nullptr ||
         (meaning != GCI_Undefined && meaning != GCI_GrayIndex && meaning != GCI_AlphaBand);
}

std::unique_ptr<OGRCoordinateTransformation> transformation(const OGRSpatialReference& from,
                                                            const OGRSpatialReference& to) {
  return std::unique_ptr<OGRCoordinateTransformation>(OGRCreateCoordinateTransformation(&from, &to));
}

}  // namespace

DemFile::~DemFile() {
  dataset_.reset();
  if (!memory_path_.empty()) {
    VSIUnlink(memory_path_.c_str());
  }
}

Result<std::unique_ptr<DemFile>> DemFile::open(const std::string& path, std::uint64_t max_unpacked_bytes) {
  GDALAllRegister();
  const QuietErrors quiet;
  std::unique_ptr<DemFile> file(new DemFile);
  if (Result<void> opened = file->open_raster(path, max_unpacked_bytes); !opened) {
    return tl::unexpected(std::move(opened).error());
  }
  if (Result<void> placed = file->place(path); !placed) {
    return tl::unexpected(std::move(placed).error());
  }
  return file;
}

Result<void> DemFile::open_raster(const std::string& path, std::uint64_t max_unpacked_bytes) {
  constexpr const char* kExpected = "; expected an elevation raster (.hgt, .hgt.zip, .hgt.gz, GeoTIFF). ";
  std::error_code error;
  // GDAL takes names such as /vsicurl/… for places in the network or in other files.
  if (path.starts_with("/vsi") || !std::filesystem::is_regular_file(path, error)) {
    return fail(ErrorCode::missing, path + ": no such file" + kExpected + "Check the path.");
  }
  std::string readable = inner_path(path);
  if (readable != path) {
    // Jumping about in a compressed file is slow: unpack it. The .hgt driver reads the position from the file's name.
    std::string name = std::filesystem::path(readable).filename().string();
    if (ends_with(name, ".gz")) {
      name.resize(name.size() - 3);
    }
    static int unpacked_count = 0;
    memory_path_ = "/vsimem/loopgenie-" + std::to_string(unpacked_count++) + "/" + name;
    switch (unpack(readable, memory_path_, max_unpacked_bytes)) {
      case Unpacking::done:
        break;
      case Unpacking::damaged:
        return fail(ErrorCode::malformed,
                    path + ": cannot be unpacked" + kExpected + "It is damaged or incomplete: download it again.");
      case Unpacking::too_large:
        return fail(ErrorCode::invalid_input, path + ": unpacks to more than " +
                                                  std::to_string(max_unpacked_bytes >> 20) +
                                                  " MiB. Unpack it yourself, and give the raster.");
    }
    readable = memory_path_;
  }
  dataset_.reset(GDALDataset::FromHandle(GDALOpenEx(
      readable.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, kDrivers, nullptr, nullptr)));
  if (dataset_ == nullptr || dataset_->GetRasterCount() < 1) {
    return fail(ErrorCode::malformed,
                path + ": cannot be read as elevation (" + CPLGetLastErrorMsg() + ")" + kExpected +
                    "A .hgt file must keep its name, such as N42E001.hgt. Convert other rasters with gdal_translate.");
  }
  band_ = dataset_->GetRasterBand(1);
  if (holds_colours(*band_)) {
    return fail(ErrorCode::invalid_input, path + ": is a picture: its cells hold colours, not metres" + kExpected +
                                              "Give the raster that the picture was made from.");
  }
  int piece_width = 0;
  int piece_height = 0;
  band_->GetBlockSize(&piece_width, &piece_height);
  if (std::int64_t{piece_width} * piece_height >
      kMaxPieceBytes / GDALGetDataTypeSizeBytes(band_->GetRasterDataType())) {
    return fail(ErrorCode::invalid_input,
                path + ": is stored in pieces of " + std::to_string(piece_width) + " × " +
                    std::to_string(piece_height) +
                    " cells, too large to read. Store it in tiles: gdal_translate -co TILED=YES.");
  }
  width_ = band_->GetXSize();
  height_ = band_->GetYSize();
  read_units();
  return {};
}

void DemFile::read_units() {
  constexpr double kFootM = 0.3048;
  constexpr double kSurveyFootM = 1200.0 / 3937;
  int has_value = 0;
  const double void_value = band_->GetNoDataValue(&has_value);
  if (has_value != 0) {
    void_value_ = void_value;
  }
  const double scale = band_->GetScale(&has_value);
  to_metres_ = has_value != 0 && scale != 0 ? scale : 1;
  const double offset = band_->GetOffset(&has_value);
  offset_m_ = has_value != 0 ? offset : 0;
  const std::string unit = band_->GetUnitType();
  if (unit == "ft" || unit == "foot" || unit == "feet") {
    to_metres_ *= kFootM;
    offset_m_ *= kFootM;
  } else if (unit == "us-ft" || unit == "US survey foot") {
    to_metres_ *= kSurveyFootM;
    offset_m_ *= kSurveyFootM;
  }
}

Result<void> DemFile::place(const std::string& path) {
  const OGRSpatialReference* own = dataset_->GetSpatialRef();
  if (dataset_->GetGeoTransform(forward_) != CE_None || own == nullptr ||
      GDALInvGeoTransform(forward_, inverse_) == 0) {
    return fail(ErrorCode::malformed, path +
                                          ": has no position on the ground; expected a raster with a coordinate system "
                                          "and a geotransform. Georeference it (gdal_translate -a_srs … -a_ullr …).");
  }
  OGRSpatialReference wgs84;
  wgs84.SetWellKnownGeogCS("WGS84");
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  OGRSpatialReference raster(*own);
  raster.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (!raster.IsSame(&wgs84)) {
    from_wgs84_ = transformation(wgs84, raster);
    to_wgs84_ = transformation(raster, wgs84);
    if (from_wgs84_ == nullptr || to_wgs84_ == nullptr) {
      return fail(ErrorCode::malformed, path + ": its coordinate system cannot be related to WGS 84 (" +
                                            CPLGetLastErrorMsg() + "). Convert it with gdalwarp -t_srs EPSG:4326.");
    }
  }
  credit(path);
  return measure(path);
}

/// The box and the size of a cell, from points on the border: in another coordinate system it is curved.
Result<void> DemFile::measure(const std::string& path) {
  constexpr int kSteps = 20;  // per side
  std::vector<Point> border;
  for (int i = 0; i <= kSteps; ++i) {
    const double x = static_cast<double>(width_) * i / kSteps;
    const double y = static_cast<double>(height_) * i / kSteps;
    for (const auto& [column, row] : {std::pair(x, 0.0), std::pair(x, static_cast<double>(height_)), std::pair(0.0, y),
                                      std::pair(static_cast<double>(width_), y)}) {
      if (const auto point = to_point(column, row)) {
        border.push_back(*point);
      }
    }
  }
  const auto center = to_point(width_ / 2.0, height_ / 2.0);
  const auto beside = to_point(width_ / 2.0, height_ / 2.0 + 1);
  if (border.empty() || !center || !beside) {
    return fail(ErrorCode::malformed, path +
                                          ": its position on the ground makes no sense in WGS 84. Check its "
                                          "coordinate system with gdalinfo.");
  }
  box_ = box_of(border);
  cell_m_ = distance_m(*center, *beside);
  return {};
}

void DemFile::credit(const std::string& path) {
  source_.file = std::filesystem::path(path).filename().string();
  source_.kind = SourceKind::elevation;
  if (std::string_view(dataset_->GetDriverName()) == "SRTMHGT") {
    source_.licence = "public domain";
    source_.attribution = "SRTM (NASA, USGS)";
    source_.url = "https://doi.org/10.5066/F7PR7TFT";
  } else {
    const char* copyright = dataset_->GetMetadataItem("TIFFTAG_COPYRIGHT");
    source_.licence = copyright != nullptr ? copyright : "unknown";
    const char* maker = dataset_->GetMetadataItem("TIFFTAG_ARTIST");
    source_.attribution = maker != nullptr ? maker : "";
  }
}

std::optional<Point> DemFile::to_point(double column, double row) const {
  double x = forward_[0] + column * forward_[1] + row * forward_[2];
  double y = forward_[3] + column * forward_[4] + row * forward_[5];
  if (to_wgs84_ != nullptr && to_wgs84_->Transform(1, &x, &y) == 0) {
    return std::nullopt;
  }
  if (!std::isfinite(x) || !std::isfinite(y) || std::abs(x) > 181 || std::abs(y) > 91) {
    return std::nullopt;
  }
  return point_from_degrees(std::clamp(y, -90.0, 90.0), std::clamp(x, -180.0, 180.0));
}

std::optional<float> DemFile::sample(Point point, Voids voids) {
  if (!box_.contains(point)) {
    return std::nullopt;
  }
  double x = point.lon();
  double y = point.lat();
  if (from_wgs84_ != nullptr && from_wgs84_->Transform(1, &x, &y) == 0) {
    return std::nullopt;
  }
  // Cell centres are at half positions. The half cell outside the border centres takes the border's value.
  const double column = inverse_[0] + x * inverse_[1] + y * inverse_[2] - 0.5;
  const double row = inverse_[3] + x * inverse_[4] + y * inverse_[5] - 0.5;
  constexpr double kSlack = 0.5 + 1e-6;
  if (!(column >= -kSlack && row >= -kSlack && column <= width_ - 1 + kSlack && row <= height_ - 1 + kSlack)) {
    return std::nullopt;
  }
  const double inner_column = std::clamp(column, 0.0, static_cast<double>(width_ - 1));
  const double inner_row = std::clamp(row, 0.0, static_cast<double>(height_ - 1));
  const int left = std::min(static_cast<int>(inner_column), std::max(0, width_ - 2));
  const int top = std::min(static_cast<int>(inner_row), std::max(0, height_ - 2));
  const double right_share = inner_column - left;
  const double bottom_share = inner_row - top;
  double sum = 0;
  for (const int down : {0, 1}) {
    for (const int across : {0, 1}) {
      const double share =
          (down == 1 ? bottom_share : 1 - bottom_share) * (across == 1 ? right_share : 1 - right_share);
      if (share == 0) {
        continue;  // also where the raster is one cell wide
      }
      const int at_column = left + across;
      const int at_row = top + down;
      const std::optional<float> value =
          voids == Voids::filled ? filled_cell(at_column, at_row) : cell(at_column, at_row);
      if (!value) {
        return std::nullopt;
      }
      sum += share * static_cast<double>(*value);
    }
  }
  return static_cast<float>(sum);
}

std::optional<float> DemFile::filled_cell(int column, int row) {
  if (const std::optional<float> value = cell(column, row)) {
    return value;
  }
  struct Axis {
    int right;
    int down;
    double step;  // cells from one to the next
  };
  constexpr Axis kAxes[] = {{1, 0, 1}, {0, 1, 1}, {1, 1, std::numbers::sqrt2}, {1, -1, std::numbers::sqrt2}};
  double sum = 0;
  double weight_sum = 0;
  for (const Axis& axis : kAxes) {
    const int most_steps = std::min(kMaxVoidCells + 1, static_cast<int>(kMaxVoidM / (axis.step * cell_m_)));
    const auto nearest = [&](int sign, int most) -> std::pair<int, double> {
      for (int i = 1; i <= most; ++i) {
        const int c = column + sign * i * axis.right;
        const int r = row + sign * i * axis.down;
        if (c < 0 || r < 0 || c >= width_ || r >= height_) {
          break;
        }
        if (const std::optional<float> value = cell(c, r)) {
          return {i, static_cast<double>(*value)};
        }
      }
      return {0, 0};
    };
    const auto [before, value_before] = nearest(-1, most_steps - 1);
    const auto [after, value_after] = before == 0 ? std::pair(0, 0.0) : nearest(1, most_steps - before);
    if (after != 0) {
      const double span = axis.step * (before + after);
      const double weight = 1 / (span * span);
      sum += weight * (value_before * after + value_after * before) / (before + after);
      weight_sum += weight;
    }
  }
  return weight_sum > 0 ? std::optional(static_cast<float>(sum / weight_sum)) : std::nullopt;
}

std::optional<float> DemFile::cell(int column, int row) {
  const int block_column = column / kBlockSide;
  const int block_row = row / kBlockSide;
  const std::int64_t key = (std::int64_t{block_row} << 32U) | block_column;
  auto found = blocks_.find(key);
  if (found == blocks_.end()) {
    const QuietErrors quiet;
    std::vector<float> values(static_cast<std::size_t>(kBlockSide) * kBlockSide, kVoid);
    const int columns = std::min(kBlockSide, width_ - block_column * kBlockSide);
    const int rows = std::min(kBlockSide, height_ - block_row * kBlockSide);
    if (band_->RasterIO(GF_Read, block_column * kBlockSide, block_row * kBlockSide, columns, rows, values.data(),
                        columns, rows, GDT_Float32, sizeof(float), static_cast<GSpacing>(kBlockSide * sizeof(float)),
                        nullptr) != CE_None) {
      std::fill(values.begin(), values.end(), kVoid);
    }
    for (float& value : values) {
      const double metres = static_cast<double>(value) * to_metres_ + offset_m_;
      const bool is_void = void_value_ && static_cast<double>(value) == *void_value_;
      value = !is_void && metres > kLowestM && metres < kHighestM ? static_cast<float>(metres) : kVoid;
    }
    found = blocks_.emplace(key, std::move(values)).first;
  }
  const float value = found->second[static_cast<std::size_t>(row % kBlockSide) * kBlockSide +
                                    static_cast<std::size_t>(column % kBlockSide)];
  return std::isnan(value) ? std::nullopt : std::optional(value);
}

}  // namespace loopgenie::ingest
