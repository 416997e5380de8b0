#include "api/db/tile_store.hpp"

#include <array>
#include <pqxx/binarystring>
#include <pqxx/except>
#include <pqxx/nontransaction>
#include <pqxx/result>
#include <utility>

#include "api/db/connection.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::db {
namespace {

constexpr std::string_view kCurrentTile =
    " from loopgenie.tile t join loopgenie.current_generation c on t.generation_id = c.generation_id"
    " where t.layer = $1 and t.z = $2 and t.x = $3 and t.y = $4";

struct Statement {
  const char* name;
  std::string sql;
};

/// Every statement of the program at run time.
const std::array<Statement, 7>& statements() {
  static const std::array<Statement, 7> all = {{
      {"generation",
       "select g.id, g.version, g.name, g.made_up from loopgenie.generation g"
       " join loopgenie.current_generation c on g.id = c.generation_id"},
      {"meta",
       "select g.version, g.meta::text from loopgenie.generation g"
       " join loopgenie.current_generation c on g.id = c.generation_id"},
      {"places",
       "select g.version, g.places::text from loopgenie.generation g"
       " join loopgenie.current_generation c on g.id = c.generation_id"},
      {"tile", "select t.hash, t.body" + std::string(kCurrentTile)},
      {"tile_hash", "select t.hash" + std::string(kCurrentTile)},
      {"tile_preferring",
       "select t.hash, t.body from loopgenie.generation g"
       " join loopgenie.tile t on t.generation_id = g.id and t.layer = $1 and t.z = $2 and t.x = $3 and t.y = $4"
       " where t.hash = $5 or g.id = (select generation_id from loopgenie.current_generation)"
       " order by t.hash = $5 desc limit 1"},
      // Zooms are asked one by one, each with the range of cells the box meets: the primary key serves every one.
      {"leaves",
       "select t.z, t.x, t.y, t.hash, t.body from loopgenie.current_generation c"
       " join unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[]) as r (z, west, east, north, south) on true"
       " join loopgenie.tile t on t.generation_id = c.generation_id and t.layer = $1 and t.z = r.z"
       " and t.x between r.west and r.east and t.y between r.north and r.south"
       " order by t.z, t.x, t.y limit $7"},
  }};
  return all;
}

std::string bytes_of(const pqxx::field& field) { return pqxx::binarystring(field).str(); }

std::string array_literal(const std::vector<std::uint32_t>& values) {
  std::string text = "{";
  for (const std::uint32_t value : values) {
    text += (text.size() > 1 ? "," : "") + std::to_string(value);
  }
  return text + '}';
}

}  // namespace

class TileStore::Impl {
 public:
  Impl(std::string url, StoreOptions options) : url_(std::move(url)), options_(options) {}

  /// The rows of one prepared statement. A lost connection is replaced and the statement tried once more: all are
  /// reads.
  template <typename... Args>
  Result<pqxx::result> query(const char* statement, const Args&... args) {
    for (int attempt = 0;; ++attempt) {
      if (connection_ == nullptr) {
        Result<void> opened = open();
        if (!opened) {
          return tl::unexpected(opened.error());
        }
      }
      try {
        pqxx::nontransaction session(*connection_);
        return session.exec_prepared(statement, args...);
      } catch (const pqxx::sql_error&) {
        const Error error = error_of_current_exception("reading tiles");
        connection_.reset();  // whatever state the failed statement left
        return tl::unexpected(error);
      } catch (...) {
        const Error error = error_of_current_exception("reading tiles");
        connection_.reset();
        if (attempt > 0) {
          return tl::unexpected(error);
        }
      }
    }
  }

 private:
  Result<void> open() {
    auto opened = connect(
        url_, {.connect_timeout_s = options_.connect_timeout_s, .statement_timeout_ms = options_.statement_timeout_ms});
    if (!opened) {
      return tl::unexpected(opened.error());
    }
    return guarded("preparing statements", [&]() -> Result<void> {
      for (const Statement& statement : statements()) {
        (*opened)->prepare(statement.name, statement.sql);
      }
      connection_ = std::move(*opened);
      return {};
    });
  }

