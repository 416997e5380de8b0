#include "api/ingest/store/load.hpp"

#include <pqxx/transaction>
#include <string>
#include <thread>

#include "api/db/connection.hpp"
#include "api/ingest/store/copy_content.hpp"
#include "api/ingest/store/copy_rows.hpp"
#include "api/ingest/store/disk.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::int64_t kImportLock = 0x696d706f7274LL;  // "import"; the migrations have another one

/// Where an import was killed, its lock lasts until the server notices: at most one statement longer.
bool take_import_lock(pqxx::transaction_base& transaction, std::chrono::milliseconds patience, const Watch& watch) {
  constexpr std::chrono::milliseconds kPause{100};
  while (!transaction.exec_params1("select pg_try_advisory_xact_lock($1)", kImportLock)[0].as<bool>()) {
    if (patience <= kPause || watch.should_stop()) {
      return false;
    }
    watch.report("waiting for another import to end", 0);
    std::this_thread::sleep_for(kPause);
    patience -= kPause;
  }
  return true;
}

/// The id of the generation that is served, where its documents equal these.
std::optional<std::int64_t> same_generation(pqxx::transaction_base& transaction, const Baked& baked) {
  const pqxx::result rows = transaction.exec_params(
      "select g.id from loopgenie.generation g join loopgenie.current_generation c on g.id = c.generation_id"
      " where g.version = $1 and g.meta = $2::jsonb and g.places = $3::jsonb",
      baked.version, baked.meta_json, baked.places_json);
  return rows.empty() ? std::nullopt : std::optional(rows.front()[0].as<std::int64_t>());
}

std::int64_t insert_generation(pqxx::transaction_base& transaction, const Dataset& dataset, const Baked& baked) {
  const Box& box = dataset.extent;
  const double east = box.east_e7 / 1e7 + (box.west_e7 > box.east_e7 ? 360 : 0);  // over the antimeridian: one polygon
  return transaction
      .exec_params1(
          "insert into loopgenie.generation (version, name, made_up, data_date, extent, meta, places)"
          " values ($1, $2, $3, nullif($4, '')::date, st_makeenvelope($5, $6, $7, $8, 4326), $9::jsonb, $10::jsonb)"
          " returning id",
          baked.version, valid_utf8(dataset.name), dataset.made_up, dataset.date, box.west_e7 / 1e7, box.south_e7 / 1e7,
          east, box.north_e7 / 1e7, baked.meta_json, baked.places_json)[0]
      .as<std::int64_t>();
}

void swap_in(pqxx::transaction_base& transaction, std::int64_t generation) {
  const pqxx::result before = transaction.exec("select generation_id from loopgenie.current_generation");
  const std::int64_t previous = before.empty() ? generation : before.front()[0].as<std::int64_t>();
  transaction.exec_params0(
      "insert into loopgenie.current_generation (generation_id) values ($1)"
      " on conflict (one) do update set generation_id = excluded.generation_id",
      generation);
  std::string keys;
  for (const ContentTable& table : kContentTables) {
    const std::string name = std::string("loopgenie.") + table.name;
    transaction.exec_params0("delete from " + name + " where generation_id not in ($1, $2)", generation, previous);
    keys += ", " + name + " (generation_id, " + table.key + ')';
  }
  transaction.exec_params0("delete from loopgenie.generation where id not in ($1, $2)", generation, previous);
  transaction.exec0("analyze loopgenie.generation" + keys);
}

Result<void> check_disk(const Dataset& dataset, const Baked& baked, std::optional<std::uint64_t> free) {
  const std::uint64_t needed = estimate_disk_bytes(dataset, baked);
  if (free && *free < needed) {
    return fail(ErrorCode::io,
                "too little disk for the database: the import needs about " + format_bytes(needed) + ", free are " +
                    format_bytes(*free) +
                    "; free some space, or import a smaller region. What was imported before is served still");
  }
  return {};
}

}  // namespace

std::uint64_t estimate_disk_bytes(const Dataset& dataset, const Baked& baked) {
  // A row's header and its entries in indexes. Sizes that were measured stay below the sum.
  constexpr std::uint64_t kRowBytes = 160;
  constexpr std::uint64_t kVertexBytes = 5 + 16;  // elevation, position
  constexpr std::uint64_t kSlackBytes = std::uint64_t{64} << 20;
  std::uint64_t sum = kRowBytes * (dataset.edges.size() + dataset.roads.size() + dataset.pois.size() +
                                   dataset.trailheads.size() + dataset.places.size());
  for (const DatasetEdge& edge : dataset.edges) {
    sum += 100 + kVertexBytes * edge.points.size() + edge.name.size() + edge.ref.size();
  }
  for (const DatasetRoad& road : dataset.roads) {
    sum += 16 * road.points.size();
  }
  for (const BakedTile& tile : baked.tiles) {
    sum += kRowBytes + tile.gzip.size() * 5 / 4;
  }
  return 2 * sum + kSlackBytes;  // once in the tables, once in the write-ahead log
}

Result<Loaded> load(pqxx::connection& connection, const Dataset& dataset, const Baked& baked,
                    const LoadOptions& options, const Watch& watch) {
  return db::guarded("importing", [&]() -> Result<Loaded> {
    const std::optional<std::uint64_t> free =
        options.free_bytes ? options.free_bytes(connection) : free_bytes_of_server(connection);
    pqxx::work transaction(connection);
    if (!take_import_lock(transaction, options.lock_patience, watch)) {
      return fail(ErrorCode::io, "another import is at work on this database; wait until it has ended");
    }
    if (const auto same = same_generation(transaction, baked)) {
      return Loaded{*same, true};
    }
    if (Result<void> room = check_disk(dataset, baked, free); !room) {
      return tl::unexpected(room.error());
    }
    try {
      watch.report("writing to the database", 0);
      const std::int64_t generation = insert_generation(transaction, dataset, baked);
      copy_content(transaction, {.generation = generation}, dataset, baked, watch);
      swap_in(transaction, generation);
      if (watch.should_stop()) {
        throw Stopped{};
      }
      transaction.commit();
      watch.report("writing to the database", 1);
      return Loaded{generation, false};
    } catch (const Stopped&) {
      return fail(ErrorCode::io, "stopped while writing to the database; nothing was changed there");
    }
  });
}

}  // namespace loopgenie::ingest
