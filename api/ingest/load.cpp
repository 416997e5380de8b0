#include "api/ingest/load.hpp"

#include <pqxx/transaction>
#include <utility>
#include <vector>

#include "api/db/connection.hpp"
#include "api/ingest/copy_rows.hpp"
#include "api/ingest/disk.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::int64_t kImportLock = 0x696d706f7274LL;  // "import": always the same, and not the migrations'
constexpr std::size_t kRowsBetweenChecks = 1'000;

/// Thrown inside the transaction, so that everything between unwinds and rolls back.
struct Stopped {};

/// Copies one row per item; `make_row` gives its fields without the generation. Shares of progress run from `from` to
/// `to`.
class Copier {
 public:
  Copier(pqxx::transaction_base& transaction, std::int64_t generation, std::size_t rows, const Watch& watch)
      : transaction_(transaction), generation_(integer_field(generation)), rows_(rows), watch_(watch) {}

  template <typename Items, typename MakeRow>
  void copy(const std::string& table, std::vector<std::string> columns, const Items& items, MakeRow make_row) {
    columns.insert(columns.begin(), "generation_id");
    pqxx::stream_to stream(transaction_, "loopgenie." + table, columns);
    for (const auto& item : items) {
      stream << std::tuple_cat(std::tuple(generation_), make_row(item));
      if (++done_ % kRowsBetweenChecks == 0) {
        watch_.report("writing to the database", static_cast<double>(done_) / static_cast<double>(rows_));
        if (watch_.should_stop()) {
          throw Stopped{};
        }
      }
    }
    stream.complete();
  }

 private:
  pqxx::transaction_base& transaction_;
  Field generation_;
  std::size_t rows_;
  std::size_t done_ = 0;
  const Watch& watch_;
};

Field name_field(std::string_view text) { return text_field(text); }
Field count_field(std::uint32_t value) { return integer_field(value); }

void copy_network(Copier& copier, const Dataset& dataset) {
  copier.copy("node", {"id", "ele_m", "geom"}, dataset.nodes, [](const DatasetNode& node) {
    return Row<3>{integer_field(node.id.value()), nullable(node.elevation_m, real_field), point_field(node.point)};
  });
  copier.copy("edge",
              {"id", "way_id", "tail_node", "head_node", "length_dm", "ascent_dm", "descent_dm", "way_class", "surface",
               "sac_scale", "visibility", "route_network", "flags", "name", "ref", "point_ids", "ele_m", "geom"},
              dataset.edges, [](const DatasetEdge& edge) {
                const auto climb = [&](auto member) {
                  return nullable(edge.climb, [&](const Climb& known) { return count_field(known.*member); });
                };
                return Row<18>{integer_field(static_cast<std::int64_t>(edge.id.value())),
                               integer_field(edge.way_id),
                               integer_field(edge.tail.value()),
                               integer_field(edge.head.value()),
                               count_field(edge.length_dm),
                               climb(&Climb::ascent_dm),
                               climb(&Climb::descent_dm),
                               name_field(to_string(edge.attributes.way_class)),
                               name_field(to_string(edge.attributes.surface)),
                               name_field(to_string(edge.attributes.sac_scale)),
                               name_field(to_string(edge.attributes.visibility)),
                               name_field(to_string(edge.attributes.route_network)),
                               count_field(edge.attributes.flags),
                               name_field(edge.name),
                               name_field(edge.ref),
                               integers_field(edge.point_ids),
                               reals_field(edge.elevation_m),
                               line_field(edge.points)};
              });
}

