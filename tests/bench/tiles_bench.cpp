// Bytes per kilometre of the walk network, gzipped at level 9: our tiles, Mapbox Vector Tiles of the same leaves made
// by PostGIS (ST_AsMVT), and GeoJSON. All three carry the same edges with the same attributes, and lines of the same
// vertices on the same grid of 1e-6 degree (the vector tiles' units are those, so no precision is lost or gained).
//
// Two comparisons. "edges": ids, ends, length, climb, attributes, names, plane lines. "everything": also the elevation
// of each vertex (vector tiles have no third coordinate: as text of differences), nodes with degree, points of
// interest.
#include <cstdio>
#include <nlohmann/json.hpp>
#include <pqxx/pqxx>
#include <span>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/bake.hpp"
#include "core/geo/tile_id.hpp"
#include "core/tile/trail_tile.hpp"
#include "tests/bench/arguments.hpp"
#include "tests/bench/real_region.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::bench {
namespace {

using Json = nlohmann::json;

constexpr std::int32_t kGridE7 = 10;

struct Sizes {
  std::size_t ours = 0;
  std::size_t mvt = 0;
  std::size_t geojson = 0;
};

std::map<NodeId, Vertex> positions(const TrailTile& tile) {
  std::map<NodeId, Vertex> at;
  for (const auto* nodes : {&tile.nodes, &tile.far_nodes}) {
    for (const TileNode& node : *nodes) {
      at.emplace(node.id, node.vertex);
    }
  }
  return at;
}

std::vector<Vertex> line_of(const TileEdge& edge, const std::map<NodeId, Vertex>& at) {
  std::vector<Vertex> line = {at.at(edge.tail)};
  line.insert(line.end(), edge.inner.begin(), edge.inner.end());
  line.push_back(at.at(edge.head));
  return line;
}

std::string elevations(const std::vector<Vertex>& line) {
  std::string text;
  int last = 0;
  for (const Vertex& vertex : line) {
    const std::optional<int> elevation_m = vertex.elevation_m();
    text += (text.empty() ? "" : ",") + (elevation_m ? std::to_string(*elevation_m - last) : "");
    last = elevation_m.value_or(last);
  }
  return text;
}

/// The properties by name, those that are unknown or empty left out, as both other formats would.
Json properties(const TrailTile& tile, const TileEdge& edge) {
  Json json = {{"tail", edge.tail.value()}, {"head", edge.head.value()}, {"length_dm", edge.length_dm}};
  const auto set = [&](const char* key, std::int64_t value) {
    if (value != 0) json[key] = value;
  };
  if (edge.climb) {
    json["ascent_dm"] = edge.climb->ascent_dm;
    json["descent_dm"] = edge.climb->descent_dm;
  }
  set("class", static_cast<int>(edge.attributes.way_class));
  set("surface", static_cast<int>(edge.attributes.surface));
  set("sac_scale", static_cast<int>(edge.attributes.sac_scale));
  set("visibility", static_cast<int>(edge.attributes.visibility));
  set("network", static_cast<int>(edge.attributes.route_network));
  set("flags", edge.attributes.flags);
  if (edge.name != 0) json["name"] = tile.strings[edge.name];
  if (edge.ref != 0) json["ref"] = tile.strings[edge.ref];
  return json;
}

Json properties(const Poi& poi) {
  Json json = {{"source", to_string(poi.id)}, {"kind", static_cast<int>(poi.kind)}, {"name", poi.name}};
  if (poi.elevation_m) json["ele"] = *poi.elevation_m;
  if (poi.potable != Potable::unknown) json["potable"] = static_cast<int>(poi.potable);
  if (poi.intermittent) json["intermittent"] = true;
  if (poi.backcountry) json["backcountry"] = true;
  if (poi.night.kind) json["night"] = static_cast<int>(*poi.night.kind);
  if (poi.night.water != NightWater::unknown) json["night_water"] = static_cast<int>(poi.night.water);
  if (poi.night.open_months != 0) json["open_months"] = poi.night.open_months;
  if (poi.night.capacity) json["capacity"] = *poi.night.capacity;
  if (poi.night.fee) json["fee"] = *poi.night.fee;
  if (poi.night.reservation != Reservation::unknown) json["reservation"] = static_cast<int>(poi.night.reservation);
  if (!poi.night.phone.empty()) json["phone"] = poi.night.phone;
  if (!poi.night.website.empty()) json["website"] = poi.night.website;
  return json;
}

Json properties(const TileNode& node) {
  Json json = {{"degree", node.full_degree}};
  if (const auto elevation_m = node.vertex.elevation_m()) json["ele"] = *elevation_m;
  if (node.place.is_valid()) json["place"] = node.place.value();
  return json;
}

std::string grid_position(Point point, Point corner) {
  return std::to_string((point.lon_e7 - corner.lon_e7) / kGridE7) + " " +
         std::to_string((point.lat_e7 - corner.lat_e7) / kGridE7);
}

Json coordinates(const Vertex& vertex, bool with_elevation) {
  const auto degrees = [](std::int32_t e7) { return (e7 / kGridE7) / 1e6; };
  Json json = {degrees(vertex.point.lon_e7), degrees(vertex.point.lat_e7)};
  if (with_elevation && vertex.elevation_m()) json.push_back(*vertex.elevation_m());
  return json;
}

/// One leaf in the other formats.
class Peers {
 public:
  Peers(pqxx::connection& connection, bool everything) : connection_(connection), everything_(everything) {}

