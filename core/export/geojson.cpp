#include "core/export/geojson.hpp"

#include <algorithm>
#include <cassert>

#include "core/export/gpx.hpp"
#include "core/export/text/json_writer.hpp"

namespace loopgenie {
namespace {

void begin_collection(JsonWriter& json) {
  json.begin_object().key("type").string("FeatureCollection").key("features").begin_array();
}

std::string end_collection(JsonWriter& json) {
  json.end_array().end_object();
  return std::move(json).take();
}

JsonWriter& begin_feature(JsonWriter& json, std::string_view geometry_type) {
  json.begin_object().key("type").string("Feature");
  json.key("geometry").begin_object().key("type").string(geometry_type).key("coordinates");
  return json;
}

/// REQUIRES the id is one of the tile's nodes or far nodes, as the decoder guarantees for an edge's ends.
Point node_point(const TrailTile& tile, NodeId id) {
  for (const std::vector<TileNode>* nodes : {&tile.nodes, &tile.far_nodes}) {
    const auto found = std::lower_bound(nodes->begin(), nodes->end(), id,
                                        [](const TileNode& node, NodeId wanted) { return node.id < wanted; });
    if (found != nodes->end() && found->id == id) {
      return found->vertex.point;
    }
  }
  assert(false);
  return {};
}

void write_edge(JsonWriter& json, const TrailTile& tile, const TileEdge& edge) {
  begin_feature(json, "LineString").begin_array().position(node_point(tile, edge.tail));
  for (const Vertex& vertex : edge.inner) {
    json.position(vertex.point);
  }
  json.position(node_point(tile, edge.head)).end_array().end_object();
  const EdgeAttributes& attributes = edge.attributes;
  json.key("properties").begin_object();
  json.key("id").integer(static_cast<std::int64_t>(edge.id.value()));
  json.key("class").string(to_string(attributes.way_class));
  json.key("name").string_or_null(tile.strings[edge.name]);
  json.key("sac_scale")
      .string_or_null(attributes.sac_scale == SacScale::ungraded ? std::string_view()
                                                                 : to_string(attributes.sac_scale));
  json.key("connector").boolean(!is_trail(attributes.way_class));
  if (attributes.has(EdgeFlag::informal)) {
    json.key("informal").boolean(true);
  }
  json.end_object().end_object();
}

void write_trailhead(JsonWriter& json, const Trailhead& trailhead) {
  begin_feature(json, "Point").position(trailhead.point).end_object();
  json.key("properties").begin_object();
  json.key("id").string(to_string(trailhead.id));
  json.key("name").string(trailhead.name);
  json.key("kind").string(to_string(trailhead.kind));
  json.key("capacity").integer_or_null(trailhead.capacity);
  json.key("fee");
  if (trailhead.fee) {
    json.boolean(*trailhead.fee);
  } else {
    json.null();
  }
  json.key("loopable_m").begin_array();
  for (const std::uint32_t metres : trailhead.loopable_m) {
    json.integer(metres);
  }
  json.end_array().end_object().end_object();
}

}  // namespace

std::string write_network_geojson(std::span<const TrailTile* const> tiles) {
  JsonWriter json;
  begin_collection(json);
  for (const TrailTile* tile : tiles) {
    for (const TileEdge& edge : tile->edges) {
      write_edge(json, *tile, edge);
    }
  }
  return end_collection(json);
}

std::string write_trailheads_geojson(std::span<const IndexTile* const> tiles) {
  JsonWriter json;
  begin_collection(json);
  for (const IndexTile* tile : tiles) {
    for (const Trailhead& trailhead : tile->trailheads) {
      write_trailhead(json, trailhead);
    }
  }
  return end_collection(json);
}

std::string write_places_json(std::span<const IndexTile* const> tiles) {
  JsonWriter json;
  json.begin_array();
  for (const IndexTile* tile : tiles) {
    for (const Place& place : tile->places) {
      json.begin_object();
      json.key("id").string(to_string(place.id));
      json.key("name").string(place.name);
      json.key("name_en").string(place.name_en);
      json.key("kind").string(to_string(place.kind));
      json.key("lat").decimal(place.point.lat_e7, kDegreeDigits);
      json.key("lon").decimal(place.point.lon_e7, kDegreeDigits);
      json.key("population").integer_or_null(place.population);
      json.end_object();
    }
  }
  json.end_array();
  return std::move(json).take();
}

std::string write_loop_geojson(const Plan& plan, const PlanLoop& loop) {
  const bool has_elevation = std::all_of(loop.geometry.begin(), loop.geometry.end(),
                                         [](const Vertex& vertex) { return vertex.elevation_m().has_value(); });
  JsonWriter json;
  begin_feature(json, "LineString").begin_array();
  for (const Vertex& vertex : loop.geometry) {
    if (has_elevation) {
      json.position_3d(vertex.point, vertex.elevation_m());
    } else {
      json.position(vertex.point);  // RFC 7946 has no unknown elevation
    }
  }
  json.end_array().end_object();
  json.key("properties").begin_object();
  json.key("title").string(loop_title(plan, loop));
  json.key("trailhead").string(to_string(plan.trailheads[loop.trailhead].trailhead.id));
  json.key("shape").string(to_string(loop.shape));
  json.key("length_m").integer(loop.length_m);
  json.key("ascent_m").integer_or_null(loop.ascent_m);
  json.key("descent_m").integer_or_null(loop.descent_m);
  json.key("time_s").integer(loop.time_s);
  json.key("retraced_m").integer(loop.retraced_m);
  json.key("road_m").integer(loop.road_m);
  json.key("score").decimal(loop.score_e4, kScoreDigits);
  json.key("attribution").string_or_null(plan.data.attribution);
  json.end_object().end_object();
  return std::move(json).take();
}

}  // namespace loopgenie
