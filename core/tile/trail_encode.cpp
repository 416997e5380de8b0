#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>

#include "core/tile/envelope.hpp"
#include "core/tile/message.hpp"
#include "core/tile/trail_fields.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie {
namespace {

namespace field = trail_field;

void encode_nodes(const std::vector<TileNode>& nodes, std::uint32_t first_field, Columns& columns) {
  std::int64_t last_id = 0;
  PointCoder points;
  ElevationCoder elevations;
  for (const TileNode& node : nodes) {
    columns.sint[first_field].push_back(node.id.value() - last_id);
    last_id = node.id.value();
    points.encode(node.vertex.point, columns.sint[first_field + 1], columns.sint[first_field + 2]);
    columns.uint[first_field + 3].push_back(elevations.encode(node.vertex.raw_elevation_m));
  }
}

/// The places of nodes that are part of one (FORMAT.md §3.8). REQUIRES nodes that ascend by id.
void encode_places(const std::vector<TileNode>& nodes, Columns& columns) {
  std::map<NodeId, std::uint64_t> entry_of;  // of the node that a place is named after
  std::uint64_t entry = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const TileNode& node = nodes[i];
    if (!node.place.is_valid()) {
      continue;
    }
    assert(node.place <= node.id);
    columns.uint[field::place_node].push_back(i - last);
    last = i;
    if (node.place == node.id) {
      entry_of.emplace(node.id, entry);
    }
    const auto named = entry_of.find(node.place);
    columns.uint[field::place_name].push_back(
        named != entry_of.end()
            ? 2 * (entry - named->second)
            : 2 * (static_cast<std::uint64_t>(node.id.value()) - static_cast<std::uint64_t>(node.place.value())) + 1);
    ++entry;
  }
}

/// The rows of the attribute table, numbered in ascending order.
std::map<EdgeAttributes, std::uint32_t> encode_attributes(const std::vector<TileEdge>& edges, Columns& columns) {
  std::map<EdgeAttributes, std::uint32_t> rows;
  for (const TileEdge& edge : edges) {
    rows.emplace(edge.attributes, 0);
  }
  std::uint32_t next = 0;
  for (auto& [attributes, row] : rows) {
    row = next++;
    columns.uint[field::attr_class].push_back(static_cast<std::uint64_t>(attributes.way_class));
    columns.uint[field::attr_surface].push_back(static_cast<std::uint64_t>(attributes.surface));
    columns.uint[field::attr_sac_scale].push_back(static_cast<std::uint64_t>(attributes.sac_scale));
    columns.uint[field::attr_visibility].push_back(static_cast<std::uint64_t>(attributes.visibility));
    columns.uint[field::attr_network].push_back(static_cast<std::uint64_t>(attributes.route_network));
    columns.uint[field::attr_flags].push_back(attributes.flags);
  }
  return rows;
}

/// Inner vertices, from the lower-numbered end (FORMAT.md §3.6).
void encode_inner(const TileEdge& edge, const Vertex& lower_end, Columns& columns) {
  columns.uint[field::edge_inner].push_back(edge.inner.size());
  std::vector<Vertex> vertices = edge.inner;
  if (edge.head < edge.tail) {
    std::reverse(vertices.begin(), vertices.end());
  }
  PointCoder points(lower_end.point);
  ElevationCoder elevations(lower_end.elevation_m().value_or(0));
  for (const Vertex& vertex : vertices) {
    points.encode(vertex.point, columns.sint[field::vertex_lat], columns.sint[field::vertex_lon]);
    columns.uint[field::vertex_elevation].push_back(elevations.encode(vertex.raw_elevation_m));
  }
}

