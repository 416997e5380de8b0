#include "api/ingest/store/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <csignal>
#include <map>
#include <nlohmann/json.hpp>
#include <pqxx/pqxx>
#include <set>
#include <thread>

#include "api/db/connection.hpp"
#include "api/db/migrate.hpp"
#include "api/db/tile_store.hpp"
#include "api/ingest/store/copy_content.hpp"
#include "api/ingest/store/diff.hpp"
#include "tests/api/ingest/made_dataset.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::ingest {
namespace {

constexpr const char* kNoHash = "";  // the current tile will do

using ::testing::HasSubstr;

/// Data sets that differ by their seed, in one migrated database.
class Load : public testing::Test {
 protected:
  Load() {
    connection_ = db::connect(database_.url()).value();
    EXPECT_TRUE(db::migrate(*connection_));
  }

  static Dataset dataset(std::uint64_t seed) { return made_dataset({.rows = 12, .columns = 12, .seed = seed}); }

  Result<Loaded> load_seed(std::uint64_t seed, const LoadOptions& options = {}, const Watch& watch = {}) {
    const Dataset data = dataset(seed);
    return load(*connection_, data, bake(data).value(), options, watch);
  }

  std::string served_version() {
    db::TileStore store(database_.url());
    const auto generation = store.current_generation();
    EXPECT_TRUE(generation) << generation.error().message;
    return *generation ? (**generation).version : "none";
  }

  template <typename T>
  T value(const std::string& sql) {
    pqxx::work transaction(*connection_);
    return transaction.exec1(sql)[0].as<T>();
  }

  test::TemporaryDatabase database_;
  std::unique_ptr<pqxx::connection> connection_;
};

TEST_F(Load, TheStoreHandsOutWhatWasBaked) {
  const Dataset data = dataset(1);
  const Baked baked = bake(data).value();
  const Result<Loaded> loaded = load(*connection_, data, baked);
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_FALSE(loaded->unchanged);

  db::TileStore store(database_.url());
  const auto generation = store.current_generation().value();
  ASSERT_TRUE(generation);
  EXPECT_EQ(generation->id, loaded->generation);
  EXPECT_EQ(generation->version, baked.version);
  EXPECT_EQ(generation->name, "Grid");
  EXPECT_FALSE(generation->made_up);
  EXPECT_EQ(nlohmann::json::parse(store.meta().value()->json), nlohmann::json::parse(baked.meta_json));
  EXPECT_EQ(nlohmann::json::parse(store.places().value()->json), nlohmann::json::parse(baked.places_json));
  for (const BakedTile& tile : baked.tiles) {
    const auto stored = store.tile_preferring(tile.layer, tile.id, kNoHash).value();
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->hash, hash_to_hex(tile.hash));
    EXPECT_EQ(stored->gzip, tile.gzip);
  }
  EXPECT_EQ(store.tile_preferring(Layer::trails, {13, 0, 0}, kNoHash).value(), std::nullopt);
}

TEST_F(Load, TheTablesHoldTheFullGeometry) {
  const Dataset data = dataset(1);
  ASSERT_TRUE(load(*connection_, data, bake(data).value()));
  EXPECT_EQ(value<std::size_t>("select count(*) from loopgenie.node"), data.nodes.size());
  EXPECT_EQ(value<std::size_t>("select count(*) from loopgenie.edge"), data.edges.size());
  EXPECT_EQ(value<std::size_t>("select count(*) from loopgenie.poi"), data.pois.size());
  EXPECT_EQ(value<std::size_t>("select count(*) from loopgenie.poi where (node_id is null) <> (detour_m is null)"), 0U);
  EXPECT_EQ(value<std::size_t>("select count(*) from loopgenie.trailhead"), data.trailheads.size());
  EXPECT_EQ(value<std::size_t>("select count(*) from loopgenie.place"), data.places.size());
  std::size_t points = 0;
  double length_m = 0;
  std::size_t unknown = 0;
  for (const DatasetEdge& edge : data.edges) {
    points += edge.points.size();
    length_m += edge.length_dm / 10.0;
    unknown += edge.climb ? 0U : 1U;
  }
  EXPECT_EQ(value<std::size_t>("select sum(st_npoints(geom)) from loopgenie.edge"), points);
  EXPECT_EQ(value<std::size_t>("select sum(cardinality(ele_m)) from loopgenie.edge"), points);
  EXPECT_EQ(value<std::size_t>("select count(*) from loopgenie.edge where ascent_dm is null"), unknown);
  EXPECT_NEAR(value<double>("select sum(st_length(geom::geography)) from loopgenie.edge"), length_m, length_m * 1e-3);
  EXPECT_EQ(value<std::string>("select max(ref) from loopgenie.edge where ref like 'GR%'").substr(0, 2), "GR");
  EXPECT_EQ(value<std::size_t>("select count(*) from loopgenie.edge where ref like '%\"x\\\\y\"' || chr(9) || 'tab'"),
            value<std::size_t>("select count(*) from loopgenie.edge where ref <> ''"))
      << "quotes, backslashes and tabs arrive as they are";
}

