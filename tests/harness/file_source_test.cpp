#include "tests/harness/file_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "api/db/gzip.hpp"
#include "tests/harness/gunzip.hpp"
#include "tests/harness/load_tiles.hpp"
#include "tests/support/grid_region.hpp"
#include "tests/support/whole_plan.hpp"

namespace loopgenie::harness {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class Folder : public testing::Test {
 protected:
  Folder() {
    std::string pattern = "/tmp/loopgenie-folder-XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() override { fs::remove_all(path_); }

  void write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }

  /// The one trail tile of the region that is written as an export.
  [[nodiscard]] fs::path any_trail_tile() const {
    for (const auto& entry : fs::recursive_directory_iterator(path_ / "v1/tiles/trails")) {
      if (entry.is_regular_file()) return entry.path();
    }
    throw std::runtime_error("the export holds no trail tile");
  }

  fs::path path_;
};

Query grid_query() {
  Query query;
  query.at = point_from_degrees(42.52, 1.43);
  query.drive_m = 20'000;
  query.hike_m = 8'000;
  return query;
}

TEST(Gunzip, GivesBackWhatWasPacked) {
  for (const std::string& text : {std::string(), std::string("a"), std::string(100'000, 'z')}) {
    const std::string packed = db::gzip(text);
    EXPECT_TRUE(is_gzip(packed));
    EXPECT_EQ(gunzip(packed, 100'000).value(), text);
  }
  EXPECT_FALSE(is_gzip("{}"));
}

TEST(Gunzip, RefusesEveryTruncationTrailingBytesAndTooMuchContent) {
  const std::string packed = db::gzip("the path to the pass");
  for (std::size_t size = 0; size < packed.size(); ++size) {
    EXPECT_FALSE(gunzip(packed.substr(0, size), 1'000)) << size;
  }
  EXPECT_FALSE(gunzip(packed + "x", 1'000));
  EXPECT_FALSE(gunzip(packed, 19));
  EXPECT_TRUE(gunzip(packed, 20));
}

TEST_F(Folder, FindsPlainAndPackedFilesAndNothingWhereNothingIs) {
  write("v1/plain", "one");
  write("v1/packed.gz", db::gzip("two"));
  const auto source = open_source(path_.string()).value();
  EXPECT_EQ(source->fetch("v1/plain", "h=0").value(), "one");
  EXPECT_EQ(source->fetch("v1/packed", "").value(), "two");
  EXPECT_EQ(source->fetch("v1/none", "").value(), std::nullopt);
}

TEST_F(Folder, ADamagedFileIsNamed) {
  write("v1/packed.gz", db::gzip("two").substr(0, 12));
  const auto answer = open_source(path_.string()).value()->fetch("v1/packed", "");
  ASSERT_FALSE(answer);
  EXPECT_THAT(answer.error().message, HasSubstr("v1/packed.gz"));
}

TEST_F(Folder, WhatIsNoExportIsSaidSo) {
  const auto source = open_source(path_.string());
  ASSERT_FALSE(source);
  EXPECT_THAT(source.error().message, HasSubstr("expected a folder written by an export"));
}

TEST_F(Folder, APlannerFilledFromAnExportAnswersAsOneFilledDirectly) {
  const test::GridRegion region = test::make_grid_region({});
  region.write_export(path_);
  Planner direct;
  region.fill(direct, grid_query());
  Planner loaded;
  const auto source = open_source(path_.string()).value();
  const Result<LoadReport> report = load_tiles(loaded, *source, grid_query());
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_GT(report->tile_count, 1U);
  const std::string plan = write_plan(test::whole_plan(loaded, grid_query()).value());
  EXPECT_THAT(plan, HasSubstr("\"loops\":[{"));
  EXPECT_EQ(plan, write_plan(test::whole_plan(direct, grid_query()).value()));
}

TEST_F(Folder, ATrailheadIsFoundByItsIdAlone) {
  const test::GridRegion region = test::make_grid_region({});
  region.write_export(path_);
  Query query = grid_query();
  query.at.reset();
  query.drive_m.reset();
  query.trailhead = region.trailheads.back().id;
  Planner planner;
  const auto source = open_source(path_.string()).value();
  ASSERT_TRUE(load_tiles(planner, *source, query));
  EXPECT_EQ(test::whole_plan(planner, query).value().trailheads.front().trailhead.id, region.trailheads.back().id);
}

TEST_F(Folder, DamagedAndForeignTilesAreNamedInTheError) {
  test::make_grid_region({}).write_export(path_);
  const fs::path tile = any_trail_tile();
  std::string bytes = [&] {
    std::ifstream stream(tile, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(stream), {}};
  }();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
  std::ofstream(tile, std::ios::binary) << bytes;
  Planner planner;
  const auto source = open_source(path_.string()).value();
  const Result<LoadReport> report = load_tiles(planner, *source, grid_query());
  ASSERT_FALSE(report);
  const std::string y = tile.stem().string();
  EXPECT_THAT(report.error().message, HasSubstr(y));
}

TEST_F(Folder, AnotherFormatsVersionIsSaidPlainly) {
  test::make_grid_region({}).write_export(path_);
  write("v1/meta", R"({"formats": {"tile": 999}, "extent": [0, 0, 1, 1]})");
  Planner planner;
  const auto source = open_source(path_.string()).value();
  const Result<LoadReport> report = load_tiles(planner, *source, grid_query());
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::version);
  EXPECT_THAT(report.error().message, HasSubstr("999"));
}

}  // namespace
}  // namespace loopgenie::harness