void encode_edges(const TrailTile& tile, const StringTable& strings, Columns& columns) {
  const std::map<EdgeAttributes, std::uint32_t> attribute_rows = encode_attributes(tile.edges, columns);
  std::map<NodeId, std::int64_t> position;
  for (const TileNode& node : tile.nodes) {
    position.emplace(node.id, static_cast<std::int64_t>(position.size()));
  }
  for (const TileNode& node : tile.far_nodes) {
    position.emplace(node.id, static_cast<std::int64_t>(position.size()));
  }
  assert(position.size() == tile.nodes.size() + tile.far_nodes.size());
  std::int64_t last_way = 0;
  std::uint32_t last_segment = 0;
  std::int64_t last_head = 0;
  for (const TileEdge& edge : tile.edges) {
    const std::int64_t way = way_id_of(edge.id);
    const std::uint32_t segment = segment_of(edge.id);
    columns.uint[field::edge_way].push_back(static_cast<std::uint64_t>(way - last_way));
    columns.uint[field::edge_segment].push_back(way == last_way ? segment - last_segment : segment);
    last_way = way;
    last_segment = segment;

    const std::int64_t tail = position.at(edge.tail);
    const std::int64_t head = position.at(edge.head);
    columns.sint[field::edge_tail].push_back(tail - last_head);
    columns.sint[field::edge_head].push_back(head - tail);
    last_head = head;

    columns.uint[field::edge_length].push_back(edge.length_dm);
    columns.uint[field::edge_ascent].push_back(edge.climb ? std::uint64_t{edge.climb->ascent_dm} + 1 : 0);
    columns.uint[field::edge_descent].push_back(edge.climb ? edge.climb->descent_dm : 0);
    columns.uint[field::edge_climb_unknown].push_back(edge.climb ? edge.climb->unknown_dm : 0);
    columns.uint[field::edge_attr].push_back(attribute_rows.at(edge.attributes));
    columns.uint[field::edge_name].push_back(strings.index(tile.strings[edge.name]));
    columns.uint[field::edge_ref].push_back(strings.index(tile.strings[edge.ref]));

    const auto lower = static_cast<std::size_t>(edge.head < edge.tail ? head : tail);
    assert(lower < tile.nodes.size() && "the lower-numbered end lies in the cell");
    encode_inner(edge, tile.nodes[lower].vertex, columns);
  }
}

/// The pairs of chains beside each other (FORMAT.md §3.9). REQUIRES edges and pairs that ascend.
void encode_beside(const TrailTile& tile, Columns& columns) {
  const auto position_of = [&](EdgeId id) {
    const auto found = std::lower_bound(tile.edges.begin(), tile.edges.end(), id,
                                        [](const TileEdge& edge, EdgeId value) { return edge.id < value; });
    return found != tile.edges.end() && found->id == id ? static_cast<std::size_t>(found - tile.edges.begin())
                                                        : tile.edges.size();
  };
  std::size_t last = 0;
  for (const TileBeside& pair : tile.beside) {
    const std::size_t first = position_of(pair.first);
    const std::size_t second = position_of(pair.second);
    assert(first < tile.edges.size() && pair.first < pair.second);
    columns.uint[field::beside_first].push_back(first - last);
    last = first;
    columns.uint[field::beside_second].push_back(
        second < tile.edges.size() ? 2 * (second - first) : 2 * (pair.second.value() - pair.first.value()) + 1);
    columns.uint[field::beside_length].push_back(pair.dm);
  }
}

/// FORMAT.md §3.7.
std::uint64_t night_word(const NightFacts& night) {
  assert(night.kind && night.capacity.value_or(0) <= NightFacts::kMostCapacity);
  const std::uint64_t fee = night.fee ? (*night.fee ? 1 : 2) : 0;
  const std::uint64_t capacity = night.capacity ? std::uint64_t{*night.capacity} + 1 : 0;
  return (static_cast<std::uint64_t>(*night.kind) + 1) | static_cast<std::uint64_t>(night.water) << 3U | fee << 6U |
         static_cast<std::uint64_t>(night.reservation) << 8U | std::uint64_t{night.open_months} << 11U |
         capacity << 23U;
}

