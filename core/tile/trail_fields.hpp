// Field numbers of trails.proto, for the encoder and the decoder.
#pragma once

#include <cstdint>

#include "core/tile/columns.hpp"

namespace loopgenie::trail_field {

enum : std::uint32_t {
  node_id = 20,
  node_lat,
  node_lon,
  node_elevation,
  node_degree,
  far_id,
  far_lat,
  far_lon,
  far_elevation,
  attr_class = 30,
  attr_surface,
  attr_sac_scale,
  attr_visibility,
  attr_network,
  attr_flags,
  place_node = 36,
  place_name,
  edge_way = 40,
  edge_segment,
  edge_tail,
  edge_head,
  edge_length,
  edge_ascent,
  edge_descent,
  edge_attr,
  edge_name,
  edge_ref,
  edge_inner,
  vertex_lat,
  vertex_lon,
  vertex_elevation,
  edge_climb_unknown,
  beside_first,
  beside_second,
  beside_length,
  poi_id = 60,
  poi_kind,
  poi_lat,
  poi_lon,
  poi_elevation,
  poi_flags,
  poi_name,
  poi_node,
  poi_detour,
  poi_night,
  poi_phone,
  poi_website,
};

inline constexpr ColumnLayout kLayout{
    .sint = {node_id, node_lat, node_lon, far_id, far_lat, far_lon, edge_tail, edge_head, vertex_lat, vertex_lon,
             poi_id, poi_lat, poi_lon, poi_node},
    .uint = {node_elevation,     node_degree,  far_elevation, attr_class,   attr_surface,  attr_sac_scale,
             attr_visibility,    attr_network, attr_flags,    edge_way,     edge_segment,  edge_length,
             edge_ascent,        edge_descent, edge_attr,     edge_name,    edge_ref,      edge_inner,
             vertex_elevation,   poi_kind,     poi_elevation, poi_flags,    poi_name,      poi_detour,
             edge_climb_unknown, place_node,   place_name,    beside_first, beside_second, beside_length,
             poi_night,          poi_phone,    poi_website},
    .fixed = {}};

}  // namespace loopgenie::trail_field
