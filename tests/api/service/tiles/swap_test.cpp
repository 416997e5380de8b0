// Imports while clients ask: every answer is whole, of one data set, and none fails.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <pqxx/pqxx>
#include <thread>

#include "api/db/connection.hpp"
#include "api/db/migrate.hpp"
#include "api/ingest/store/load.hpp"
#include "api/service/handle.hpp"
#include "core/tile/trail_tile.hpp"
#include "tests/api/ingest/made_dataset.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::service {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kDatasets = 4;
constexpr std::size_t kImports = 12;

std::string path_of(Layer layer, TileId id) { return "/v1/tiles/" + tile_path(layer, id); }

/// Data sets of one place that differ in one edge's name each, so that most tiles of one are tiles of the others, too.
ingest::Dataset dataset(std::size_t which) {
  ingest::Dataset made = ingest::made_dataset({.rows = 14, .columns = 14, .points_per_edge = 8});
  made.edges[10 * which].name = "Renamed " + std::to_string(which);
  return made;
}

class Swap : public testing::Test {
 protected:
  Swap() {
    EXPECT_TRUE(db::migrate(*db::connect(database_.url()).value()));
    ingest::QuadtreeOptions small_leaves;
    small_leaves.max_gzip_bytes = 3'000;
    for (std::size_t i = 0; i < kDatasets; ++i) {
      baked_.push_back(ingest::bake(dataset(i), small_leaves).value());
      for (const ingest::BakedTile& tile : baked_.back().tiles) {
        if (tile.layer == Layer::trails) leaves_[baked_.back().version][tile.id] = hash_to_hex(tile.hash);
      }
    }
    import(0);
    TileSourceOptions options;
    options.database_url = database_.url();
    options.connections = 3;
    options.cache_bytes = 20'000;  // too small for all: the database is asked throughout
    options.poll_interval = 20ms;
    source_.emplace(options, [](const std::string&) {});
    context_.emplace(*source_, metrics_);
  }

  void import(std::size_t which) {
    const auto connection = db::connect(database_.url()).value();
    const Result<ingest::Loaded> loaded = ingest::load(*connection, dataset(which), baked_[which]);
    ASSERT_TRUE(loaded) << loaded.error().message;
  }

  Response get(const std::string& path, const std::string& query = "") {
    return handle({.method = "GET", .path = path, .query = query, .headers = {}}, *context_);
  }

  /// What a page does: the description, the index tiles, then every leaf by the hash the index gave. Returns how many
  /// answers it looked at.
  std::size_t read_all() {
    const Response meta = get("/v1/meta");
    EXPECT_EQ(meta.status, 200);
    const std::string described = nlohmann::json::parse(meta.body_text()).at("data").at("version");
    EXPECT_TRUE(leaves_.contains(described)) << described;
    std::size_t answers = 1;
    const std::size_t imports_before = imports_;
    for (const ingest::BakedTile& tile : baked_[0].tiles) {
      if (tile.layer != Layer::index) continue;
      const Response response = get(path_of(Layer::index, tile.id));
      EXPECT_EQ(response.status, 200);
      const Result<IndexTile> index = decode_index_tile(tile.id, std::as_bytes(std::span(*response.body)));
      EXPECT_TRUE(index) << index.error().message;
      if (!index) return answers;
      EXPECT_TRUE(leaves_.contains(index->dataset.version));
      answers += 1 + read_leaves(*index, imports_before);
    }
    return answers;
  }

  std::size_t read_leaves(const IndexTile& index, std::size_t imports_before) {
    for (const LeafEntry& leaf : index.leaves) {
      if (leaf.layer != Layer::trails) continue;
      const std::string hash = hash_to_hex(leaf.hash);
      EXPECT_EQ(leaves_.at(index.dataset.version).at(leaf.id), hash) << "an index of two data sets";
      const Response response = get(path_of(Layer::trails, leaf.id), "h=" + hash);
      EXPECT_EQ(response.status, 200) << response.body_text();
      if (response.status != 200) continue;
      const auto bytes = std::as_bytes(std::span(*response.body));
      const Result<std::uint64_t> actual = tile_hash(bytes);
      EXPECT_TRUE(actual && decode_trail_tile(leaf.id, bytes)) << "a damaged tile";
      if (!actual) continue;
      EXPECT_NE(response.headers.find("ETag")->find(hash_to_hex(*actual)), std::string::npos);
      const bool immutable = response.headers.find("Cache-Control")->find("immutable") != std::string::npos;
      EXPECT_EQ(immutable, *actual == leaf.hash) << "another tile under the hash that was asked for";
      if (*actual != leaf.hash) {
        EXPECT_GE(imports_ - imports_before, 2U) << "one import must not take away what a client began with";
      }
    }
    return index.leaves.size();
  }

  test::TemporaryDatabase database_;
  std::vector<ingest::Baked> baked_;
  std::map<std::string, std::map<TileId, std::string>> leaves_;  // version → leaf → hash
  std::atomic<std::size_t> imports_{0};                          // begun
  std::optional<TileSource> source_;
  Metrics metrics_;
  std::optional<Context> context_;
};

TEST_F(Swap, MostTilesKeepTheirHashWhenOneEdgeChanges) {
  const auto& first = leaves_.at(baked_[0].version);
  ASSERT_GT(first.size(), 4U);
  for (std::size_t i = 1; i < kDatasets; ++i) {
    std::size_t changed = 0;
    for (const auto& [id, hash] : leaves_.at(baked_[i].version)) {
      changed += first.at(id) != hash ? 1U : 0U;
    }
    EXPECT_GE(changed, 1U);
    EXPECT_LE(changed, 2U) << "the tile of the edge renamed here, and the one of the edge renamed in the first";
  }
}

TEST_F(Swap, NoAnswerFailsOrMixesDataSetsWhileImportsRun) {
  std::atomic<bool> done{false};
  std::atomic<std::size_t> answers{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back([&] {
      while (!done) answers += read_all();
    });
  }
  for (std::size_t i = 1; i <= kImports; ++i) {
    ++imports_;
    import(i % kDatasets);
    // Every one is noticed, and some are asked for in it.
    const std::size_t enough = answers + 10;
    const auto is_noticed = [&] { return source_->figures().generation_changes == 1 + i && answers >= enough; };
    for (int tries = 0; tries < 6'000 && !is_noticed(); ++tries) std::this_thread::sleep_for(10ms);
    EXPECT_TRUE(is_noticed()) << "import " << i << ", " << answers << " answers";
  }
  done = true;
  for (std::thread& client : clients) client.join();
  RecordProperty("answers", static_cast<int>(answers));
  std::printf("%zu answers checked while %zu imports ran\n", answers.load(), kImports);
}

}  // namespace
}  // namespace loopgenie::service