  std::string url_;
  StoreOptions options_;
  std::unique_ptr<pqxx::connection> connection_;
};

TileStore::TileStore(std::string database_url, StoreOptions options)
    : impl_(std::make_unique<Impl>(std::move(database_url), options)) {}
TileStore::~TileStore() = default;
TileStore::TileStore(TileStore&&) noexcept = default;
TileStore& TileStore::operator=(TileStore&&) noexcept = default;

Result<std::optional<Generation>> TileStore::current_generation() {
  return impl_->query("generation").map([](const pqxx::result& rows) -> std::optional<Generation> {
    if (rows.empty()) {
      return std::nullopt;
    }
    const pqxx::row row = rows.front();
    return Generation{row[0].as<std::int64_t>(), row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<bool>()};
  });
}

namespace {

std::optional<Document> document_of(const pqxx::result& rows) {
  if (rows.empty()) {
    return std::nullopt;
  }
  return Document{rows.front()[0].as<std::string>(), rows.front()[1].as<std::string>()};
}

std::optional<StoredTile> stored_tile(const pqxx::result& rows) {
  if (rows.empty()) {
    return std::nullopt;
  }
  return StoredTile{rows.front()[0].as<std::string>(), bytes_of(rows.front()[1])};
}

}  // namespace

Result<std::optional<Document>> TileStore::meta() { return impl_->query("meta").map(document_of); }

Result<std::optional<Document>> TileStore::places() { return impl_->query("places").map(document_of); }

Result<std::optional<StoredTile>> TileStore::tile(Layer layer, TileId id) {
  return impl_->query("tile", std::string(to_string(layer)), int{id.z}, id.x, id.y).map(stored_tile);
}

Result<std::optional<std::string>> TileStore::tile_hash(Layer layer, TileId id) {
  return impl_->query("tile_hash", std::string(to_string(layer)), int{id.z}, id.x, id.y)
      .map([](const pqxx::result& rows) -> std::optional<std::string> {
        return rows.empty() ? std::nullopt : std::optional(rows.front()[0].as<std::string>());
      });
}

Result<std::optional<StoredTile>> TileStore::tile_preferring(Layer layer, TileId id, const std::string& hash) {
  return impl_->query("tile_preferring", std::string(to_string(layer)), int{id.z}, id.x, id.y, hash).map(stored_tile);
}

Result<std::vector<StoredLeaf>> TileStore::leaves_meeting(Layer layer, const Box& box, std::size_t limit) {
  std::vector<std::uint32_t> zoom, west, east, north, south;
  for (std::uint8_t z = kTrailsMinZoom; z <= kTrailsMaxZoom; ++z) {
    const TileId north_west = tile_at({box.north_e7, box.west_e7}, z);
    const TileId south_east = tile_at({box.south_e7, box.east_e7}, z);
    zoom.push_back(z);
    west.push_back(north_west.x);
    east.push_back(south_east.x);
    north.push_back(north_west.y);
    south.push_back(south_east.y);
  }
  return impl_
      ->query("leaves", std::string(to_string(layer)), array_literal(zoom), array_literal(west), array_literal(east),
              array_literal(north), array_literal(south), limit)
      .map([](const pqxx::result& rows) {
        std::vector<StoredLeaf> leaves;
        leaves.reserve(rows.size());
        for (const pqxx::row& row : rows) {
          leaves.push_back(
              {{static_cast<std::uint8_t>(row[0].as<int>()), row[1].as<std::uint32_t>(), row[2].as<std::uint32_t>()},
               row[3].as<std::string>(),
               bytes_of(row[4])});
        }
        return leaves;
      });
}

}  // namespace loopgenie::db
