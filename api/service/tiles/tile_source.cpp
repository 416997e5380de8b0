#include "api/service/tiles/tile_source.hpp"

#include <cstring>
#include <utility>

#include "api/db/gzip.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::service {
namespace {

constexpr std::chrono::milliseconds kPoolPatience{1'000};
constexpr int kCatalogAttempts = 3;

/// 15 bytes, which a string holds without asking for memory: the place and form in seven, the hash in eight.
std::string cache_key(Layer layer, TileId id, std::uint64_t hash, Coding coding) {
  static_assert(kMaxZoom <= 22);
  std::uint64_t place = static_cast<std::uint64_t>(layer);
  place = place << 2 | static_cast<std::uint64_t>(coding);
  place = place << 5 | id.z;
  place = place << 22 | id.x;
  place = place << 22 | id.y;
  std::string key(15, '\0');
  std::memcpy(key.data(), &hash, sizeof hash);
  for (std::size_t i = 8; i < key.size(); ++i, place >>= 8) key[i] = static_cast<char>(place & 0xff);
  return key;
}

}  // namespace

std::string_view to_string(DatabaseState state) {
  switch (state) {
    case DatabaseState::away:
      return "away";
    case DatabaseState::empty:
      return "empty";
    case DatabaseState::ready:
      return "ready";
  }
  return "away";
}

TileSource::TileSource(TileSourceOptions options, Log log)
    : options_(std::move(options)),
      log_(std::move(log)),
      cache_(options_.cache_bytes),
      pool_(options_.database_url, options_.connections, options_.store),
      poll_store_(options_.database_url, options_.store) {
  if (options_.polling == Polling::before_requests) {
    refresh_from_pool();
    return;
  }
  refresh_safely(poll_store_);
  poller_ = std::thread([this] { poll(); });
}

TileSource::~TileSource() {
  {
    const std::lock_guard lock(stop_mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  if (poller_.joinable()) poller_.join();
}

std::shared_ptr<const Catalog> TileSource::catalog() const {
  const std::lock_guard lock(catalog_mutex_);
  return catalog_;
}

Result<Bytes> TileSource::find_gzip(Layer layer, TileId id, std::uint64_t hash) {
  const std::string key = cache_key(layer, id, hash, Coding::gzip);
  if (Bytes cached = cache_.find(key)) return cached;
  return reads_.run(key, [&] { return read_gzip(layer, id, hash, key); });
}

Result<Bytes> TileSource::read_gzip(Layer layer, TileId id, std::uint64_t hash, const std::string& key) {
  if (state() == DatabaseState::away) return fail(ErrorCode::io, "the database is away");
  std::optional<StorePool::Lease> store = pool_.acquire(kPoolPatience);
  if (!store) return fail(ErrorCode::io, "every connection to the database is busy");
  ++database_reads_;
  Result<std::optional<db::StoredTile>> stored = (*store)->tile_preferring(layer, id, hash_to_hex(hash));
  if (!stored) {
    ++database_failures_;
    // From now on requests fail at once instead of waiting, until the poller gets an answer.
    state_ = DatabaseState::away;
    const std::lock_guard lock(stop_mutex_);
    refresh_now_ = true;
    wake_.notify_all();
    return tl::unexpected(stored.error());
  }
  if (!*stored || hash_from_hex((*stored)->hash) != hash) return Bytes();
  Bytes bytes = make_bytes(std::move((*stored)->gzip));
  cache_.insert(key, bytes);
  return bytes;
}

Result<std::optional<TileBytes>> TileSource::tile(Layer layer, TileId id, std::uint64_t hash, Coding coding) {
  if (coding == Coding::identity) {
    if (Bytes cached = cache_.find(cache_key(layer, id, hash, coding))) return TileBytes{hash, std::move(cached)};
  }
  Result<Bytes> gzip = find_gzip(layer, id, hash);
  if (!gzip) return tl::unexpected(gzip.error());
  if (!*gzip) return std::optional<TileBytes>();
  return in_form(layer, id, hash, coding, *std::move(gzip));
}

std::optional<Result<std::optional<TileBytes>>> TileSource::tile_at_once(Layer layer, TileId id, std::uint64_t hash,
                                                                         Coding coding) {
  if (state() == DatabaseState::away) return tile(layer, id, hash, coding);  // which fails at once then
  if (coding == Coding::identity) {
    if (Bytes cached = cache_.try_find(cache_key(layer, id, hash, coding))) return TileBytes{hash, std::move(cached)};
  }
  Bytes gzip = cache_.try_find(cache_key(layer, id, hash, Coding::gzip));
  if (!gzip) return std::nullopt;
  return in_form(layer, id, hash, coding, std::move(gzip));
}

Result<std::optional<TileBytes>> TileSource::in_form(Layer layer, TileId id, std::uint64_t hash, Coding coding,
                                                     Bytes gzip) {
  if (coding == Coding::gzip) return TileBytes{hash, std::move(gzip)};
  Result<std::string> plain = db::gunzip(*gzip);
  if (!plain) return tl::unexpected(plain.error());
  Bytes bytes = make_bytes(std::move(*plain));
  cache_.insert(cache_key(layer, id, hash, coding), bytes);
  return TileBytes{hash, std::move(bytes)};
}

Result<void> TileSource::ask_database() {
  if (state() == DatabaseState::away) return fail(ErrorCode::io, "the database is away");
  std::optional<StorePool::Lease> store = pool_.acquire(kPoolPatience);
  if (!store) return fail(ErrorCode::io, "every connection to the database is busy");
  const Result<std::optional<db::Generation>> generation = (*store)->current_generation();
  if (!generation) return tl::unexpected(generation.error());
  if (!*generation) return fail(ErrorCode::missing, "nothing has been imported yet");
  return {};
}

TileSource::Figures TileSource::figures() const {
  return {cache_.figures(),          pool_.size(),
          pool_.idle_count(),        database_reads_.load(),
          database_failures_.load(), generation_changes_.load()};
}

void TileSource::set_state(DatabaseState state, const std::string& reason) {
  state_ = state;
  if (logged_state_ == state) return;
  logged_state_ = state;
  log_("database " + std::string(to_string(state)) + (reason.empty() ? "" : ": " + reason));
}

bool TileSource::refresh(db::TileStore& store) {
  const Result<std::optional<db::Generation>> generation = store.current_generation();
  if (!generation) {
    set_state(DatabaseState::away, generation.error().message);
    return false;
  }
  const std::shared_ptr<const Catalog> known = catalog();
  if (known && *generation && known->generation().id == (*generation)->id) {
    set_state(DatabaseState::ready, {});
    return true;
  }
  for (int attempt = 1;; ++attempt) {
    Result<std::optional<Catalog>> loaded = Catalog::load(store);
    if (!loaded && loaded.error().code == ErrorCode::mismatch && attempt < kCatalogAttempts) continue;
    if (!loaded) {
      set_state(DatabaseState::away, loaded.error().message);
      return false;
    }
    std::shared_ptr<const Catalog> next = *loaded ? std::make_shared<const Catalog>(std::move(**loaded)) : nullptr;
    const bool changed = next != known;
    {
      const std::lock_guard lock(catalog_mutex_);
      catalog_ = next;
    }
    if (next) {
      if (changed) ++generation_changes_;
      log_("serving generation " + std::to_string(next->generation().id) + ", version " + next->generation().version +
           ", " + std::to_string(next->tile_count()) + " tiles");
      set_state(DatabaseState::ready, {});
    } else {
      set_state(DatabaseState::empty, "nothing has been imported yet; run loopgenie-ingest import");
    }
    return true;
  }
}

bool TileSource::refresh_safely(db::TileStore& store) {
  try {
    return refresh(store);
  } catch (const std::exception&) {
    set_state(DatabaseState::away, "its answer could not be read");
    return false;
  }
}

void TileSource::refresh_from_pool() {
  last_refresh_ = std::chrono::system_clock::now();
  if (std::optional<StorePool::Lease> store = pool_.acquire(kPoolPatience)) refresh_safely(**store);
}

void TileSource::refresh_if_due() {
  const auto since = std::chrono::system_clock::now() - last_refresh_;
  const auto pause = state() == DatabaseState::away ? options_.retry_interval : options_.poll_interval;
  if (since >= pause || since < std::chrono::system_clock::duration::zero()) refresh_from_pool();
}

void TileSource::poll() {
  bool reached = state() != DatabaseState::away;
  while (true) {
    {
      std::unique_lock lock(stop_mutex_);
      const auto pause = reached ? options_.poll_interval : options_.retry_interval;
      wake_.wait_for(lock, pause, [&] { return stop_ || refresh_now_; });
      if (stop_) return;
      refresh_now_ = false;
    }
    reached = refresh_safely(poll_store_);
  }
}

}  // namespace loopgenie::service
