#include "tests/bench/api/same_bytes.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <span>

#include "api/db/connection.hpp"
#include "api/db/gzip.hpp"
#include "api/db/migrate.hpp"
#include "api/ingest/store/load.hpp"
#include "core/base/random.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/trail_tile.hpp"
#include "tests/api/ingest/made_dataset.hpp"

namespace loopgenie::bench {
namespace {

constexpr std::size_t kSmallBytes = 10 * 1024;
constexpr std::size_t kLargeBytes = 60 * 1024;
constexpr std::size_t kLargeTiles = 640;

template <typename T>
T value_or_exit(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", result.error().message.c_str());
    std::exit(1);
  }
  return *std::move(result);
}

/// A gzip body of random bytes, as long as a tile's; packing cannot shorten it.
ingest::BakedTile make_tile(TileId id, std::size_t bytes, Random& random) {
  std::string raw(bytes, '\0');
  for (char& byte : raw) byte = static_cast<char>(random.below(256));
  return {Layer::trails, id, fnv1a64(raw), raw.size(), db::gzip(raw)};
}

ingest::BakedTile make_index(const ingest::BakedTile& real, const std::vector<ingest::BakedTile>& leaves) {
  const std::string bytes = value_or_exit(db::gunzip(real.gzip));
  IndexTile index = value_or_exit(decode_index_tile(real.id, std::as_bytes(std::span(bytes))));
  index.leaves.clear();
  for (const ingest::BakedTile& leaf : leaves) {
    index.leaves.push_back({leaf.layer, leaf.id, leaf.hash, static_cast<std::uint32_t>(leaf.gzip.size())});
  }
  const std::string made = encode_index_tile(std::move(index));
  return {Layer::index, real.id, value_or_exit(tile_hash(std::as_bytes(std::span(made)))), made.size(), db::gzip(made)};
}

void write(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

SameBytes make_same_bytes(const std::string& database_url, const std::filesystem::path& folder) {
  const auto connection = value_or_exit(db::connect(database_url));
  (void)value_or_exit(db::migrate(*connection));
  const ingest::Dataset dataset = ingest::made_dataset({});
  ingest::Baked baked = value_or_exit(ingest::bake(dataset));
  const ingest::BakedTile real_index = baked.tiles.front();
  Random random(1);
  std::vector<ingest::BakedTile> leaves;
  SameBytes same;
  const std::uint32_t first_x = real_index.id.x << 5;
  const std::uint32_t first_y = real_index.id.y << 5;
  for (std::uint32_t i = 0; i <= kLargeTiles; ++i) {
    const TileId id{13, first_x + i / 32, first_y + i % 32};
    leaves.push_back(make_tile(id, i == 0 ? kSmallBytes : kLargeBytes, random));
    same.all.push_back(id);
  }
  same.small = leaves[0].id;
  same.large = leaves[1].id;
  same.small_hash = hash_to_hex(leaves[0].hash);
  same.large_hash = hash_to_hex(leaves[1].hash);
  write(folder / "small", leaves[0].gzip);
  write(folder / "large", leaves[1].gzip);
  baked.tiles = {make_index(real_index, leaves)};
  baked.tiles.insert(baked.tiles.end(), leaves.begin(), leaves.end());
  (void)value_or_exit(ingest::load(*connection, dataset, baked));
  return same;
}

std::string nginx_configuration(const std::filesystem::path& folder, std::uint16_t port) {
  const std::string at = folder.string();
  return "daemon off;\nuser www-data;\nworker_processes 1;\npid " + at + "/nginx.pid;\nerror_log " + at +
         "/nginx-error.log;\nevents { worker_connections 768; }\nhttp {\n"
         "  sendfile on; tcp_nopush on; types_hash_max_size 2048;\n"
         "  default_type application/x-protobuf;\n"
         "  open_file_cache max=100 inactive=60s;\n"
         "  keepalive_requests 1000000000;\n"
         "  access_log " +
         at +
         "/nginx-access.log combined buffer=64k flush=1s;\n"
         "  server { listen 127.0.0.1:" +
         std::to_string(port) + "; root " + at + "; }\n}\n";
}

}  // namespace loopgenie::bench
