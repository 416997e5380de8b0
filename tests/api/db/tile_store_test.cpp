#include "api/db/tile_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/pqxx>

#include "api/db/connection.hpp"
#include "api/db/migrate.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::db {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr const char* kOldHash = "00000000000000aa";
constexpr const char* kNewHash = "00000000000000bb";
constexpr const char* kNoHash = "";  // the current tile will do

/// Two generations, the second one served; a leaf at zoom 9 and one at zoom 10 beside it.
class Store : public testing::Test {
 protected:
  Store() {
    const auto connection = connect(database_.url()).value();
    EXPECT_TRUE(migrate(*connection));
    pqxx::work transaction(*connection);
    for (const char* version : {kOldHash, kNewHash}) {
      const auto id = transaction
                          .exec_params1(
                              "insert into loopgenie.generation (version, name, made_up, extent, meta, places) values"
                              " ($1, 'Region', true, st_makeenvelope(0, 0, 1, 1, 4326), '{\"a\": 1}', '{\"b\": 2}')"
                              " returning id",
                              version)[0]
                          .as<std::int64_t>();
      for (const auto& [z, x, y] : {std::tuple{9, 256, 190}, std::tuple{10, 514, 380}}) {
        transaction.exec_params0(
            "insert into loopgenie.tile values ($1, 'trails', $2, $3, $4, $5, 9, decode('00ff27', 'hex'))", id, z, x, y,
            version);
      }
      transaction.exec_params0(
          "insert into loopgenie.current_generation (generation_id) values ($1)"
          " on conflict (one) do update set generation_id = excluded.generation_id",
          id);
    }
    transaction.commit();
  }

  test::TemporaryDatabase database_;
  TileStore store_{database_.url()};
};

TEST_F(Store, AnswersFromTheServedGeneration) {
  EXPECT_EQ(store_.current_generation().value()->version, kNewHash);
  EXPECT_TRUE(store_.current_generation().value()->made_up);
  EXPECT_EQ(store_.meta().value()->json, "{\"a\": 1}");
  EXPECT_EQ(store_.meta().value()->version, kNewHash);
  EXPECT_EQ(store_.places().value()->json, "{\"b\": 2}");
  const auto tile = store_.tile_preferring(Layer::trails, {9, 256, 190}, kNoHash).value();
  ASSERT_TRUE(tile);
  EXPECT_EQ(tile->hash, kNewHash);
  EXPECT_EQ(tile->gzip, std::string("\x00\xff\x27", 3));
}

TEST_F(Store, WhereNothingIsIsNotAnError) {
  EXPECT_EQ(store_.tile_preferring(Layer::index, {9, 256, 190}, kNewHash).value(), std::nullopt);
  EXPECT_EQ(store_.tile_preferring(Layer::trails, {9, 256, 191}, kNoHash).value(), std::nullopt);
  EXPECT_EQ(store_.tile_preferring(Layer::trails, {22, 4194303, 4194303}, kNoHash).value(), std::nullopt);
}

TEST_F(Store, AHashAskedForIsFoundInEveryGenerationKept) {
  EXPECT_EQ(store_.tile_preferring(Layer::trails, {9, 256, 190}, kOldHash).value()->hash, kOldHash);
  EXPECT_EQ(store_.tile_preferring(Layer::trails, {9, 256, 190}, kNewHash).value()->hash, kNewHash);
  EXPECT_EQ(store_.tile_preferring(Layer::trails, {9, 256, 190}, "'; drop table").value()->hash, kNewHash);
}

TEST_F(Store, ListsEveryTileOfTheServedGenerationWithItsSize) {
  const std::vector<ListedTile> tiles = store_.tiles().value();
  std::vector<TileId> ids;
  for (const ListedTile& tile : tiles) {
    EXPECT_EQ(tile.layer, Layer::trails);
    EXPECT_EQ(tile.hash, kNewHash);
    EXPECT_EQ(tile.gzip_bytes, 3U);
    ids.push_back(tile.id);
  }
  EXPECT_THAT(ids, UnorderedElementsAre(TileId{9, 256, 190}, TileId{10, 514, 380}));
}

TEST_F(Store, ATileOfAnUnknownLayerSaysThatTheProgramIsTooOld) {
  pqxx::connection connection(database_.url());
  pqxx::work transaction(connection);
  transaction.exec0("update loopgenie.tile set layer = 'glaciers' where z = 9");
  transaction.commit();
  const auto tiles = store_.tiles();
  ASSERT_FALSE(tiles);
  EXPECT_EQ(tiles.error().code, ErrorCode::version);
  EXPECT_THAT(tiles.error().message, HasSubstr("\"glaciers\""));
}

TEST_F(Store, ALostConnectionIsReplaced) {
  ASSERT_TRUE(store_.current_generation());
  for (int i = 0; i < 3; ++i) {
    database_.cut_connections();
    const auto tile = store_.tile_preferring(Layer::trails, {9, 256, 190}, kNoHash);
    ASSERT_TRUE(tile) << tile.error().message;
    EXPECT_TRUE(*tile);
  }
}

TEST(StoreErrors, BeforeTheFirstImportThereIsNothing) {
  const test::TemporaryDatabase database;
  ASSERT_TRUE(migrate(*connect(database.url()).value()));
  TileStore store(database.url());
  EXPECT_EQ(store.meta().value().has_value(), false);
  EXPECT_EQ(store.current_generation().value().has_value(), false);
  EXPECT_TRUE(store.tiles().value().empty());
}

TEST(StoreErrors, ADatabaseWithoutTablesSaysWhatToRun) {
  const test::TemporaryDatabase database;
  TileStore store(database.url());
  const auto generation = store.current_generation();
  ASSERT_FALSE(generation);
  EXPECT_EQ(generation.error().code, ErrorCode::missing);
  EXPECT_THAT(generation.error().message, HasSubstr("loopgenie-ingest migrate"));
}

TEST(StoreErrors, AnUnreachableServerIsAnError) {
  TileStore store("postgresql://someone:secret@127.0.0.1:1/trails");
  const auto meta = store.meta();
  ASSERT_FALSE(meta);
  EXPECT_EQ(meta.error().code, ErrorCode::io);
  EXPECT_THAT(meta.error().message, HasSubstr("127.0.0.1:1"));
  EXPECT_THAT(meta.error().message, testing::Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace loopgenie::db