void encode_night(const NightFacts& night, const StringTable& strings, Columns& columns) {
  columns.uint[field::poi_night].push_back(night.kind ? night_word(night) : 0);
  if (night.kind) {
    columns.uint[field::poi_phone].push_back(strings.index(night.phone));
    columns.uint[field::poi_website].push_back(strings.index(night.website));
  }
}

void encode_pois(const std::vector<Poi>& pois, const StringTable& strings, Columns& columns) {
  std::int64_t last_id = 0;
  std::int64_t last_node = 0;
  PointCoder points;
  ElevationCoder elevations;
  for (const Poi& poi : pois) {
    const std::int64_t id = pack_source_id(poi.id);
    columns.sint[field::poi_id].push_back(id - last_id);
    last_id = id;
    columns.uint[field::poi_kind].push_back(static_cast<std::uint64_t>(poi.kind));
    points.encode(poi.point, columns.sint[field::poi_lat], columns.sint[field::poi_lon]);
    columns.uint[field::poi_elevation].push_back(
        elevations.encode(poi.elevation_m ? static_cast<std::int16_t>(*poi.elevation_m) : Vertex::kUnknownElevation));
    columns.uint[field::poi_flags].push_back(static_cast<std::uint64_t>(poi.potable) | (poi.intermittent ? 4U : 0U) |
                                             (poi.backcountry ? 8U : 0U) | (poi.unverified ? 16U : 0U));
    columns.uint[field::poi_name].push_back(strings.index(poi.name));
    const std::int64_t node = poi.node.is_valid() ? poi.node.value() : last_node;
    columns.sint[field::poi_node].push_back(node - last_node);
    last_node = node;
    columns.uint[field::poi_detour].push_back(poi.node.is_valid() ? std::uint64_t{poi.detour_m} + 1 : 0);
    encode_night(poi.night, strings, columns);
  }
}

}  // namespace

Point to_tile_grid(Point point) {
  const auto round_unit = [](std::int32_t e7) {
    return static_cast<std::int32_t>(std::lround(static_cast<double>(e7) / kE7PerTileUnit)) * kE7PerTileUnit;
  };
  return {round_unit(point.lat_e7), round_unit(point.lon_e7)};
}

std::string encode_trail_tile(TrailTile tile) {
  const auto by_id = [](const auto& a, const auto& b) { return a.id < b.id; };
  const auto by_packed_id = [](const Poi& a, const Poi& b) { return pack_source_id(a.id) < pack_source_id(b.id); };
  std::sort(tile.nodes.begin(), tile.nodes.end(), by_id);
  std::sort(tile.far_nodes.begin(), tile.far_nodes.end(), by_id);
  std::sort(tile.edges.begin(), tile.edges.end(), by_id);
  std::sort(tile.pois.begin(), tile.pois.end(), by_packed_id);
  std::sort(tile.beside.begin(), tile.beside.end());

  StringTable strings;
  for (const TileEdge& edge : tile.edges) {
    strings.add(tile.strings[edge.name]);
    strings.add(tile.strings[edge.ref]);
  }
  for (const Poi& poi : tile.pois) {
    strings.add(poi.name);
    if (poi.night.kind) {
      strings.add(poi.night.phone);
      strings.add(poi.night.website);
    }
  }
  strings.finish();

  Columns columns;
  for (const auto& [text, index] : strings.entries()) {
    columns.strings.push_back(text);
  }
  encode_nodes(tile.nodes, field::node_id, columns);
  for (const TileNode& node : tile.nodes) {
    columns.uint[field::node_degree].push_back(node.full_degree);
  }
  encode_places(tile.nodes, columns);
  encode_nodes(tile.far_nodes, field::far_id, columns);
  encode_edges(tile, strings, columns);
  encode_beside(tile, columns);
  encode_pois(tile.pois, strings, columns);

  std::string message = message_head(tile.id);
  columns.write(message);
  append_checksum(message);
  return message;
}

}  // namespace loopgenie
