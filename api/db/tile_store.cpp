#include "api/db/tile_store.hpp"

#include <utility>

namespace loopgenie::db {
namespace {

// Every statement of the program at run time.
constexpr Statement kGeneration{0,
                                "select g.id, g.version, g.name, g.made_up from loopgenie.generation g"
                                " join loopgenie.current_generation c on g.id = c.generation_id"};
constexpr Statement kMeta{1,
                          "select g.version, g.meta::text from loopgenie.generation g"
                          " join loopgenie.current_generation c on g.id = c.generation_id"};
constexpr Statement kPlaces{2,
                            "select g.version, g.places::text from loopgenie.generation g"
                            " join loopgenie.current_generation c on g.id = c.generation_id"};
constexpr Statement kTiles{
    3,
    "select t.layer, t.z, t.x, t.y, t.hash, octet_length(t.body) from loopgenie.current_generation c"
    " join loopgenie.tile t on t.generation_id = c.generation_id"};
constexpr Statement kTilePreferring{
    4,
    "select t.hash, t.body from loopgenie.generation g"
    " join loopgenie.tile t on t.generation_id = g.id and t.layer = $1 and t.z = $2 and t.x = $3 and t.y = $4"
    " where t.hash = $5 or g.id = (select generation_id from loopgenie.current_generation)"
    " order by t.hash = $5 desc limit 1"};

}  // namespace

class TileStore::Impl {
 public:
  Impl(std::string url, StoreOptions options) : url_(std::move(url)), options_(options) {}

  /// The rows of one statement. A lost connection is replaced and the statement tried once more: all are reads.
  Result<Rows> query(const Statement& statement, const std::vector<std::string>& parameters = {}) {
    for (int attempt = 0;; ++attempt) {
      if (connection_ == nullptr) {
        Result<std::unique_ptr<ReadConnection>> opened = ReadConnection::open(url_, options_);
        if (!opened) {
          return tl::unexpected(opened.error());
        }
        connection_ = *std::move(opened);
      }
      Result<Rows> rows = connection_->query(statement, parameters);
      if (rows) {
        return rows;
      }
      const bool lost = connection_->is_lost();
      connection_.reset();  // whatever state the failed statement left
      if (!lost || attempt > 0) {
        return rows;
      }
    }
  }

 private:
  std::string url_;
  StoreOptions options_;
  std::unique_ptr<ReadConnection> connection_;
};

Result<Layer> stored_layer(std::string_view name) {
  const std::optional<Layer> layer = parse_layer(name);
  if (!layer) {
    return fail(ErrorCode::version, "the database has tiles of the unknown layer \"" + std::string(name) +
                                        "\"; use the newer Loop Genie that made them");
  }
  return *layer;
}

TileStore::TileStore(std::string database_url, StoreOptions options)
    : impl_(std::make_unique<Impl>(std::move(database_url), options)) {}
TileStore::~TileStore() = default;
TileStore::TileStore(TileStore&&) noexcept = default;
TileStore& TileStore::operator=(TileStore&&) noexcept = default;

Result<std::optional<Generation>> TileStore::current_generation() {
  return impl_->query(kGeneration).map([](const Rows& rows) -> std::optional<Generation> {
    if (rows.empty()) {
      return std::nullopt;
    }
    return Generation{rows.integer(0, 0), rows.text(0, 1), rows.text(0, 2), rows.boolean(0, 3)};
  });
}

namespace {

std::optional<Document> document_of(const Rows& rows) {
  if (rows.empty()) {
    return std::nullopt;
  }
  return Document{rows.text(0, 0), rows.text(0, 1)};
}

std::optional<StoredTile> stored_tile(const Rows& rows) {
  if (rows.empty()) {
    return std::nullopt;
  }
  return StoredTile{rows.text(0, 0), rows.text(0, 1)};
}

}  // namespace

Result<std::optional<Document>> TileStore::meta() { return impl_->query(kMeta).map(document_of); }

Result<std::optional<Document>> TileStore::places() { return impl_->query(kPlaces).map(document_of); }

Result<std::vector<ListedTile>> TileStore::tiles() {
  return impl_->query(kTiles).and_then([](const Rows& rows) -> Result<std::vector<ListedTile>> {
    std::vector<ListedTile> tiles;
    tiles.reserve(static_cast<std::size_t>(rows.count()));
    for (int row = 0; row < rows.count(); ++row) {
      const Result<Layer> layer = stored_layer(rows.bytes(row, 0));
      if (!layer) {
        return tl::unexpected(layer.error());
      }
      tiles.push_back(
          {*layer,
           {static_cast<std::uint8_t>(rows.integer(row, 1)), static_cast<std::uint32_t>(rows.integer(row, 2)),
            static_cast<std::uint32_t>(rows.integer(row, 3))},
           rows.text(row, 4),
           static_cast<std::uint32_t>(rows.integer(row, 5))});
    }
    return tiles;
  });
}

Result<std::optional<StoredTile>> TileStore::tile_preferring(Layer layer, TileId id, const std::string& hash) {
  return impl_
      ->query(kTilePreferring,
              {std::string(to_string(layer)), std::to_string(id.z), std::to_string(id.x), std::to_string(id.y), hash})
      .map(stored_tile);
}

}  // namespace loopgenie::db
