// Elevation and climb from rasters made by formula.
#include <cpl_string.h>
#include <gdal_utils.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "api/ingest/dem/dem.hpp"
#include "api/ingest/read.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::at_metres;
using test::SourceMap;
using test::Tags;
using test::TemporaryFolder;
using test::write_dem;

const Tags kPath = {{"highway", "path"}};

/// Paths west to east: way 10 from −2 km to 0, way 11 from 0 to 2 km.
SourceMap two_paths(const Tags& second = kPath) {
  SourceMap map;
  map.node(1, -2000, 0).node(2, 0, 0).node(3, 2000, 0);
  map.way(10, {1, 2}, kPath).way(11, {2, 3}, second);
  return map;
}

Result<Dataset> read(SourceMap map, const TemporaryFolder& folder, std::vector<std::string> dems) {
  return read_dataset(test::files({map.write(folder)}, std::move(dems)));
}

TEST(ReadElevation, AStraightSlopeIsClimbedOnceAndDescendedNever) {
  const TemporaryFolder folder;
  const std::string dem =
      write_dem(folder, "slope.tif", 3000, 30, [](double east, double) { return 1000 + east / 10; });
  const Result<Dataset> dataset = read(two_paths(), folder, {dem});
  ASSERT_TRUE(dataset) << dataset.error().message;
  for (const DatasetEdge& edge : dataset->edges) {
    ASSERT_TRUE(edge.climb.has_value());
    EXPECT_NEAR(edge.climb->ascent_dm, 2000, 10);
    EXPECT_EQ(edge.climb->descent_dm, 0U);
    EXPECT_EQ(edge.elevation_m.size(), edge.points.size());
  }
  EXPECT_NEAR(*dataset->nodes[1].elevation_m, 1000, 0.5);
  EXPECT_EQ(dataset->sources.back().kind, SourceKind::elevation);
  EXPECT_EQ(dataset->sources.back().file, "slope.tif");
}

TEST(ReadElevation, ClimbsAddUpToTheDifferenceOfTheNodes) {
  const TemporaryFolder folder;
  const auto hills = [](double east, double north) {
    return 1500 + 80 * std::sin(east / 300) + 40 * std::cos(north / 200) + 3 * std::sin(east * 7);
  };
  const std::string dem = write_dem(folder, "hills.tif", 3000, 30, hills);
  const Result<Dataset> dataset = read(two_paths(), folder, {dem});
  ASSERT_TRUE(dataset) << dataset.error().message;
  for (const DatasetEdge& edge : dataset->edges) {
    const double rise_m = (static_cast<double>(edge.climb->ascent_dm) - edge.climb->descent_dm) / 10;
    EXPECT_NEAR(rise_m, static_cast<double>(*edge.elevation_m.back() - *edge.elevation_m.front()), 0.2);
    EXPECT_GT(edge.climb->ascent_dm, 1000U);
    EXPECT_LT(edge.climb->ascent_dm, 6000U);  // the hills, not the noise on them
  }
  EXPECT_EQ(dataset->edges[0].elevation_m.back(), dataset->edges[1].elevation_m.front());
}

TEST(ReadElevation, NoiseIsSmoothedAway) {
  const TemporaryFolder folder;
  const auto noise = [](double east, double north) {
    return 1000 + (static_cast<int>(std::floor(east / 30) + std::floor(north / 30)) % 2 == 0 ? 4.0 : -4.0);
  };
  const std::string dem = write_dem(folder, "noise.tif", 3000, 30, noise);
  const Result<Dataset> dataset = read(two_paths(), folder, {dem});
  ASSERT_TRUE(dataset) << dataset.error().message;
  EXPECT_LT(dataset->edges[0].climb->ascent_dm, 200U);  // raw, it would be up to 66 times 8 m
}

