#include "api/ingest/store/diff.hpp"

#include <array>
#include <cstdio>
#include <optional>
#include <pqxx/transaction>

#include "api/db/connection.hpp"
#include "api/ingest/base/append_line.hpp"
#include "api/ingest/store/copy_content.hpp"

namespace loopgenie::ingest {
namespace {

constexpr const char* kTemporary = "pg_temp";

/// One side of a comparison.
struct Side {
  std::string schema = "loopgenie";
  std::int64_t generation = 0;

  [[nodiscard]] std::string rows(const std::string& table, const std::string& where) const {
    return schema + "." + table + " where generation_id = " + std::to_string(generation) + where;
  }
};

/// Which columns of a table name its object, and which are its content.
struct Columns {
  std::string table;
  std::string key;
  std::string content;
  std::string metres = "0";
  std::string where{};
};

Changes compare(pqxx::transaction_base& transaction, const Side& before, const Side& after, const Columns& columns) {
  const auto side = [&](const Side& at) {
    return "(select row(" + columns.key + ")::text as key, md5(row(" + columns.content + ")::text) as content, " +
           columns.metres + " as metres from " + at.rows(columns.table, columns.where) + ")";
  };
  const pqxx::row row = transaction.exec1(
      "with pair as (select a.content as a, b.content as b, coalesce(b.metres, a.metres) / 1000.0 as km from " +
      side(before) + " a full join " + side(after) +
      " b using (key)),"
      " kind as (select case when a is null then 0 when b is null then 1 when a <> b then 2 else 3 end as kind, km"
      " from pair) select count(*) filter (where kind = 0), coalesce(sum(km) filter (where kind = 0), 0),"
      " count(*) filter (where kind = 1), coalesce(sum(km) filter (where kind = 1), 0),"
      " count(*) filter (where kind = 2), coalesce(sum(km) filter (where kind = 2), 0),"
      " count(*) filter (where kind = 3), coalesce(sum(km) filter (where kind = 3), 0) from kind");
  const auto tally = [&](int column) { return Tally{row[column].as<std::int64_t>(), row[column + 1].as<double>()}; };
  return {tally(0), tally(2), tally(4), tally(6)};
}

void compare_all(pqxx::transaction_base& transaction, const Side& before, const Side& after, Difference& difference) {
  difference.trailheads =
      compare(transaction, before, after,
              {"trailhead", "id",
               "kind, name, node_id, access_m, capacity, fee, parking, capacity_text, fee_text, max_stay, condition,"
               " network_m, loopable_m, road_node, road_leg_m, geom"});
  difference.edges = compare(
      transaction, before, after,
      {"edge", "id",
       "tail_node, head_node, length_dm, ascent_dm, descent_dm, climb_unknown_dm, way_class, surface, sac_scale,"
       " visibility, route_network, flags, name, ref, ele_m, geom",
       "length_dm / 10.0"});
  difference.roads = compare(transaction, before, after,
                             {"road", "id", "length_m, forward_ds, backward_ds, class, seasonal, geom", "length_m"});
  for (std::size_t i = 0; i < kLayers.size(); ++i) {
    const std::string of_layer = " and layer = '" + std::string(kLayers[i].name) + "'";
    difference.tiles[i] = compare(transaction, before, after, {"tile", "z, x, y", "hash", "0", of_layer});
  }
}

/// "Andorra, data of 2025-01-19, version 0123456789abcdef".
std::string describe_data_set(const std::string& name, const std::string& date, const std::string& version) {
  return name + (date.empty() ? "" : ", data of " + date) + ", version " + version;
}

struct Named {
  Side side;
  std::string text;
};

/// The newest of the generations that satisfy `where`.
std::optional<Named> find_generation(pqxx::transaction_base& transaction, const std::string& where) {
  const pqxx::result rows =
      transaction.exec("select g.id, g.name, coalesce(g.data_date::text, ''), g.version from loopgenie.generation g" +
                       where + " order by g.id desc limit 1");
  if (rows.empty()) {
    return std::nullopt;
  }
  const pqxx::row row = rows.front();
  return Named{{.generation = row[0].as<std::int64_t>()},
               describe_data_set(row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<std::string>())};
}

std::optional<Named> served(pqxx::transaction_base& transaction) {
  return find_generation(transaction, " join loopgenie.current_generation c on c.generation_id = g.id");
}

void append_changes(std::string& text, const std::string& what, const Changes& changes) {
  append_line(text, "%-14s %lld added, %lld removed, %lld changed, %lld the same\n", what.c_str(),
              static_cast<long long>(changes.added.count), static_cast<long long>(changes.removed.count),
              static_cast<long long>(changes.changed.count), static_cast<long long>(changes.same.count));
}

}  // namespace

Result<Difference> difference_of_last_import(pqxx::connection& connection) {
  return db::guarded("comparing", [&]() -> Result<Difference> {
    pqxx::read_transaction transaction(connection);
    const std::optional<Named> now = served(transaction);
    if (!now) {
      return fail(ErrorCode::missing, "nothing was imported yet, so there is nothing to compare");
    }
    const std::optional<Named> earlier =
        find_generation(transaction, " where g.id < " + std::to_string(now->side.generation));
    Difference difference;
    difference.before = earlier ? earlier->text : "nothing";
    difference.after = now->text;
    compare_all(transaction, earlier ? earlier->side : Side{}, now->side, difference);
    return difference;
  });
}

Result<Difference> difference_if_imported(pqxx::connection& connection, const Dataset& dataset, const Baked& baked,
                                          const Watch& watch) {
  return db::guarded("comparing", [&]() -> Result<Difference> {
    pqxx::work transaction(connection);  // never committed
    const std::optional<Named> now = served(transaction);
    for (const ContentTable& table : kContentTables) {
      transaction.exec0(std::string("create temporary table ") + table.name + " (like loopgenie." + table.name +
                        ") on commit drop");
    }
    const Side planned{kTemporary, 0};
    try {
      copy_content(transaction, {planned.schema, planned.generation}, dataset, baked, watch);
    } catch (const Stopped&) {
      return fail(ErrorCode::io, "stopped while comparing; nothing was changed");
    }
    Difference difference;
    difference.before = now ? now->text : "nothing";
    difference.after = describe_data_set(dataset.name, dataset.date, baked.version);
    compare_all(transaction, now ? now->side : Side{}, planned, difference);
    return difference;
  });
}

std::string difference_report(const Difference& difference) {
  const Changes& edges = difference.edges;
  std::string text = "before         " + difference.before + "\nafter          " + difference.after + '\n';
  append_changes(text, "trailheads", difference.trailheads);
  append_changes(text, "edges", edges);
  append_line(text, "km             %.1f added, %.1f removed, %.1f changed, %.1f the same; %.1f in all\n",
              edges.added.km, edges.removed.km, edges.changed.km, edges.same.km,
              edges.added.km + edges.changed.km + edges.same.km);
  append_changes(text, "roads", difference.roads);
  bool any = difference.trailheads.any() || edges.any() || difference.roads.any();
  for (std::size_t i = 0; i < kLayers.size(); ++i) {
    append_changes(text, std::string(kLayers[i].name) + " tiles", difference.tiles[i]);
    any = any || difference.tiles[i].any();
  }
  if (!any) {
    text += "nothing differs\n";
  }
  return text;
}

}  // namespace loopgenie::ingest
