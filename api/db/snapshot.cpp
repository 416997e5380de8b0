#include "api/db/snapshot.hpp"

#include <pqxx/binarystring>
#include <pqxx/result>
#include <pqxx/transaction>

#include "api/db/connection.hpp"

namespace loopgenie::db {
namespace {

using ReadTransaction = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;

Result<SnapshotHead> read_head(ReadTransaction& transaction) {
  const pqxx::result rows = transaction.exec(
      "select g.id, g.version, g.name, g.made_up, g.meta::text, g.places::text,"
      " count(t.*), coalesce(sum(t.raw_bytes), 0), coalesce(sum(octet_length(t.body)), 0)"
      " from loopgenie.current_generation c join loopgenie.generation g on g.id = c.generation_id"
      " left join loopgenie.tile t on t.generation_id = g.id group by g.id");
  if (rows.empty()) {
    return fail(ErrorCode::missing, "the database has no data yet; run `loopgenie-ingest import` first");
  }
  const pqxx::row row = rows.front();
  return SnapshotHead{
      {row[0].as<std::int64_t>(), row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<bool>()},
      row[4].as<std::string>(),
      row[5].as<std::string>(),
      row[6].as<std::uint64_t>(),
      row[7].as<std::uint64_t>(),
      row[8].as<std::uint64_t>()};
}

Result<SnapshotTile> tile_of(const pqxx::row& row) {
  const Result<Layer> layer = stored_layer(row[0].as<std::string>());
  if (!layer) {
    return tl::unexpected(layer.error());
  }
  return SnapshotTile{
      *layer,
      {static_cast<std::uint8_t>(row[1].as<int>()), row[2].as<std::uint32_t>(), row[3].as<std::uint32_t>()},
      row[4].as<std::string>(),
      pqxx::binarystring(row[5]).str()};
}

}  // namespace

Result<void> read_snapshot(pqxx::connection& connection,
                           const std::function<Result<void>(const SnapshotHead&)>& on_head,
                           const std::function<Result<void>(const SnapshotTile&)>& on_tile) {
  return guarded("reading the tiles", [&]() -> Result<void> {
    ReadTransaction transaction(connection);
    const Result<SnapshotHead> head = read_head(transaction);
    if (!head) {
      return tl::unexpected(head.error());
    }
    if (Result<void> taken = on_head(*head); !taken) {
      return taken;
    }
    transaction.exec0(
        "declare tiles no scroll cursor for select layer, z, x, y, hash, body from loopgenie.tile"
        " where generation_id = " +
        std::to_string(head->generation.id) + " order by layer, z, x, y");
    while (true) {
      const pqxx::result rows = transaction.exec("fetch forward 32 from tiles");
      if (rows.empty()) {
        return {};
      }
      for (const pqxx::row& row : rows) {
        const Result<SnapshotTile> tile = tile_of(row);
        if (!tile) {
          return tl::unexpected(tile.error());
        }
        if (Result<void> taken = on_tile(*tile); !taken) {
          return taken;
        }
      }
    }
  });
}

}  // namespace loopgenie::db