  void measure(const TrailTile& tile, Sizes& sizes) {
    pqxx::work transaction(connection_);
    transaction.exec0(
        "create temporary table feature (layer text, id bigint, properties jsonb, geom geometry) on commit drop");
    pqxx::stream_to stream(transaction, "feature");
    Json features = Json::array();
    const Box box = tile_box(tile.id);
    const Point corner{box.south_e7 / kGridE7 * kGridE7, box.west_e7 / kGridE7 * kGridE7};
    const auto add = [&](const char* layer, std::int64_t id, const Json& own, const std::string& wkt, const Json& shape,
                         const Json& more) {
      Json all = own;
      all.update(more);
      stream << std::tuple(std::string(layer), id, all.dump(), wkt);
      features.push_back({{"type", "Feature"}, {"id", id}, {"properties", own}, {"geometry", shape}});
    };
    const auto at = positions(tile);
    for (const TileEdge& edge : tile.edges) {
      const std::vector<Vertex> line = line_of(edge, at);
      std::string wkt;
      Json points = Json::array();
      for (const Vertex& vertex : line) {
        wkt += (wkt.empty() ? "LINESTRING(" : ",") + grid_position(vertex.point, corner);
        points.push_back(coordinates(vertex, everything_));
      }
      add("edges", static_cast<std::int64_t>(edge.id.value()), properties(tile, edge), wkt + ")",
          {{"type", "LineString"}, {"coordinates", points}},
          everything_ ? Json{{"ele", elevations(line)}} : Json::object());
    }
    const auto add_point = [&](const char* layer, std::int64_t id, const Json& own, const Vertex& vertex) {
      add(layer, id, own, "POINT(" + grid_position(vertex.point, corner) + ")",
          {{"type", "Point"}, {"coordinates", coordinates(vertex, false)}}, Json::object());
    };
    if (everything_) {
      for (const TileNode& node : tile.nodes) add_point("nodes", node.id.value(), properties(node), node.vertex);
      for (const Poi& poi : tile.pois) add_point("pois", poi.id.id, properties(poi), {poi.point, 0});
    }
    stream.complete();
    const std::string extent = std::to_string((box.east_e7 - box.west_e7) / kGridE7);
    const pqxx::row row = transaction.exec1(
        "select string_agg(mvt, ''::bytea order by layer) from (select layer, st_asmvt(f, f.layer, " + extent +
        ", 'geom', 'id') as mvt from (select layer, id, geom, properties - 'layer' as properties from feature order by"
        " layer, id) f group by layer) t");
    sizes.mvt += db::gzip(pqxx::binarystring(row[0]).str()).size();
    sizes.geojson += db::gzip(Json{{"type", "FeatureCollection"}, {"features", features}}.dump()).size();
  }

 private:
  pqxx::connection& connection_;
  bool everything_;
};

/// The edges alone, without elevations.
TrailTile edges_only(TrailTile tile) {
  tile.pois.clear();
  for (auto* nodes : {&tile.nodes, &tile.far_nodes}) {
    for (TileNode& node : *nodes) node.vertex.raw_elevation_m = Vertex::kUnknownElevation;
  }
  for (TileEdge& edge : tile.edges) {
    for (Vertex& vertex : edge.inner) vertex.raw_elevation_m = Vertex::kUnknownElevation;
  }
  return tile;
}

void print(const std::string& region, const char* what, const Sizes& sizes, double km) {
  const auto per_km = [&](std::size_t bytes) { return static_cast<double>(bytes) / km; };
  std::printf("%-11s %-11s %8.1f %12.1f %12.1f %12.1f %10.2f\n", region.c_str(), what, km, per_km(sizes.ours),
              per_km(sizes.mvt), per_km(sizes.geojson), per_km(sizes.ours) / per_km(sizes.mvt));
}

int run(const Arguments& arguments) {
  const std::vector<RealRegion> regions = real_regions(arguments.quick ? "Andorra" : "");
  if (regions.empty()) return 0;
  const test::TemporaryDatabase database;
  pqxx::connection connection(database.url());
  {
    pqxx::work transaction(connection);
    transaction.exec0("create extension postgis");
    transaction.commit();
  }
  std::printf("%-11s %-11s %8s %12s %12s %12s %10s\n", "region", "content", "km", "ours B/km", "MVT B/km",
              "GeoJSON B/km", "ours/MVT");
  for (const RealRegion& region : regions) {
    const ingest::Dataset dataset = read_region(region);
    double km = 0;
    for (const ingest::DatasetEdge& edge : dataset.edges) km += edge.length_dm / 1e4;
    const ingest::Baked baked = ingest::bake(dataset).value();
    Sizes edges;
    Sizes everything;
    for (const ingest::BakedTile& baked_tile : baked.tiles) {
      if (baked_tile.layer != Layer::trails) continue;
      const std::string bytes = db::gunzip(baked_tile.gzip).value();
      const TrailTile tile = decode_trail_tile(baked_tile.id, std::as_bytes(std::span(bytes))).value();
      everything.ours += baked_tile.gzip.size();
      edges.ours += db::gzip(encode_trail_tile(edges_only(tile))).size();
      Peers(connection, true).measure(tile, everything);
      Peers(connection, false).measure(tile, edges);
    }
    print(region.name, "edges", edges, km);
    print(region.name, "everything", everything, km);
    const ingest::LayerFigures figures = ingest::layer_figures(baked.tiles, Layer::trails);
    std::printf("%-11s %zu tiles, the largest %zu bytes\n", "", figures.tiles, figures.largest_gzip_bytes);
  }
  return 0;
}

}  // namespace
}  // namespace loopgenie::bench

int main(int argc, char** argv) {
  return loopgenie::bench::run(loopgenie::bench::read_arguments(
      argc, argv,
      "Usage: ./loopgenie bench tiles [--quick]\n"
      "Trail tiles beside Mapbox Vector Tiles and GeoJSON of the same content; --quick: "
      "on Andorra alone."));
}
