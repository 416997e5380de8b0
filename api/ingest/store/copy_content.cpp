#include "api/ingest/store/copy_content.hpp"

#include <vector>

#include "api/db/copy_in.hpp"
#include "api/ingest/store/copy_rows.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::size_t kRowsBetweenChecks = 1'000;
constexpr std::size_t kBytesPerWrite = 65'536;

/// Copies one row per item; `add_fields` adds its fields after the generation's.
class Copier {
 public:
  Copier(pqxx::dbtransaction& transaction, const CopyTarget& target, std::size_t rows, const Watch& watch)
      : transaction_(transaction), target_(target), rows_(rows), watch_(watch) {}

  template <typename Items, typename AddFields>
  void copy(const std::string& table, std::vector<std::string> columns, const Items& items, AddFields add_fields) {
    columns.insert(columns.begin(), "generation_id");
    db::CopyIn copy(transaction_, target_.schema + '.' + table, columns);
    CopyRows rows;
    for (const auto& item : items) {
      add_fields(rows.row(columns.size()).bigint(target_.generation), item);
      if (rows.bytes().size() >= kBytesPerWrite) {
        copy.write(rows.bytes());
        rows.clear();
      }
      if (++done_ % kRowsBetweenChecks == 0) {
        watch_.report("writing to the database", static_cast<double>(done_) / static_cast<double>(rows_));
        if (watch_.should_stop()) {
          throw Stopped{};
        }
      }
    }
    copy.write(rows.bytes());
    copy.complete();
  }

 private:
  pqxx::dbtransaction& transaction_;
  const CopyTarget& target_;
  std::size_t rows_;
  std::size_t done_ = 0;
  const Watch& watch_;
};

void copy_network(Copier& copier, const Dataset& dataset) {
  copier.copy("edge",
              {"id", "tail_node", "head_node", "length_dm", "ascent_dm", "descent_dm", "climb_unknown_dm", "way_class",
               "surface", "sac_scale", "visibility", "route_network", "flags", "name", "ref", "ele_m", "geom"},
              dataset.edges, [](CopyRows& row, const DatasetEdge& edge) {
                row.bigint(static_cast<std::int64_t>(edge.id.value()))
                    .bigint(edge.tail.value())
                    .bigint(edge.head.value())
                    .integer(edge.length_dm);
                if (edge.climb) {
                  row.integer(edge.climb->ascent_dm).integer(edge.climb->descent_dm).integer(edge.climb->unknown_dm);
                } else {
                  row.null().null().integer(edge.length_dm);
                }
                row.text(to_string(edge.attributes.way_class))
                    .text(to_string(edge.attributes.surface))
                    .text(to_string(edge.attributes.sac_scale))
                    .text(to_string(edge.attributes.visibility))
                    .text(to_string(edge.attributes.route_network))
                    .integer(edge.attributes.flags)
                    .text(edge.name)
                    .text(edge.ref)
                    .reals(edge.elevation_m)
                    .line(edge.points);
              });
}

void copy_roads(Copier& copier, const Dataset& dataset) {
  copier.copy("road", {"id", "length_m", "forward_ds", "backward_ds", "class", "seasonal", "geom"}, dataset.roads,
              [](CopyRows& row, const DatasetRoad& road) {
                row.bigint(static_cast<std::int64_t>(road.id.value()))
                    .integer(road.length_m)
                    .integer(road.forward_ds)
                    .nullable(road.backward_ds, &CopyRows::integer)
                    .text(to_string(road.road_class))
                    .boolean(road.seasonal)
                    .line(road.points);
              });
}

void copy_night(CopyRows& row, const NightFacts& night) {
  if (night.kind) {
    row.text(to_string(*night.kind));
  } else {
    row.null();
  }
  row.text(to_string(night.water))
      .integer(night.open_months)
      .nullable(night.capacity, &CopyRows::integer)
      .nullable(night.fee, &CopyRows::boolean)
      .text(to_string(night.reservation))
      .text(night.phone)
      .text(night.website);
}