void copy_surroundings(Copier& copier, const Dataset& dataset) {
  copier.copy("poi", {"id", "kind", "name", "ele_m", "potable", "intermittent", "backcountry", "geom"}, dataset.pois,
              [](const Poi& poi) {
                return Row<8>{name_field(to_string(poi.id)),
                              name_field(to_string(poi.kind)),
                              name_field(poi.name),
                              nullable(poi.elevation_m, integer_field),
                              Field{poi.potable == Potable::yes ? "t" : "f", poi.potable == Potable::unknown},
                              bool_field(poi.intermittent),
                              bool_field(poi.backcountry),
                              point_field(poi.point)};
              });
  copier.copy("trailhead",
              {"id", "kind", "name", "node_id", "access_m", "capacity", "fee", "network_m", "loopable_m", "geom"},
              dataset.trailheads, [](const Trailhead& trailhead) {
                return Row<10>{name_field(to_string(trailhead.id)),  name_field(to_string(trailhead.kind)),
                               name_field(trailhead.name),           integer_field(trailhead.node.value()),
                               count_field(trailhead.access_m),      nullable(trailhead.capacity, count_field),
                               nullable(trailhead.fee, bool_field),  integers_field(trailhead.network_m),
                               integers_field(trailhead.loopable_m), point_field(trailhead.point)};
              });
  copier.copy("place", {"id", "kind", "name", "name_en", "population", "geom"}, dataset.places, [](const Place& place) {
    return Row<6>{name_field(to_string(place.id)), name_field(to_string(place.kind)),       name_field(place.name),
                  name_field(place.name_en),       nullable(place.population, count_field), point_field(place.point)};
  });
}

void copy_tiles(Copier& copier, const Baked& baked) {
  copier.copy("tile", {"layer", "z", "x", "y", "hash", "raw_bytes", "body"}, baked.tiles, [](const BakedTile& tile) {
    return Row<7>{name_field(to_string(tile.layer)),
                  integer_field(tile.id.z),
                  integer_field(tile.id.x),
                  integer_field(tile.id.y),
                  name_field(hash_to_hex(tile.hash)),
                  integer_field(static_cast<std::int64_t>(tile.raw_bytes)),
                  bytes_field(tile.gzip)};
  });
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
  return transaction
      .exec_params1(
          "insert into loopgenie.generation (version, name, made_up, data_date, extent, meta, places)"
          " values ($1, $2, $3, nullif($4, '')::date, st_makeenvelope($5, $6, $7, $8, 4326), $9::jsonb, $10::jsonb)"
          " returning id",
          baked.version, text_field(dataset.name).text, dataset.made_up, dataset.date, box.west_e7 / 1e7,
          box.south_e7 / 1e7, box.east_e7 / 1e7, box.north_e7 / 1e7, baked.meta_json, baked.places_json)[0]
      .as<std::int64_t>();
}

void swap_in(pqxx::transaction_base& transaction, std::int64_t generation) {
  const pqxx::result before = transaction.exec("select generation_id from loopgenie.current_generation");
  const std::int64_t previous = before.empty() ? generation : before.front()[0].as<std::int64_t>();
  transaction.exec_params0(
      "insert into loopgenie.current_generation (generation_id) values ($1)"
      " on conflict (one) do update set generation_id = excluded.generation_id",
      generation);
  transaction.exec_params0("delete from loopgenie.generation where id not in ($1, $2)", generation, previous);
  transaction.exec0(
      "analyze loopgenie.generation, loopgenie.node, loopgenie.edge, loopgenie.poi, loopgenie.trailhead,"
      " loopgenie.place, loopgenie.tile");
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
  // A row's header and index entries, then what it carries; measured sizes stay below.
  constexpr std::uint64_t kRowBytes = 160;
  constexpr std::uint64_t kVertexBytes = 8 + 5 + 16;  // source id, elevation, position
  constexpr std::uint64_t kSlackBytes = std::uint64_t{64} << 20;
  std::uint64_t sum = kRowBytes * (dataset.nodes.size() + dataset.edges.size() + dataset.pois.size() +
                                   dataset.trailheads.size() + dataset.places.size());
  for (const DatasetEdge& edge : dataset.edges) {
    sum += 100 + kVertexBytes * edge.points.size() + edge.name.size() + edge.ref.size();
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
    if (!transaction.exec_params1("select pg_try_advisory_xact_lock($1)", kImportLock)[0].as<bool>()) {
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
      Copier copier(transaction, generation,
                    dataset.nodes.size() + dataset.edges.size() + dataset.pois.size() + dataset.trailheads.size() +
                        dataset.places.size() + baked.tiles.size(),
                    watch);
      copy_network(copier, dataset);
      copy_surroundings(copier, dataset);
      copy_tiles(copier, baked);
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