/// As Postgres shows arrays: "{1,NULL,3}".
template <typename Values, typename Text>
std::string array_text(const Values& values, Text text) {
  std::string all;
  for (const auto& value : values) {
    all += (all.empty() ? "" : ",") + std::string(text(value));
  }
  return '{' + all + '}';
}

template <typename T>
std::string number_text(T value) {
  std::array<char, 32> buffer{};
  return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr};
}

TEST_F(Load, TheRowsOfEdgesAreWhatTheDataSetHolds) {
  Dataset data = dataset(1);
  data.edges[0].name = "\xc3\x28 is not UTF-8";
  data.edges[1].elevation_m.assign(data.edges[1].points.size(), std::nullopt);
  ASSERT_TRUE(load(*connection_, data, bake(data).value()));

  pqxx::work transaction(*connection_);
  const pqxx::result rows = transaction.exec(
      "select id, tail_node, head_node, length_dm, ascent_dm, descent_dm, way_class, surface, sac_scale,"
      " visibility, route_network, flags, name, ref, ele_m,"
      " (select array_agg(round(st_y(d.geom) * 1e7)::int order by d.path) from st_dumppoints(e.geom) d),"
      " (select array_agg(round(st_x(d.geom) * 1e7)::int order by d.path) from st_dumppoints(e.geom) d),"
      " climb_unknown_dm from loopgenie.edge e order by id");
  ASSERT_EQ(static_cast<std::size_t>(rows.size()), data.edges.size());
  for (std::size_t i = 0; i < data.edges.size(); ++i) {
    const pqxx::row row = rows[static_cast<pqxx::result::size_type>(i)];
    const DatasetEdge& edge = data.edges[i];
    const auto text = [&](int column) { return row[column].is_null() ? "null" : row[column].as<std::string>(); };
    EXPECT_EQ(text(0), std::to_string(edge.id.value()));
    EXPECT_EQ(text(1), std::to_string(edge.tail.value()));
    EXPECT_EQ(text(2), std::to_string(edge.head.value()));
    EXPECT_EQ(text(3), std::to_string(edge.length_dm));
    EXPECT_EQ(text(4), edge.climb ? std::to_string(edge.climb->ascent_dm) : "null");
    EXPECT_EQ(text(5), edge.climb ? std::to_string(edge.climb->descent_dm) : "null");
    EXPECT_EQ(text(6), to_string(edge.attributes.way_class));
    EXPECT_EQ(text(7), to_string(edge.attributes.surface));
    EXPECT_EQ(text(8), to_string(edge.attributes.sac_scale));
    EXPECT_EQ(text(9), to_string(edge.attributes.visibility));
    EXPECT_EQ(text(10), to_string(edge.attributes.route_network));
    EXPECT_EQ(text(11), std::to_string(edge.attributes.flags));
    EXPECT_EQ(text(12), i == 0 ? "\xef\xbf\xbd( is not UTF-8" : edge.name);
    EXPECT_EQ(text(13), edge.ref);
    EXPECT_EQ(text(14), array_text(edge.elevation_m, [](const std::optional<float>& value) {
                return value ? number_text(*value) : "NULL";
              }));
    EXPECT_EQ(text(15), array_text(edge.points, [](Point point) { return number_text(point.lat_e7); }));
    EXPECT_EQ(text(16), array_text(edge.points, [](Point point) { return number_text(point.lon_e7); }));
    EXPECT_EQ(text(17), std::to_string(edge.climb ? edge.climb->unknown_dm : edge.length_dm));
  }
}