TEST(ReadElevation, BridgesRunStraightBetweenTheirEnds) {
  const TemporaryFolder folder;
  const auto gorge = [](double east, double) { return east > 100 && east < 1900 ? 500.0 : 1000.0; };
  const std::string dem = write_dem(folder, "gorge.tif", 3000, 30, gorge);
  SourceMap bridge = two_paths({{"highway", "path"}, {"bridge", "yes"}});
  bridge.node(4, 3000, 0).way(12, {3, 4}, kPath);
  const Result<Dataset> dataset = read(std::move(bridge), folder, {dem});
  ASSERT_TRUE(dataset) << dataset.error().message;
  EXPECT_LT(dataset->edges[1].climb->ascent_dm + dataset->edges[1].climb->descent_dm, 20U);
}

TEST(ReadElevation, BoardwalksAndLowWaterCrossingsFollowTheGround) {
  const TemporaryFolder folder;
  const auto hill = [](double east, double) { return 1000 + 100 * std::sin(east / 2000 * 3.1416); };
  const std::string dem = write_dem(folder, "hill.tif", 3000, 30, hill);
  for (const char* kind : {"boardwalk", "low_water_crossing", "yes"}) {
    const Result<Dataset> dataset = read(two_paths({{"highway", "path"}, {"bridge", kind}}), folder, {dem});
    ASSERT_TRUE(dataset) << dataset.error().message;
    const Climb climb = dataset->edges[1].climb.value_or(Climb{});
    if (std::string_view(kind) == "yes") {
      EXPECT_LT(climb.ascent_dm, 20U);
    } else {
      EXPECT_NEAR(climb.ascent_dm, 1000, 50) << kind;
    }
  }
}

TEST(ReadElevation, UnknownGroundGivesUnknownClimbNeverZero) {
  const TemporaryFolder folder;
  const auto half = [](double east, double) {
    return east > -300 ? static_cast<double>(test::kVoidElevation) : 1000.0;
  };
  const std::string dem = write_dem(folder, "half.tif", 3000, 30, half);
  const Result<Dataset> dataset = read(two_paths(), folder, {dem});
  ASSERT_TRUE(dataset) << dataset.error().message;
  EXPECT_TRUE(dataset->edges[0].climb.has_value());
  EXPECT_FALSE(dataset->edges[0].climb->is_whole());
  EXPECT_EQ(dataset->edges[1].climb, std::nullopt);
  EXPECT_EQ(dataset->edges[1].elevation_m.back(), std::nullopt);
  EXPECT_NEAR(dataset->figures.unknown_climb_km, 2.2, 0.05);
  EXPECT_EQ(dataset->figures.warnings.size(), 2U);  // no relations; elevation missing
}

TEST(ReadElevation, AnEdgeKnownInPartHasALowerLimitAndSaysOfHowMuchNothingIsKnown) {
  const TemporaryFolder folder;
  // Rising 1 in 10 to the east, and nothing known beyond 1.5 km.
  const std::string dem = write_dem(folder, "part.tif", 3000, 30, [](double east, double) {
    return east > 1500 ? static_cast<double>(test::kVoidElevation) : 1000 + east / 10;
  });
  SourceMap map;
  map.node(1, 0, 0).node(2, 2000, 0).way(10, {1, 2}, kPath);
  const Result<Dataset> dataset = read(std::move(map), folder, {dem});
  ASSERT_TRUE(dataset) << dataset.error().message;
  const DatasetEdge& edge = dataset->edges.at(0);
  ASSERT_TRUE(edge.climb);
  EXPECT_NEAR(edge.climb->unknown_dm, 5000, 1600);  // the smoothing carries it on by up to 150 m
  EXPECT_GT(edge.climb->unknown_dm, 3000U);
  EXPECT_NEAR(edge.climb->ascent_dm, 1500, 100);
  EXPECT_NEAR(dataset->figures.unknown_climb_km, edge.climb->unknown_dm / 1e4, 0.001);
  EXPECT_FALSE(edge.attributes.has(EdgeFlag::steep));
}

