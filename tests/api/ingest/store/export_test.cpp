#include "api/ingest/store/export.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <pqxx/pqxx>

#include "api/db/connection.hpp"
#include "api/db/gzip.hpp"
#include "api/db/migrate.hpp"
#include "api/ingest/store/load.hpp"
#include "tests/api/ingest/made_dataset.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::ingest {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class Export : public testing::Test {
 protected:
  Export() {
    std::string pattern = "/tmp/loopgenie-export-XXXXXX";
    folder_ = mkdtemp(pattern.data());
    connection_ = db::connect(database_.url()).value();
    EXPECT_TRUE(db::migrate(*connection_));
  }
  ~Export() override { fs::remove_all(folder_); }

  void import(std::uint64_t seed) {
    dataset_ = made_dataset({.rows = 12, .columns = 12, .seed = seed});
    baked_ = bake(dataset_).value();
    const Result<Loaded> loaded = load(*connection_, dataset_, baked_);
    ASSERT_TRUE(loaded) << loaded.error().message;
  }

  [[nodiscard]] fs::path target() const { return folder_ / "out"; }

  static std::string read(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    EXPECT_TRUE(stream) << path;
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  static std::map<std::string, std::string> files_in(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) {
        files.emplace(entry.path().lexically_relative(folder).string(), read(entry.path()));
      }
    }
    return files;
  }

  /// The export folder and nothing left over beside it.
  void expect_no_leftovers() const {
    for (const auto& entry : fs::directory_iterator(folder_)) {
      EXPECT_EQ(entry.path(), target());
    }
  }

  test::TemporaryDatabase database_;
  std::unique_ptr<pqxx::connection> connection_;
  fs::path folder_;
  Dataset dataset_;
  Baked baked_;
};

TEST_F(Export, WritesEveryTileAndDocumentWithItsGzipFormAndHeaders) {
  import(1);
  const Result<Exported> exported = export_files(*connection_, target());
  ASSERT_TRUE(exported) << exported.error().message;
  std::map<std::string, std::string> files = files_in(target());
  EXPECT_EQ(files.size(), exported->files + 1);
  EXPECT_EQ(files.size(), 2 * (baked_.tiles.size() + 2) + 1);
  EXPECT_EQ(nlohmann::json::parse(files.at("v1/meta")), nlohmann::json::parse(baked_.meta_json));
  for (const BakedTile& tile : baked_.tiles) {
    const std::string path = "v1/tiles/" + std::string(to_string(tile.layer)) + '/' + std::to_string(tile.id.z) + '/' +
                             std::to_string(tile.id.x) + '/' + std::to_string(tile.id.y);
    EXPECT_EQ(files.at(path + ".gz"), tile.gzip);
    EXPECT_EQ(files.at(path), db::gunzip(tile.gzip).value());
  }
  const auto headers = nlohmann::json::parse(files.at("headers.json"));
  files.erase("headers.json");
  EXPECT_EQ(headers.at("files").size(), files.size());
  for (const auto& [path, bytes] : files) {
    const auto& of = headers.at("files").at(path);
    EXPECT_TRUE(of.contains("Content-Type") && of.contains("Cache-Control") && of.contains("ETag"));
    EXPECT_EQ(of.contains("Content-Encoding"), path.ends_with(".gz"));
  }
  expect_no_leftovers();
}

TEST_F(Export, ReplacesAnEarlierExportAsAWhole) {
  import(1);
  ASSERT_TRUE(export_files(*connection_, target()));
  const auto first = files_in(target());
  import(2);
  ASSERT_TRUE(export_files(*connection_, target()));
  EXPECT_NE(files_in(target()), first);
  EXPECT_EQ(nlohmann::json::parse(read(target() / "v1/meta")), nlohmann::json::parse(baked_.meta_json));
  expect_no_leftovers();
}

TEST_F(Export, AFolderWithForeignContentIsLeftAlone) {
  import(1);
  fs::create_directory(target());
  std::ofstream(target() / "diary.txt") << "mine";
  const Result<Exported> refused = export_files(*connection_, target());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
  EXPECT_THAT(refused.error().message, HasSubstr("diary.txt"));
  EXPECT_EQ(read(target() / "diary.txt"), "mine");
  fs::remove(target() / "diary.txt");
  EXPECT_TRUE(export_files(*connection_, target())) << "an empty folder will do";
  std::ofstream(target() / "index.html") << "mine";
  EXPECT_FALSE(export_files(*connection_, target()));
  EXPECT_EQ(read(target() / "index.html"), "mine");
}

TEST_F(Export, AFileInTheWayIsSaid) {
  import(1);
  std::ofstream(target()) << "a file";
  const Result<Exported> refused = export_files(*connection_, target());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("is a file"));
}

TEST_F(Export, TooLittleDiskLeavesTheEarlierExport) {
  import(1);
  ASSERT_TRUE(export_files(*connection_, target()));
  const auto before = files_in(target());
  import(2);
  ExportOptions options;
  options.free_bytes = [](const fs::path&) { return std::optional<std::uint64_t>(2'000); };
  const Result<Exported> refused = export_files(*connection_, target(), options);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("too little disk"));
  EXPECT_THAT(refused.error().message, HasSubstr("free are 2.0 kB"));
  EXPECT_EQ(files_in(target()), before);
  expect_no_leftovers();
}

TEST_F(Export, ADamagedTileLeavesTheEarlierExport) {
  import(1);
  ASSERT_TRUE(export_files(*connection_, target()));
  const auto before = files_in(target());
  {
    pqxx::work transaction(*connection_);
    transaction.exec0(
        "update loopgenie.tile set body = set_byte(body, 40, get_byte(body, 40) # 1) where layer = 'trails'");
    transaction.commit();
  }
  const Result<Exported> refused = export_files(*connection_, target());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::malformed);
  EXPECT_THAT(refused.error().message, HasSubstr("import the region again"));
  EXPECT_EQ(files_in(target()), before);
  expect_no_leftovers();
}

TEST_F(Export, AStopLeavesTheEarlierExport) {
  import(1);
  ASSERT_TRUE(export_files(*connection_, target()));
  const auto before = files_in(target());
  EXPECT_FALSE(export_files(*connection_, target(), {}, {.progress = {}, .stop = [] { return true; }}));
  EXPECT_EQ(files_in(target()), before);
  expect_no_leftovers();
}

TEST_F(Export, NothingImportedYetIsSaid) {
  const Result<Exported> refused = export_files(*connection_, target());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::missing);
  EXPECT_FALSE(fs::exists(target()));
}

}  // namespace
}  // namespace loopgenie::ingest
