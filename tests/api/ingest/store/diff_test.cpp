#include "api/ingest/store/diff.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/pqxx>

#include "api/db/connection.hpp"
#include "api/db/migrate.hpp"
#include "api/ingest/store/load.hpp"
#include "tests/api/ingest/made_dataset.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::ingest {
namespace {

using ::testing::HasSubstr;

class Diff : public testing::Test {
 protected:
  Diff() {
    connection_ = db::connect(database_.url()).value();
    EXPECT_TRUE(db::migrate(*connection_));
  }

  static Dataset before() { return made_dataset({.rows = 12, .columns = 12}); }
  /// One edge gone, one of another name, one new; one trailhead gone, one whose fee became known; one road gone, one
  /// faster.
  static Dataset after() {
    Dataset dataset = before();
    DatasetEdge added = dataset.edges[20];
    added.id = make_edge_id(90'000, 0);
    added.length_dm = 12'340;
    dataset.edges.push_back(added);
    dataset.edges[7].name = "Another name";
    dataset.edges.erase(dataset.edges.begin() + 3);
    dataset.trailheads[2].fee = true;
    dataset.roads[5].forward_ds += 1;
    dataset.roads.erase(dataset.roads.begin() + 2);
    dataset.trailheads.erase(dataset.trailheads.begin());
    return dataset;
  }

  void import(const Dataset& dataset) {
    const Result<Loaded> loaded = load(*connection_, dataset, bake(dataset).value());
    ASSERT_TRUE(loaded) << loaded.error().message;
  }

  std::string everything() {
    pqxx::work transaction(*connection_);
    return transaction
        .exec1(
            "select (select string_agg(g::text, '|' order by id) from loopgenie.generation g),"
            " (select string_agg(t::text, '|' order by layer, z, x, y) from loopgenie.tile t),"
            " (select count(*) from loopgenie.edge), (select count(*) from pg_class)")[0]
        .as<std::string>();
  }

  static void expect_the_known_changes(const Difference& difference) {
    const Dataset old = before();
    EXPECT_EQ(difference.edges.added.count, 1);
    EXPECT_NEAR(difference.edges.added.km, 1.234, 1e-6);
    EXPECT_EQ(difference.edges.removed.count, 1);
    EXPECT_NEAR(difference.edges.removed.km, old.edges[3].length_dm / 1e4, 1e-6);
    EXPECT_EQ(difference.edges.changed.count, 1);
    EXPECT_NEAR(difference.edges.changed.km, old.edges[7].length_dm / 1e4, 1e-6);
    EXPECT_EQ(difference.edges.same.count, static_cast<std::int64_t>(old.edges.size()) - 2);
    EXPECT_EQ(difference.trailheads.added.count, 0);
    EXPECT_EQ(difference.trailheads.removed.count, 1);
    EXPECT_EQ(difference.trailheads.changed.count, 1);
    EXPECT_EQ(difference.trailheads.same.count, 3);
    EXPECT_EQ(difference.roads.removed.count, 1);
    EXPECT_NEAR(difference.roads.removed.km, old.roads[2].length_m / 1e3, 1e-6);
    EXPECT_EQ(difference.roads.changed.count, 1);
    EXPECT_EQ(difference.roads.same.count, static_cast<std::int64_t>(old.roads.size()) - 2);
    EXPECT_GT(difference.tiles_of(Layer::trails).changed.count, 0);
    EXPECT_GT(difference.tiles_of(Layer::roads).changed.count, 0);
    EXPECT_EQ(difference.tiles_of(Layer::index).same.count, 0);
  }

  test::TemporaryDatabase database_;
  std::unique_ptr<pqxx::connection> connection_;
};

TEST_F(Diff, SaysWhatTheLastImportChanged) {
  import(before());
  import(after());
  const Result<Difference> difference = difference_of_last_import(*connection_);
  ASSERT_TRUE(difference) << difference.error().message;
  expect_the_known_changes(*difference);
  EXPECT_THAT(difference_report(*difference),
              HasSubstr("edges          1 added, 1 removed, 1 changed, 265 the same\n"));
}

TEST_F(Diff, SaysTheSameOfFilesBeforeTheyAreImportedAndChangesNothing) {
  import(before());
  const std::string stored = everything();
  const Dataset planned = after();
  const Result<Difference> difference = difference_if_imported(*connection_, planned, bake(planned).value());
  ASSERT_TRUE(difference) << difference.error().message;
  expect_the_known_changes(*difference);
  EXPECT_EQ(everything(), stored);
}

TEST_F(Diff, TheSameFilesAgainDifferInNothing) {
  import(before());
  const Result<Difference> difference = difference_if_imported(*connection_, before(), bake(before()).value());
  ASSERT_TRUE(difference) << difference.error().message;
  EXPECT_FALSE(difference->edges.any() || difference->trailheads.any());
  EXPECT_THAT(difference_report(*difference), HasSubstr("nothing differs"));
}

TEST_F(Diff, TheFirstImportAddsEverything) {
  EXPECT_EQ(difference_of_last_import(*connection_).error().code, ErrorCode::missing);
  const Result<Difference> planned = difference_if_imported(*connection_, before(), bake(before()).value());
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->before, "nothing");
  EXPECT_EQ(planned->edges.added.count, static_cast<std::int64_t>(before().edges.size()));
  import(before());
  const Result<Difference> imported = difference_of_last_import(*connection_);
  ASSERT_TRUE(imported) << imported.error().message;
  EXPECT_EQ(imported->edges.added.count, planned->edges.added.count);
}

}  // namespace
}  // namespace loopgenie::ingest
