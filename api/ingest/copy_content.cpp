#include "api/ingest/copy_content.hpp"

#include <pqxx/stream_to>
#include <tuple>
#include <utility>
#include <vector>

#include "api/ingest/copy_rows.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::size_t kRowsBetweenChecks = 1'000;

/// Copies one row per item; `make_row` gives its fields without the generation. Shares of progress run from `from` to
/// `to`.
class Copier {
 public:
  Copier(pqxx::transaction_base& transaction, const CopyTarget& target, std::size_t rows, const Watch& watch)
      : transaction_(transaction),
        schema_(target.schema),
        generation_(integer_field(target.generation)),
        rows_(rows),
        watch_(watch) {}

  template <typename Items, typename MakeRow>
  void copy(const std::string& table, std::vector<std::string> columns, const Items& items, MakeRow make_row) {
    columns.insert(columns.begin(), "generation_id");
    pqxx::stream_to stream(transaction_, schema_ + '.' + table, columns);
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
  std::string schema_;
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

void copy_roads(Copier& copier, const Dataset& dataset) {
  copier.copy("road", {"id", "length_m", "forward_ds", "backward_ds", "class", "seasonal", "geom"}, dataset.roads,
              [](const DatasetRoad& road) {
                return Row<7>{integer_field(static_cast<std::int64_t>(road.id.value())),
                              count_field(road.length_m),
                              count_field(road.forward_ds),
                              nullable(road.backward_ds, count_field),
                              name_field(to_string(road.road_class)),
                              bool_field(road.seasonal),
                              line_field(road.points)};
              });
}

void copy_surroundings(Copier& copier, const Dataset& dataset) {
  copier.copy("poi",
              {"id", "kind", "name", "ele_m", "potable", "intermittent", "backcountry", "node_id", "detour_m", "geom"},
              dataset.pois, [](const Poi& poi) {
                const bool attached = poi.node.is_valid();
                return Row<10>{name_field(to_string(poi.id)),
                               name_field(to_string(poi.kind)),
                               name_field(poi.name),
                               nullable(poi.elevation_m, integer_field),
                               Field{poi.potable == Potable::yes ? "t" : "f", poi.potable == Potable::unknown},
                               bool_field(poi.intermittent),
                               bool_field(poi.backcountry),
                               attached ? integer_field(poi.node.value()) : Field{"", true},
                               attached ? count_field(poi.detour_m) : Field{"", true},
                               point_field(poi.point)};
              });
  copier.copy("trailhead",
              {"id", "kind", "name", "node_id", "access_m", "capacity", "fee", "network_m", "loopable_m", "road_node",
               "road_leg_m", "geom"},
              dataset.trailheads, [](const Trailhead& trailhead) {
                return Row<12>{name_field(to_string(trailhead.id)),
                               name_field(to_string(trailhead.kind)),
                               name_field(trailhead.name),
                               integer_field(trailhead.node.value()),
                               count_field(trailhead.access_m),
                               nullable(trailhead.capacity, count_field),
                               nullable(trailhead.fee, bool_field),
                               integers_field(trailhead.network_m),
                               integers_field(trailhead.loopable_m),
                               nullable(trailhead.road_node, point_field),
                               trailhead.road_node ? count_field(trailhead.road_leg_m) : Field{"", true},
                               point_field(trailhead.point)};
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

}  // namespace

void copy_content(pqxx::transaction_base& transaction, const CopyTarget& target, const Dataset& dataset,
                  const Baked& baked, const Watch& watch) {
  Copier copier(transaction, target,
                dataset.nodes.size() + dataset.edges.size() + dataset.roads.size() + dataset.pois.size() +
                    dataset.trailheads.size() + dataset.places.size() + baked.tiles.size(),
                watch);
  copy_network(copier, dataset);
  copy_roads(copier, dataset);
  copy_surroundings(copier, dataset);
  copy_tiles(copier, baked);
}

}  // namespace loopgenie::ingest
