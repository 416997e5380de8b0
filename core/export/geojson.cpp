#include "core/export/geojson.hpp"

#include <algorithm>
#include <cassert>

#include "core/export/document/object_writer.hpp"
#include "core/export/gpx.hpp"
#include "core/export/map_shape.hpp"
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

/// The feature's last member.
template <typename Members>
void write_properties(JsonWriter& json, Members&& members) {
  json.key("properties");
  ObjectWriter(json).whole(members);
  json.end_object();
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
  write_properties(json, [&](ObjectWriter& object) { way_members(object, tile, edge); });
}

void write_trailhead(JsonWriter& json, const Trailhead& trailhead) {
  begin_feature(json, "Point").position(trailhead.point).end_object();
  write_properties(json, [&](ObjectWriter& object) { map_trailhead_members(object, trailhead); });
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
      ObjectWriter(json).whole([&](ObjectWriter& object) { place_members(object, place); });
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
  write_properties(json, [&](ObjectWriter& object) {
    object.text("title", loop_title(loop));
    object.text("trailhead", to_string(plan.trailheads[loop.trailhead].trailhead.id));
    object.code("shape", loop.shape);
    object.integer("length_m", loop.length_m);
    object.integer("ascent_m", loop.ascent_m);
    object.integer("descent_m", loop.descent_m);
    object.integer("time_s", loop.time_s);
    object.integer("retraced_m", loop.retraced_m);
    object.integer("road_m", loop.road_m);
    object.decimal("score", loop.score_e4, kScoreDigits);
    object.text_or_null("attribution", plan.data.attribution);
  });
  return std::move(json).take();
}

}  // namespace loopgenie