TEST_F(Load, TheOtherRowsAreWhatTheDataSetHolds) {
  const Dataset data = dataset(1);
  ASSERT_TRUE(load(*connection_, data, bake(data).value()));
  const auto known = [](const auto& value, auto text) { return value ? std::string(text(*value)) : "null"; };
  const auto integer = [](auto value) { return std::to_string(value); };
  const auto yes_no = [](bool value) { return value ? "true" : "false"; };
  const auto position = [](Point point) { return std::to_string(point.lat_e7) + ' ' + std::to_string(point.lon_e7); };
  const auto compare = [&](const std::string& table, const std::vector<std::string>& columns, const std::string& point,
                           const auto& items, auto expected) {
    std::string row_text;
    for (const std::string& column : columns) {
      row_text += "coalesce(" + column + "::text, 'null') || '|' || ";
    }
    row_text += "round(st_y(" + point + ") * 1e7)::int || ' ' || round(st_x(" + point + ") * 1e7)::int";
    pqxx::work transaction(*connection_);
    const pqxx::result rows = transaction.exec("select " + row_text + " from loopgenie." + table);
    ASSERT_EQ(static_cast<std::size_t>(rows.size()), items.size()) << table;
    std::multiset<std::string> got;
    std::multiset<std::string> wanted;
    for (const pqxx::row& row : rows) {
      got.insert(row[0].as<std::string>());
    }
    for (const auto& item : items) {
      wanted.insert(expected(item));
    }
    EXPECT_EQ(got, wanted) << table;
  };
  compare("node", {"id", "ele_m"}, "geom", data.nodes, [&](const DatasetNode& node) {
    return integer(node.id.value()) + '|' + known(node.elevation_m, number_text<float>) + '|' + position(node.point);
  });
  compare("road", {"id", "length_m", "forward_ds", "backward_ds", "class", "seasonal"}, "st_endpoint(geom)", data.roads,
          [&](const DatasetRoad& road) {
            return integer(road.id.value()) + '|' + integer(road.length_m) + '|' + integer(road.forward_ds) + '|' +
                   known(road.backward_ds, integer) + '|' + std::string(to_string(road.road_class)) + '|' +
                   yes_no(road.seasonal) + '|' + position(road.points.back());
          });
  compare("poi",
          {"id", "kind", "name", "ele_m", "potable", "intermittent", "backcountry", "unverified", "night",
           "night_water", "open_months", "capacity", "fee", "reservation", "phone", "website", "node_id", "detour_m"},
          "geom", data.pois, [&](const Poi& poi) {
            return to_string(poi.id) + '|' + std::string(to_string(poi.kind)) + '|' + poi.name + '|' +
                   known(poi.elevation_m, integer) + '|' +
                   (poi.potable == Potable::unknown ? "null" : yes_no(poi.potable == Potable::yes)) + '|' +
                   yes_no(poi.intermittent) + '|' + yes_no(poi.backcountry) + '|' + yes_no(poi.unverified) + '|' +
                   (poi.night.kind ? std::string(to_string(*poi.night.kind)) : "null") + '|' +
                   std::string(to_string(poi.night.water)) + '|' + integer(poi.night.open_months) + '|' +
                   known(poi.night.capacity, integer) + '|' + known(poi.night.fee, yes_no) + '|' +
                   std::string(to_string(poi.night.reservation)) + '|' + poi.night.phone + '|' + poi.night.website +
                   '|' + (poi.node.is_valid() ? integer(poi.node.value()) + '|' + integer(poi.detour_m) : "null|null") +
                   '|' + position(poi.point);
          });
  compare("trailhead",
          {"id", "kind", "name", "node_id", "access_m", "capacity", "fee", "parking", "capacity_text", "fee_text",
           "max_stay", "condition", "network_m", "loopable_m", "road_leg_m"},
          "geom", data.trailheads, [&](const Trailhead& trailhead) {
            return to_string(trailhead.id) + '|' + std::string(to_string(trailhead.kind)) + '|' + trailhead.name + '|' +
                   integer(trailhead.node.value()) + '|' + integer(trailhead.access_m) + '|' +
                   known(trailhead.capacity, integer) + '|' + known(trailhead.fee, yes_no) + '|' +
                   std::string(to_string(trailhead.parking)) + '|' + trailhead.capacity_text + '|' +
                   trailhead.fee_text + '|' + trailhead.max_stay + '|' + trailhead.condition + '|' +
                   array_text(trailhead.network_m, integer) + '|' + array_text(trailhead.loopable_m, integer) + '|' +
                   (trailhead.road_node ? integer(trailhead.road_leg_m) : "null") + '|' + position(trailhead.point);
          });
  compare("place", {"id", "kind", "name", "name_en", "population"}, "geom", data.places, [&](const Place& place) {
    return to_string(place.id) + '|' + std::string(to_string(place.kind)) + '|' + place.name + '|' + place.name_en +
           '|' + known(place.population, integer) + '|' + position(place.point);
  });
}

