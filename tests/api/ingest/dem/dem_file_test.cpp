// Which files are opened as elevation, and how much memory one may take.
#include "api/ingest/dem/dem_file.hpp"

#include <cpl_string.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::TemporaryFolder;
using test::write_dem;
using testing::HasSubstr;

std::string hill(const TemporaryFolder& folder) {
  return write_dem(folder, "hill.tif", 500, 50, [](double, double) { return 1000.0; });
}

void write(const std::string& path, const std::string& content) { std::ofstream(path, std::ios::binary) << content; }

/// Why the file is not opened; "" where it is.
std::string refusal(const std::string& path) {
  const auto file = DemFile::open(path);
  return file ? std::string() : file.error().message;
}

TEST(DemFile, ARasterMadeOfOtherFilesIsRefused) {
  const TemporaryFolder folder;
  const std::string tif = hill(folder);
  ASSERT_EQ(refusal(tif), "");
  const std::string vrt = tif + ".vrt";
  write(vrt, R"(<VRTDataset rasterXSize="20" rasterYSize="20"><SRS>EPSG:4326</SRS>
    <GeoTransform>1.5, 0.001, 0, 42.5, 0, -0.001</GeoTransform><VRTRasterBand dataType="Float32" band="1">
    <SimpleSource><SourceFilename relativeToVRT="0">)" +
                 tif + R"(</SourceFilename><SourceBand>1</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>)");
  EXPECT_THAT(refusal(vrt), HasSubstr("expected an elevation raster"));
  const std::string renamed = (std::filesystem::path(vrt).parent_path() / "N42E001.tif").string();
  std::filesystem::rename(vrt, renamed);
  EXPECT_THAT(refusal(renamed), HasSubstr("expected an elevation raster"));
}

/// A raster of bytes that lies somewhere, as a map or a shaded relief is.
std::string bytes_raster(const TemporaryFolder& folder, const std::string& name, int bands, const char* photometric) {
  GDALAllRegister();
  CPLStringList options;
  options.SetNameValue("PHOTOMETRIC", photometric);
  GDALDriver* tiff = GetGDALDriverManager()->GetDriverByName("GTiff");
  GDALDataset* dataset = tiff->Create(folder.file(name).c_str(), 20, 20, bands, GDT_Byte, options);
  double transform[6] = {1.5, 0.001, 0, 42.5, 0, -0.001};
  dataset->SetGeoTransform(transform);
  OGRSpatialReference wgs84;
  wgs84.SetWellKnownGeogCS("WGS84");
  dataset->SetSpatialRef(&wgs84);
  if (std::string_view(photometric) == "PALETTE") {
    GDALColorTable colours;
    const GDALColorEntry green = {10, 200, 10, 255};
    colours.SetColorEntry(1, &green);
    dataset->GetRasterBand(1)->SetColorTable(&colours);
  }
  GDALClose(GDALDataset::ToHandle(dataset));
  return folder.file(name);
}

TEST(DemFile, APictureIsRefusedAndAPlainRasterOfBytesIsNot) {
  const TemporaryFolder folder;
  for (const std::string& path :
       {bytes_raster(folder, "palette.tif", 1, "PALETTE"), bytes_raster(folder, "rgb.tif", 3, "RGB"),
        bytes_raster(folder, "rgba.tif", 4, "RGB"), bytes_raster(folder, "cmyk.tif", 4, "CMYK")}) {
    EXPECT_THAT(refusal(path), HasSubstr(path + ": is a picture: its cells hold colours, not metres; expected"));
  }
  EXPECT_EQ(refusal(bytes_raster(folder, "low.tif", 1, "MINISBLACK")), "");
  EXPECT_EQ(refusal(bytes_raster(folder, "bands.tif", 3, "MINISBLACK")), "");
}

TEST(DemFile, APlaceInTheNetworkOrInsideAnotherFileIsNoFile) {
  const TemporaryFolder folder;
  const std::string tif = hill(folder);
  EXPECT_THAT(refusal("/vsicurl/http://127.0.0.1:1/N42E001.tif"), HasSubstr("no such file"));
  EXPECT_THAT(refusal("/vsisubfile/0_1000000," + tif), HasSubstr("no such file"));
}

TEST(DemFile, AFileThatUnpacksToMoreThanItMayIsGivenUp) {
  const TemporaryFolder folder;
  const std::string tif = hill(folder);
  const std::string packed = tif + ".gz";
  ASSERT_EQ(CPLCopyFile(("/vsigzip/" + packed).c_str(), tif.c_str()), 0);
  const std::uint64_t bytes = std::filesystem::file_size(tif);
  EXPECT_TRUE(DemFile::open(packed, bytes));
  const auto refused = DemFile::open(packed, bytes - 1);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("unpacks to more than"));
}

TEST(DemFile, ARasterStoredInOnePieceOfGigabytesIsRefusedBeforeItIsRead) {
  const TemporaryFolder folder;
  const std::string path = hill(folder) + ".huge.tif";
  constexpr int kSide = 20'000;
  CPLStringList options;
  options.SetNameValue("BLOCKYSIZE", std::to_string(kSide).c_str());
  options.SetNameValue("SPARSE_OK", "TRUE");
  options.SetNameValue("COMPRESS", "DEFLATE");
  GDALDriver* tiff = GetGDALDriverManager()->GetDriverByName("GTiff");
  GDALClose(GDALDataset::ToHandle(tiff->Create(path.c_str(), kSide, kSide, 1, GDT_Float32, options)));
  ASSERT_LT(std::filesystem::file_size(path), 1'000'000U);
  EXPECT_THAT(refusal(path), HasSubstr("gdal_translate -co TILED=YES"));
}

}  // namespace
}  // namespace loopgenie::ingest
