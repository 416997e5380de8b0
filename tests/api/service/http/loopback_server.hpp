// The whole server as clients see it: Pistache on a loopback socket, a real Postgres with an imported region behind it.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

#include "api/db/connection.hpp"
#include "api/db/migrate.hpp"
#include "api/ingest/store/load.hpp"
#include "api/service/handle.hpp"
#include "api/service/http/pistache_server.hpp"
#include "tests/api/ingest/made_dataset.hpp"
#include "tests/api/service/http/loopback_client.hpp"
#include "tests/api/service/web_folder.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::service {

using namespace std::chrono_literals;

inline std::string path_of(const ingest::BakedTile& tile) {
  return "/v1/tiles/" + std::string(to_string(tile.layer)) + "/" + std::to_string(tile.id.z) + "/" +
         std::to_string(tile.id.x) + "/" + std::to_string(tile.id.y);
}

class Loopback : public testing::Test {
 protected:
  static constexpr std::size_t kBigFile = 3'000'000;

  Loopback() {
    options_.port = 0;
    options_.request_timeout = 1s;
    options_.outbox.stall = 120s;  // a slow machine is no stalled reader
    page_.write("index.html", "<!doctype html><title>Loop Genie</title>");
    page_.write("big.js", std::string(kBigFile, 'x'));
    EXPECT_TRUE(db::migrate(*db::connect(database_.url()).value()));
  }

  void import(std::uint64_t seed) {
    const auto connection = db::connect(database_.url()).value();
    const ingest::Dataset dataset = ingest::made_dataset({.rows = 12, .columns = 12, .seed = seed});
    baked_ = ingest::bake(dataset).value();
    const Result<ingest::Loaded> loaded = ingest::load(*connection, dataset, baked_);
    ASSERT_TRUE(loaded) << loaded.error().message;
  }

  void serve(std::string database_url, std::size_t cache_bytes = std::size_t{1} << 20) {
    TileSourceOptions options;
    options.database_url = std::move(database_url);
    options.cache_bytes = cache_bytes;
    web_.emplace(WebFiles::load(page_.path()).value());
    source_.emplace(options, [](const std::string&) {});
    context_.emplace(*source_, metrics_, &*web_);
    server_.emplace(options_, answers_of(*context_), metrics_.transport());
    const Result<void> started = server_->start();
    ASSERT_TRUE(started) << started.error().message;
  }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

  test::TemporaryDatabase database_;
  ServerOptions options_;  // for serve()
  WebFolder page_;
  ingest::Baked baked_;
  std::optional<WebFiles> web_;
  std::optional<TileSource> source_;
  Metrics metrics_;
  std::optional<Context> context_;
  std::optional<PistacheServer> server_;
};

}  // namespace loopgenie::service