TEST(LoadOverAnOlderSchema, WhatWasImportedIsServedComparedAndReplaced) {
  const test::TemporaryDatabase database;
  const auto connection = db::connect(database.url()).value();
  std::vector<db::Migration> older = db::migrations();
  std::erase_if(older, [](const db::Migration& migration) { return migration.number > 5; });
  ASSERT_TRUE(db::migrate(*connection, older));
  {
    pqxx::work transaction(*connection);
    transaction.exec(
        "insert into loopgenie.generation (version, name, made_up, extent, meta, places) values"
        " ('0123456789abcdef', 'Old', true, st_makeenvelope(1, 42, 2, 43, 4326), '{}', '[]');"
        "insert into loopgenie.current_generation (generation_id) values (1);"
        "insert into loopgenie.node values (1, 7, 900, st_setsrid(st_makepoint(1.5, 42.5), 4326)),"
        " (1, 8, 950.5, st_setsrid(st_makepoint(1.5, 42.6), 4326)), (1, 9, null, st_setsrid(st_makepoint(1.6, 42.6), "
        "4326));"
        "insert into loopgenie.edge values (1, 65536, 1, 7, 8, 111000, 600, 95, 'path', 'unknown', 'ungraded', "
        "'unknown',"
        " 'none', 0, 'Old way', '', '{7,70,8}', '{900,910,950.5}',"
        " st_setsrid(st_geomfromtext('LINESTRING(1.5 42.5,1.5 42.55,1.5 42.6)'), 4326)),"
        " (1, 131072, 2, 9, 8, 82000, null, null, 'track', 'unknown', 'ungraded', 'unknown', 'none', 0, '', '',"
        " '{9,8}', '{null,950.5}', st_setsrid(st_geomfromtext('LINESTRING(1.6 42.6,1.5 42.6)'), 4326))");
    transaction.commit();
  }
  const auto rows = [&](const std::string& sql) {
    pqxx::work transaction(*connection);
    std::string text;
    for (const pqxx::row& row : transaction.exec(sql)) {
      text += row[0].as<std::string>() + '\n';
    }
    return text;
  };
  const std::string nodes = "select row(generation_id, id, ele_m, geom)::text from loopgenie.node order by id";
  const std::string edges =
      "select row(generation_id, id, tail_node, head_node, length_dm, ascent_dm, descent_dm, way_class, name, ele_m,"
      " geom)::text from loopgenie.edge order by id";
  const std::string nodes_before = rows(nodes);
  const std::string edges_before = rows(edges);

  const auto applied = db::migrate(*connection);
  ASSERT_TRUE(applied) << applied.error().message;
  EXPECT_EQ(rows(nodes), nodes_before);
  EXPECT_EQ(rows(edges), edges_before);

  const Dataset data = made_dataset({.rows = 12, .columns = 12, .seed = 1});
  const Baked baked = bake(data).value();
  const auto planned = difference_if_imported(*connection, data, baked);
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->edges.removed.count, 2);
  ASSERT_TRUE(load(*connection, data, baked));
  const auto done = difference_of_last_import(*connection);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->edges.removed.count, 2);
  EXPECT_EQ(done->edges.added.count, static_cast<std::int64_t>(data.edges.size()));
  EXPECT_EQ(rows("select count(*)::text from loopgenie.node where generation_id = 1"), "3\n");
}