void copy_surroundings(Copier& copier, const Dataset& dataset) {
  copier.copy(
      "poi",
      {"id", "kind", "name", "ele_m", "potable", "intermittent", "backcountry", "unverified", "night", "night_water",
       "open_months", "capacity", "fee", "reservation", "phone", "website", "node_id", "detour_m", "geom"},
      dataset.pois, [](CopyRows& row, const Poi& poi) {
        row.text(to_string(poi.id))
            .text(to_string(poi.kind))
            .text(poi.name)
            .nullable(poi.elevation_m, &CopyRows::integer)
            .nullable(poi.potable == Potable::unknown ? std::nullopt : std::optional(poi.potable == Potable::yes),
                      &CopyRows::boolean)
            .boolean(poi.intermittent)
            .boolean(poi.backcountry)
            .boolean(poi.unverified);
        copy_night(row, poi.night);
        if (poi.node.is_valid()) {
          row.bigint(poi.node.value()).integer(poi.detour_m);
        } else {
          row.null().null();
        }
        row.point(poi.point);
      });
  copier.copy("trailhead",
              {"id", "kind", "name", "node_id", "access_m", "capacity", "fee", "parking", "capacity_text", "fee_text",
               "max_stay", "condition", "network_m", "loopable_m", "road_node", "road_leg_m", "geom"},
              dataset.trailheads, [](CopyRows& row, const Trailhead& trailhead) {
                row.text(to_string(trailhead.id))
                    .text(to_string(trailhead.kind))
                    .text(trailhead.name)
                    .bigint(trailhead.node.value())
                    .integer(trailhead.access_m)
                    .nullable(trailhead.capacity, &CopyRows::integer)
                    .nullable(trailhead.fee, &CopyRows::boolean)
                    .text(to_string(trailhead.parking))
                    .text(trailhead.capacity_text)
                    .text(trailhead.fee_text)
                    .text(trailhead.max_stay)
                    .text(trailhead.condition)
                    .integers(trailhead.network_m)
                    .integers(trailhead.loopable_m);
                if (trailhead.road_node) {
                  row.point(*trailhead.road_node).integer(trailhead.road_leg_m);
                } else {
                  row.null().null();
                }
                row.point(trailhead.point);
              });
  copier.copy("place", {"id", "kind", "name", "name_en", "population", "geom"}, dataset.places,
              [](CopyRows& row, const Place& place) {
                row.text(to_string(place.id))
                    .text(to_string(place.kind))
                    .text(place.name)
                    .text(place.name_en)
                    .nullable(place.population, &CopyRows::integer)
                    .point(place.point);
              });
}

void copy_tiles(Copier& copier, const Baked& baked) {
  copier.copy("tile", {"layer", "z", "x", "y", "hash", "raw_bytes", "body"}, baked.tiles,
              [](CopyRows& row, const BakedTile& tile) {
                row.text(to_string(tile.layer))
                    .smallint(tile.id.z)
                    .integer(tile.id.x)
                    .integer(tile.id.y)
                    .text(hash_to_hex(tile.hash))
                    .integer(static_cast<std::int64_t>(tile.raw_bytes))
                    .bytea(tile.gzip);
              });
}

}  // namespace

void copy_content(pqxx::dbtransaction& transaction, const CopyTarget& target, const Dataset& dataset,
                  const Baked& baked, const Watch& watch) {
  Copier copier(transaction, target,
                dataset.edges.size() + dataset.roads.size() + dataset.pois.size() + dataset.trailheads.size() +
                    dataset.places.size() + baked.tiles.size(),
                watch);
  copy_network(copier, dataset);
  copy_roads(copier, dataset);
  copy_surroundings(copier, dataset);
  copy_tiles(copier, baked);
}

}  // namespace loopgenie::ingest
