#include "api/db/tile_store.hpp"

#include <utility>

#include "core/tile/trail_tile.hpp"

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
constexpr Statement kTilePreferring{
    3,
    "select t.hash, t.body from loopgenie.generation g"
    " join loopgenie.tile t on t.generation_id = g.id and t.layer = $1 and t.z = $2 and t.x = $3 and t.y = $4"
    " where t.hash = $5 or g.id = (select generation_id from loopgenie.current_generation)"
    " order by t.hash = $5 desc limit 1"};
// Zooms are asked one by one, each with the range of cells the box meets: the primary key serves every one.
constexpr Statement kLeaves{
    4,
    "select t.z, t.x, t.y, t.hash, t.body from loopgenie.current_generation c"
    " join unnest($2::int[], $3::int[], $4::int[], $5::int[], $6::int[]) as r (z, west, east, north, south) on true"
    " join loopgenie.tile t on t.generation_id = c.generation_id and t.layer = $1 and t.z = r.z"
    " and t.x between r.west and r.east and t.y between r.north and r.south"
    " order by t.z, t.x, t.y limit $7"};

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

std::vector<std::string> tile_parameters(Layer layer, TileId id) {
  return {std::string(to_string(layer)), std::to_string(id.z), std::to_string(id.x), std::to_string(id.y)};
}

}  // namespace

Result<std::optional<Document>> TileStore::meta() { return impl_->query(kMeta).map(document_of); }

Result<std::optional<Document>> TileStore::places() { return impl_->query(kPlaces).map(document_of); }

Result<std::optional<StoredTile>> TileStore::tile_preferring(Layer layer, TileId id, const std::string& hash) {
  std::vector<std::string> parameters = tile_parameters(layer, id);
  parameters.push_back(hash);
  return impl_->query(kTilePreferring, parameters).map(stored_tile);
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
      ->query(kLeaves, {std::string(to_string(layer)), array_literal(zoom), array_literal(west), array_literal(east),
                        array_literal(north), array_literal(south), std::to_string(limit)})
      .map([](const Rows& rows) {
        std::vector<StoredLeaf> leaves;
        leaves.reserve(static_cast<std::size_t>(rows.count()));
        for (int row = 0; row < rows.count(); ++row) {
          const TileId id{static_cast<std::uint8_t>(rows.integer(row, 0)),
                          static_cast<std::uint32_t>(rows.integer(row, 1)),
                          static_cast<std::uint32_t>(rows.integer(row, 2))};
          leaves.push_back({id, rows.text(row, 3), rows.text(row, 4)});
        }
        return leaves;
      });
}

}  // namespace loopgenie::db