TEST_F(Load, ANumberThatDoesNotFitIsSaidAndLeavesTheOld) {
  ASSERT_TRUE(load_seed(1));
  const std::string before = served_version();
  Dataset data = dataset(2);
  const Baked baked = bake(data).value();
  data.places.front().population = 3'000'000'000;
  const Result<Loaded> loaded = load(*connection_, data, baked);
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr("3000000000 does not fit"));
  EXPECT_EQ(served_version(), before);
  ASSERT_TRUE(load_seed(2)) << "the connection can be used again";
}

TEST_F(Load, TheSameDataAgainChangesNothing) {
  const Result<Loaded> first = load_seed(1);
  ASSERT_TRUE(first) << first.error().message;
  const Result<Loaded> second = load_seed(1);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_TRUE(second->unchanged);
  EXPECT_EQ(second->generation, first->generation);
  EXPECT_EQ(value<int>("select count(*) from loopgenie.generation"), 1);
}

TEST_F(Load, TheGenerationBeforeIsKeptAndOlderOnesGo) {
  const Dataset first = dataset(1);
  const Baked first_baked = bake(first).value();
  ASSERT_TRUE(load(*connection_, first, first_baked));
  const BakedTile& tile = first_baked.tiles.back();
  const std::string old_hash = hash_to_hex(tile.hash);
  ASSERT_TRUE(load_seed(2));
  db::TileStore store(database_.url());
  EXPECT_EQ(value<int>("select count(*) from loopgenie.generation"), 2);
  EXPECT_EQ(store.tile_preferring(tile.layer, tile.id, old_hash).value()->hash, old_hash)
      << "a client that began before the swap can finish";
  EXPECT_NE(store.tile_preferring(tile.layer, tile.id, kNoHash).value()->hash, old_hash);

  ASSERT_TRUE(load_seed(3));
  EXPECT_EQ(value<int>("select count(*) from loopgenie.generation"), 2);
  for (const ContentTable& table : kContentTables) {
    EXPECT_EQ(value<int>(std::string("select count(distinct generation_id) from loopgenie.") + table.name), 2)
        << table.name;
  }
  EXPECT_NE(store.tile_preferring(tile.layer, tile.id, old_hash).value()->hash, old_hash);
}

TEST_F(Load, AConcurrentReaderSeesOneGenerationOrTheOther) {
  std::set<std::set<std::string>> whole;  // the trail hashes of each data set
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
    std::set<std::string> hashes;
    const Baked baked = bake(dataset(seed)).value();
    for (const BakedTile& tile : baked.tiles) {
      if (tile.layer == Layer::trails) {
        hashes.insert(hash_to_hex(tile.hash));
      }
    }
    whole.insert(hashes);
  }
  ASSERT_TRUE(load_seed(1));
  std::atomic<bool> done{false};
  std::atomic<int> reads{0};
  std::thread reader([&] {
    db::TileStore store(database_.url());
    while (!done || reads < 10) {
      const auto tiles = store.tiles();
      ASSERT_TRUE(tiles) << tiles.error().message;
      std::set<std::string> hashes;
      for (const db::ListedTile& tile : *tiles) {
        if (tile.layer == Layer::trails) {
          hashes.insert(tile.hash);
        }
      }
      EXPECT_TRUE(whole.contains(hashes));
      ++reads;
    }
  });
  for (const std::uint64_t seed : {2U, 3U, 4U}) {
    const Result<Loaded> loaded = load_seed(seed);
    EXPECT_TRUE(loaded) << loaded.error().message;
  }
  done = true;
  reader.join();
}

