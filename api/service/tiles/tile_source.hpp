// Where answers get their data from: the catalog of the generation that is served now, the cache, and behind them the
// database.
//
// A thread asks every second which generation is current (four times a second while the database is away), and replaces
// the catalog when it has changed. So no request waits for that. While the database is away, a request that needs it
// fails at once; what the catalog and the cache know is still answered.
//
// In AWS Lambda the process is frozen between requests, and no thread can do this. There the transport calls
// refresh_if_due before each request.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "api/service/http/negotiate.hpp"
#include "api/service/tiles/byte_cache.hpp"
#include "api/service/tiles/catalog.hpp"
#include "api/service/tiles/single_flight.hpp"
#include "api/service/tiles/store_pool.hpp"

namespace loopgenie::service {

enum class Polling { in_background, before_requests };

struct TileSourceOptions {
  std::string database_url;
  std::size_t connections = 2;                      // DEFAULT one per worker thread
  std::size_t cache_bytes = std::size_t{32} << 20;  // DEFAULT 32 MiB
  std::chrono::milliseconds poll_interval{1'000};   // DEFAULT 1 s; an import is noticed within it
  std::chrono::milliseconds retry_interval{250};    // while the database is away
  Polling polling = Polling::in_background;         // DEFAULT a thread and a connection of its own
  db::StoreOptions store{.connect_timeout_s = 2, .statement_timeout_ms = 2'000};
};

/// The bytes of one tile in the form asked for.
struct TileBytes {
  std::uint64_t hash = 0;
  Bytes bytes;
};

enum class DatabaseState { away, empty, ready };  // empty: it answers, and nothing is imported yet
[[nodiscard]] std::string_view to_string(DatabaseState state);

class TileSource {
 public:
  struct Figures {
    ByteCache::Figures cache;
    std::size_t connections = 0;
    std::size_t idle_connections = 0;
    std::uint64_t database_reads = 0;
    std::uint64_t database_failures = 0;
    std::uint64_t generation_changes = 0;
  };
  using Log = std::function<void(const std::string&)>;

  /// Asks the database once before it returns, then in the background. `log` gets a line for each change of state, from
  /// the background thread.
  TileSource(TileSourceOptions options, Log log);
  ~TileSource();
  TileSource(const TileSource&) = delete;
  TileSource& operator=(const TileSource&) = delete;

  /// Null until an import has been seen. It stays while the database is away.
  [[nodiscard]] std::shared_ptr<const Catalog> catalog() const;
  [[nodiscard]] DatabaseState state() const { return state_.load(); }

  /// The tile with exactly this hash, from the cache or from any generation that the database keeps; nullopt if there
  /// is no such tile. Error io if the database is needed and away.
  [[nodiscard]] Result<std::optional<TileBytes>> tile(Layer layer, TileId id, std::uint64_t hash, Coding coding);

  /// The same without waiting for the database; nullopt if it would have to be asked.
  [[nodiscard]] std::optional<Result<std::optional<TileBytes>>> tile_at_once(Layer layer, TileId id, std::uint64_t hash,
                                                                             Coding coding);

  /// Asks the database one question. Error if it does not answer, or if nothing is imported.
  [[nodiscard]] Result<void> ask_database();

  /// With Polling::before_requests: asks the database which generation is current, unless that was done within the
  /// interval. Uses a connection of the pool. The system clock decides: a steady clock may stand still while the
  /// process is frozen. One thread at a time.
  void refresh_if_due();

  [[nodiscard]] Figures figures() const;

 private:
  /// The form of the tile that is stored as `gzip`. Keeps it.
  [[nodiscard]] Result<std::optional<TileBytes>> in_form(Layer layer, TileId id, std::uint64_t hash, Coding coding,
                                                         Bytes gzip);
  /// From the cache, or by one read for all who ask for it meanwhile. Null if the database has no such tile.
  [[nodiscard]] Result<Bytes> find_gzip(Layer layer, TileId id, std::uint64_t hash);
  [[nodiscard]] Result<Bytes> read_gzip(Layer layer, TileId id, std::uint64_t hash, const std::string& key);
  /// Asks which generation is current and replaces the catalog if it changed. True if the database answered.
  bool refresh(db::TileStore& store);
  bool refresh_safely(db::TileStore& store);
  void refresh_from_pool();
  void set_state(DatabaseState state, const std::string& reason);
  void poll();

  const TileSourceOptions options_;
  const Log log_;
  ByteCache cache_;
  StorePool pool_;
  SingleFlight reads_;
  db::TileStore poll_store_;

  mutable std::mutex catalog_mutex_;
  std::shared_ptr<const Catalog> catalog_;
  std::atomic<DatabaseState> state_ = DatabaseState::away;
  std::optional<DatabaseState> logged_state_;             // used by the poller alone
  std::chrono::system_clock::time_point last_refresh_{};  // with Polling::before_requests

  std::atomic<std::uint64_t> database_reads_ = 0;
  std::atomic<std::uint64_t> database_failures_ = 0;
  std::atomic<std::uint64_t> generation_changes_ = 0;

  std::mutex stop_mutex_;
  std::condition_variable wake_;
  bool stop_ = false;
  bool refresh_now_ = false;
  std::thread poller_;
};

}  // namespace loopgenie::service
