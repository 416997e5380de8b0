#include "api/ingest/demo/dem_file.hpp"

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_srs_api.h>

#include <array>
#include <memory>
#include <string>

namespace loopgenie::ingest::demo {
namespace {

struct CloseDataset {
  void operator()(void* dataset) const { GDALClose(dataset); }
};
struct DestroyReference {
  void operator()(void* reference) const { OSRDestroySpatialReference(reference); }
};

tl::unexpected<Error> write_failure(const std::filesystem::path& file) {
  return fail(ErrorCode::io, "cannot write " + file.string() + ": " + CPLGetLastErrorMsg() +
                                 "; expected a writable folder with some 5 MB of room");
}

}  // namespace

Result<void> write_dem(const Terrain& terrain, const std::filesystem::path& file) {
  GDALAllRegister();
  const GDALDriverH driver = GDALGetDriverByName("GTiff");
  if (driver == nullptr) {
    return fail(ErrorCode::missing, "GDAL has no GTiff driver; install Debian's libgdal-dev");
  }
  CPLErrorReset();
  std::array<const char*, 4> options = {"COMPRESS=DEFLATE", "PREDICTOR=3", "ZLEVEL=9", nullptr};
  std::unique_ptr<void, CloseDataset> dataset(
      GDALCreate(driver, file.string().c_str(), kColumns, kRows, 1, GDT_Float32, const_cast<char**>(options.data())));
  if (!dataset) {
    return write_failure(file);
  }
  // Cell centres are the grid's points, the raster's corner is half a cell outside of the north-west one.
  std::array<double, 6> transform = {kWest - kDegreesPerCellLon / 2,
                                     kDegreesPerCellLon,
                                     0,
                                     kSouth + (kRows - 0.5) * kDegreesPerCellLat,
                                     0,
                                     -kDegreesPerCellLat};
  std::unique_ptr<void, DestroyReference> wgs84(OSRNewSpatialReference(nullptr));
  bool written = OSRImportFromEPSG(wgs84.get(), 4326) == OGRERR_NONE &&
                 GDALSetSpatialRef(dataset.get(), wgs84.get()) == CE_None &&
                 GDALSetGeoTransform(dataset.get(), transform.data()) == CE_None &&
                 GDALSetMetadataItem(dataset.get(), "TIFFTAG_IMAGEDESCRIPTION",
                                     "Genie Range: made up by Loop Genie, no such place exists", nullptr) == CE_None;
  const GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1);
  for (int row = 0; written && row < kRows; ++row) {
    const float* source = terrain.height_m.data() + cell_at(0, kRows - 1 - row);
    written = GDALRasterIO(band, GF_Write, 0, row, kColumns, 1, const_cast<float*>(source), kColumns, 1, GDT_Float32, 0,
                           0) == CE_None;
  }
  dataset.reset();  // writes what is still cached
  if (!written || CPLGetLastErrorType() >= CE_Failure) {
    return write_failure(file);
  }
  return {};
}

}  // namespace loopgenie::ingest::demo