TEST_F(Load, TooLittleDiskIsSaidWithNeededAndFreeAndLeavesTheOld) {
  ASSERT_TRUE(load_seed(1));
  const std::string before = served_version();
  LoadOptions options;
  options.free_bytes = [](pqxx::connection&) { return std::optional<std::uint64_t>(1'500'000); };
  const Result<Loaded> loaded = load_seed(2, options);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::io);
  EXPECT_THAT(loaded.error().message, HasSubstr("too little disk"));
  EXPECT_THAT(loaded.error().message, HasSubstr("free are 1.5 MB"));
  EXPECT_EQ(served_version(), before);
}

TEST_F(Load, AFailureInTheMiddleLeavesTheOld) {
  ASSERT_TRUE(load_seed(1));
  const std::string before = served_version();
  Dataset broken = dataset(2);
  const Baked baked = bake(broken).value();
  broken.places.push_back(broken.places.back());  // the same id twice
  const Result<Loaded> loaded = load(*connection_, broken, baked);
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr("duplicate key"));
  EXPECT_EQ(served_version(), before);
  EXPECT_EQ(value<int>("select count(*) from loopgenie.generation"), 1);
}

TEST_F(Load, AStopLeavesTheOld) {
  ASSERT_TRUE(load_seed(1));
  const std::string before = served_version();
  const Result<Loaded> loaded = load_seed(2, {}, {.progress = {}, .stop = [] { return true; }});
  ASSERT_FALSE(loaded);
  EXPECT_THAT(loaded.error().message, HasSubstr("stopped"));
  EXPECT_EQ(served_version(), before);
  ASSERT_TRUE(load_seed(2)) << "the connection can be used again";
}

TEST_F(Load, ALostConnectionLeavesTheOld) {
  ASSERT_TRUE(load_seed(1));
  const std::string before = served_version();
  const Result<Loaded> loaded = load_seed(2, {},
                                          {.progress =
                                               [&](auto, double share) {
                                                 if (share <= 0) {
                                                   database_.cut_connections();
                                                 }
                                               },
                                           .stop = {}});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::io);
  EXPECT_EQ(served_version(), before);
}

TEST_F(Load, AKilledImportLeavesTheOld) {
  ASSERT_TRUE(load_seed(1));
  const std::string before = served_version();
  const Dataset data = dataset(2);
  QuadtreeOptions one_thread;
  one_thread.threads = 1;
  const Baked baked = bake(data, one_thread).value();
  const pid_t child = fork();
  if (child == 0) {
    auto connection = db::connect(database_.url());
    if (connection) {
      // The stop is asked for last of all, after the swap and before the commit.
      (void)load(**connection, data, baked, {}, {.progress = {}, .stop = [] { return kill(getpid(), SIGKILL) == 0; }});
    }
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "killed, not ended";
  EXPECT_EQ(served_version(), before);
  const Result<Loaded> again = load_seed(2);
  ASSERT_TRUE(again) << again.error().message;
}

TEST_F(Load, ASecondImportAtTheSameTimeIsRefused) {
  ASSERT_TRUE(load_seed(1));
  Result<Loaded> inner = fail(ErrorCode::missing, "not tried");
  const Result<Loaded> outer =
      load_seed(2, {},
                {.progress =
                     [&](auto, double share) {
                       if (share <= 0) {
                         const auto other = db::connect(database_.url()).value();
                         const Dataset data = dataset(3);
                         inner = load(*other, data, bake(data).value(), {.free_bytes = {}, .lock_patience = {}});
                       }
                     },
                 .stop = {}});
  EXPECT_TRUE(outer) << outer.error().message;
  ASSERT_FALSE(inner);
  EXPECT_THAT(inner.error().message, HasSubstr("another import"));
}

TEST(EstimateDisk, GrowsWithTheData) {
  const Dataset small = made_dataset();
  const Dataset large = made_dataset({.rows = 40, .columns = 40});
  EXPECT_LT(estimate_disk_bytes(small, bake(small).value()), estimate_disk_bytes(large, bake(large).value()));
}

}  // namespace
}  // namespace loopgenie::ingest