TEST(ReadElevation, SteepIsAMeanSlopeAbove15PercentOr100MetresAbove25) {
  const auto is_steep = [](double (*height)(double)) {
    const TemporaryFolder folder;
    const std::string dem =
        write_dem(folder, "slope.tif", 3000, 10, [&](double east, double) { return 1000 + height(east); });
    SourceMap map;
    map.node(1, 0, 0).node(2, 1500, 0).way(10, {1, 2}, kPath);
    return read(std::move(map), folder, {dem}).value().edges.at(0).attributes.has(EdgeFlag::steep);
  };
  EXPECT_FALSE(is_steep([](double east) { return east * 0.13; }));
  EXPECT_TRUE(is_steep([](double east) { return east * 0.17; }));
  // Flat, but for one stretch of 200 m at 40 %.
  EXPECT_TRUE(is_steep([](double east) { return std::clamp(east - 600, 0.0, 200.0) * 0.4; }));
  // A step of 10 m is no stretch.
  EXPECT_FALSE(is_steep([](double east) { return std::clamp(east - 600, 0.0, 25.0) * 0.4; }));
}

TEST(ReadElevation, FinerFilesComeFirstAndCoarserFillTheirVoids) {
  const TemporaryFolder folder;
  const std::string coarse = write_dem(folder, "a-coarse.tif", 3000, 100, [](double, double) { return 700; });
  const std::string fine = write_dem(folder, "b-fine.tif", 3000, 20, [](double east, double) {
    return east > 0 ? static_cast<double>(test::kVoidElevation) : 900.0;
  });
  Result<Dem> dem = Dem::open({coarse, fine});
  ASSERT_TRUE(dem) << dem.error().message;
  EXPECT_EQ(dem->sample(at_metres(-1000, 0)), 900);
  EXPECT_EQ(dem->sample(at_metres(1000, 0)), 700);
  EXPECT_EQ(dem->sample(at_metres(9000, 0)), std::nullopt);
}

double void_where(bool is_void, double otherwise) {
  return is_void ? static_cast<double>(test::kVoidElevation) : otherwise;
}

TEST(ReadElevation, SmallVoidsAreFilledFromTheirNeighboursAndLargeOnesStayUnknown) {
  const TemporaryFolder folder;
  const auto plane = [](double east, double north) { return 1000 + east / 5 - north / 8; };
  // Cells of 100 m: a void of three by three, a long one of three across, and one of four by four.
  const std::string path = write_dem(folder, "voids.tif", 3000, 100, [&](double east, double north) {
    const bool small = std::abs(east + 1550) < 151 && std::abs(north) < 151;
    const bool slender = std::abs(east - 50) < 151;
    const bool large = std::abs(east - 2000) < 200 && std::abs(north) < 200;
    return void_where(small || slender || large, plane(east, north));
  });
  Result<Dem> dem = Dem::open({path});
  ASSERT_TRUE(dem) << dem.error().message;
  for (const auto& [east, north] : {std::pair(-1550.0, 0.0), {-1480.0, 110.0}, {50.0, 777.0}, {-20.0, -2500.0}}) {
    ASSERT_TRUE(dem->sample(at_metres(east, north))) << east;
    EXPECT_NEAR(*dem->sample(at_metres(east, north)), plane(east, north), 0.1) << east;
  }
  EXPECT_EQ(dem->sample(at_metres(2000, 0)), std::nullopt);
}

TEST(ReadElevation, AVoidIsFilledOnlyBetweenKnownCellsAndOnlyWhereNoOtherFileKnows) {
  const TemporaryFolder folder;
  const std::string fine = write_dem(folder, "fine.tif", 1000, 100, [](double east, double north) {
    return void_where(east > 900 || (std::abs(east) < 51 && std::abs(north) < 51), 900);
  });
  Result<Dem> alone = Dem::open({fine});
  ASSERT_TRUE(alone) << alone.error().message;
  EXPECT_EQ(alone->sample(at_metres(40, 40)), 900);
  EXPECT_EQ(alone->sample(at_metres(950, 0)), std::nullopt);  // the raster's edge: nothing beyond
  const std::string coarse = write_dem(folder, "coarse.tif", 3000, 200, [](double, double) { return 700; });
  Result<Dem> both = Dem::open({fine, coarse});
  ASSERT_TRUE(both) << both.error().message;
  EXPECT_EQ(both->sample(at_metres(40, 40)), 700);
}

TEST(ReadElevation, SamplesAreBilinearBetweenCellCentres) {
  const TemporaryFolder folder;
  const std::string path =
      write_dem(folder, "plane.tif", 3000, 90, [](double east, double north) { return 1000 + east / 5 - north / 8; });
  Result<Dem> dem = Dem::open({path});
  ASSERT_TRUE(dem) << dem.error().message;
  for (const auto& [east, north] : {std::pair(0.0, 0.0), {137.0, -911.0}, {-2000.5, 1333.0}}) {
    EXPECT_NEAR(*dem->sample(at_metres(east, north)), 1000 + east / 5 - north / 8, 0.05);
  }
}

TEST(ReadElevation, RastersInOtherSystemsAndUnitsAreTheSameGround) {
  const TemporaryFolder folder;
  const auto plane = [](double east, double north) { return 1000 + east / 5 - north / 8; };
  const std::string degrees = write_dem(folder, "degrees.tif", 3000, 90, plane);
  // The same in metres of UTM zone 31 as another format, and in feet.
  {
    const GDALDatasetUniquePtr source(
        GDALDataset::FromHandle(GDALOpenEx(degrees.c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr)));
    CPLStringList arguments(CSLTokenizeString("-t_srs EPSG:32631 -tr 60 60 -r bilinear -of HFA"));
    GDALWarpAppOptions* options = GDALWarpAppOptionsNew(arguments.List(), nullptr);
    GDALDatasetH input = GDALDataset::ToHandle(source.get());
    GDALDatasetH utm = GDALWarp(folder.file("utm.img").c_str(), nullptr, 1, &input, options, nullptr);
    GDALWarpAppOptionsFree(options);
    ASSERT_NE(utm, nullptr);
    GDALClose(utm);
  }
  const auto plane_in_feet = [&](double east, double north) { return plane(east, north) / 0.3048; };
  write_dem(folder, "feet.tif", 3000, 90, plane_in_feet);
  {
    const GDALDatasetUniquePtr feet(GDALDataset::FromHandle(
        GDALOpenEx(folder.file("feet.tif").c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE, nullptr, nullptr, nullptr)));
    ASSERT_NE(feet, nullptr);
    ASSERT_EQ(feet->GetRasterBand(1)->SetUnitType("ft"), CE_None);
  }
  for (const char* name : {"utm.img", "feet.tif"}) {
    Result<Dem> dem = Dem::open({folder.file(name)});
    ASSERT_TRUE(dem) << dem.error().message;
    for (const auto& [east, north] : {std::pair(0.0, 0.0), {137.0, -911.0}, {-2000.5, 1333.0}}) {
      EXPECT_NEAR(dem->sample(at_metres(east, north)).value_or(0), plane(east, north), 0.5) << name;
    }
  }
}

TEST(ReadElevation, TunnelsRunStraightBetweenTheirEnds) {
  const TemporaryFolder folder;
  const auto ridge = [](double east, double) { return east > 100 && east < 1900 ? 1500.0 : 1000.0; };
  const std::string dem = write_dem(folder, "ridge.tif", 3000, 30, ridge);
  SourceMap tunnel = two_paths({{"highway", "path"}, {"tunnel", "yes"}});
  tunnel.node(4, 3000, 0).way(12, {3, 4}, kPath);
  const Result<Dataset> dataset = read(std::move(tunnel), folder, {dem});
  ASSERT_TRUE(dataset) << dataset.error().message;
  EXPECT_LT(dataset->edges[1].climb->ascent_dm + dataset->edges[1].climb->descent_dm, 20U);
}

TEST(ReadElevation, FilesThatCoverNothingAreAnErrorThatNamesWhatIsNeeded) {
  const TemporaryFolder folder;
  const std::string dem = write_dem(folder, "small.tif", 1000, 100, [](double, double) { return 1; });
  SourceMap far_off;
  far_off.node(1, 200'000, 0).node(2, 201'000, 0).way(10, {1, 2}, kPath);
  const Result<Dataset> dataset = read(std::move(far_off), folder, {dem});
  ASSERT_FALSE(dataset);
  for (const char* part : {"small.tif", "42.49° N", "N42E003"}) {
    EXPECT_NE(dataset.error().message.find(part), std::string::npos) << part << " in " << dataset.error().message;
  }
}

}  // namespace
}  // namespace loopgenie::ingest
