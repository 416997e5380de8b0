#include <algorithm>

#include "core/tile/envelope.hpp"
#include "core/tile/message.hpp"
#include "core/tile/row_reader.hpp"
#include "core/tile/trail_fields.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie {
namespace {

namespace field = trail_field;

std::vector<TileNode> decode_nodes(RowReader& rows, std::uint32_t first_field) {
  const std::size_t count = rows.sint_size(first_field);
  const auto& ids = rows.sint(first_field, count);
  const auto& lats = rows.sint(first_field + 1, count);
  const auto& lons = rows.sint(first_field + 2, count);
  const auto& elevations = rows.uint(first_field + 3, count);
  std::vector<TileNode> nodes;
  if (!rows.ok()) {
    return nodes;
  }
  nodes.reserve(count);
  // Unsigned, so that hostile differences wrap instead of overflowing.
  std::uint64_t id = 0;
  PointCoder points;
  ElevationCoder coder;
  for (std::size_t i = 0; i < count && rows.ok(); ++i) {
    id += static_cast<std::uint64_t>(ids[i]);
    TileNode node;
    node.id = NodeId(static_cast<std::int64_t>(id));
    rows.require(node.id.is_valid() && (i == 0 || nodes.back().id < node.id), "node ids do not ascend");
    rows.require(points.decode(lats[i], lons[i], node.vertex.point), "a node lies outside the Earth");
    rows.require(coder.decode(rows.u32(first_field + 3, elevations[i]), node.vertex.raw_elevation_m),
                 "a node's elevation is out of range");
    nodes.push_back(node);
  }
  return nodes;
}

void decode_places(RowReader& rows, std::vector<TileNode>& nodes) {
  const std::size_t count = rows.uint_size(field::place_node);
  const auto& positions = rows.uint(field::place_node, count);
  const auto& names = rows.uint(field::place_name, count);
  std::vector<NodeId> place;  // of the entries so far
  std::uint64_t position = 0;
  for (std::size_t i = 0; i < count && rows.ok(); ++i) {
    rows.require(i == 0 || positions[i] > 0, "nodes with places do not ascend");
    rows.require(positions[i] < nodes.size() - position, "a node with a place is not in the tile");
    if (!rows.ok()) {
      return;
    }
    position += positions[i];
    TileNode& node = nodes[static_cast<std::size_t>(position)];
    const std::uint64_t back = names[i] / 2;
    if (names[i] % 2 == 1) {
      node.place = NodeId(static_cast<std::int64_t>(static_cast<std::uint64_t>(node.id.value()) - back));
      rows.require(node.place.is_valid() && node.place < node.id, "the name of a place is out of range");
    } else if (back == 0) {
      node.place = node.id;
    } else {
      rows.require(back <= i && place[static_cast<std::size_t>(i - back)].is_valid(), "a place has no name");
      node.place = rows.ok() ? place[static_cast<std::size_t>(i - back)] : NodeId();
    }
    place.push_back(node.place);
  }
}

std::vector<EdgeAttributes> decode_attributes(RowReader& rows) {
  const std::size_t count = rows.uint_size(field::attr_class);
  const auto& classes = rows.uint(field::attr_class, count);
  const auto& surfaces = rows.uint(field::attr_surface, count);
  const auto& sac_scales = rows.uint(field::attr_sac_scale, count);
  const auto& visibilities = rows.uint(field::attr_visibility, count);
  const auto& networks = rows.uint(field::attr_network, count);
  const auto& flags = rows.uint(field::attr_flags, count);
  std::vector<EdgeAttributes> table;
  for (std::size_t i = 0; i < count && rows.ok(); ++i) {
    const auto value = [&](std::uint32_t column, std::uint64_t raw, auto last) {
      return rows.at_most<decltype(last)>(column, raw, static_cast<std::uint64_t>(last));
    };
    table.push_back({.way_class = value(field::attr_class, classes[i], kLastOf<WayClass>),
                     .surface = value(field::attr_surface, surfaces[i], kLastOf<Surface>),
                     .sac_scale = value(field::attr_sac_scale, sac_scales[i], kLastOf<SacScale>),
                     .visibility = value(field::attr_visibility, visibilities[i], kLastOf<TrailVisibility>),
                     .route_network = value(field::attr_network, networks[i], kLastOf<RouteNetwork>),
                     .flags = rows.at_most<std::uint32_t>(field::attr_flags, flags[i], kAllEdgeFlags)});
  }
  return table;
}

class EdgeDecoder {
 public:
  EdgeDecoder(RowReader& rows, const TrailTile& tile)
      : rows_(rows),
        tile_(tile),
        count_(rows.uint_size(field::edge_way)),
        ways_(rows.uint(field::edge_way, count_)),
        segments_(rows.uint(field::edge_segment, count_)),
        tails_(rows.sint(field::edge_tail, count_)),
        heads_(rows.sint(field::edge_head, count_)),
        lengths_(rows.uint(field::edge_length, count_)),
        ascents_(rows.uint(field::edge_ascent, count_)),
        descents_(rows.uint(field::edge_descent, count_)),
        unknown_climbs_(rows.uint(field::edge_climb_unknown, count_)),
        attrs_(rows.uint(field::edge_attr, count_)),
        names_(rows.uint(field::edge_name, count_)),
        refs_(rows.uint(field::edge_ref, count_)),
        inners_(rows.uint(field::edge_inner, count_)),
        vertex_count_(rows.sint_size(field::vertex_lat)),
        vertex_lats_(rows.sint(field::vertex_lat, vertex_count_)),
        vertex_lons_(rows.sint(field::vertex_lon, vertex_count_)),
        vertex_elevations_(rows.uint(field::vertex_elevation, vertex_count_)),
        attributes_(decode_attributes(rows)) {}

  std::vector<TileEdge> decode() {
    std::vector<TileEdge> edges;
    if (!rows_.ok()) {
      return edges;
    }
    edges.reserve(count_);
    for (std::size_t i = 0; i < count_ && rows_.ok(); ++i) {
      TileEdge edge;
      decode_id(i, edge);
      rows_.require(i == 0 || edges.back().id < edge.id, "edge ids do not ascend");
      edge.length_dm = rows_.u32(field::edge_length, lengths_[i]);
      decode_climb(i, edge);
      rows_.require(attrs_[i] < attributes_.size(), "an edge's attributes are not in the table");
      edge.name = rows_.string_index(field::edge_name, names_[i]);
      edge.ref = rows_.string_index(field::edge_ref, refs_[i]);
      const TileNode* lower_end = decode_ends(i, edge);
      if (!rows_.ok()) {
        break;
      }
      edge.attributes = attributes_[static_cast<std::size_t>(attrs_[i])];
      decode_inner(i, lower_end->vertex, edge);
      edges.push_back(std::move(edge));
    }
    rows_.require(next_vertex_ == vertex_count_, "edge_inner does not add up to the vertices");
    return edges;
  }

 private:
  void decode_id(std::size_t i, TileEdge& edge) {
    const std::uint64_t way_delta = ways_[i];
    rows_.require(way_delta <= static_cast<std::uint64_t>(kMaxWayId - way_), "a way id is out of range");
    if (!rows_.ok()) {
      return;
    }
    way_ += static_cast<std::int64_t>(way_delta);
    const std::uint64_t base = way_delta == 0 ? segment_ : 0;
    rows_.require(segments_[i] <= kMaxSegmentIndex - base, "a segment index is out of range");
    if (!rows_.ok()) {
      return;
    }
    segment_ = static_cast<std::uint32_t>(base + segments_[i]);
    edge.id = make_edge_id(way_, segment_);
  }

  void decode_climb(std::size_t i, TileEdge& edge) {
    if (ascents_[i] != 0) {
      edge.climb = Climb{rows_.u32(field::edge_ascent, ascents_[i] - 1), rows_.u32(field::edge_descent, descents_[i]),
                         rows_.at_most<std::uint32_t>(field::edge_climb_unknown, unknown_climbs_[i], edge.length_dm)};
    }
  }

  const TileNode* decode_ends(std::size_t i, TileEdge& edge) {
    const std::size_t local = tile_.nodes.size();
    const std::size_t all = local + tile_.far_nodes.size();
    const std::uint64_t tail = last_head_ + static_cast<std::uint64_t>(tails_[i]);
    const std::uint64_t head = tail + static_cast<std::uint64_t>(heads_[i]);
    rows_.require(tail < all && head < all, "an edge's end is not a node of the tile");
    if (!rows_.ok()) {
      return nullptr;
    }
    last_head_ = head;
    const auto node_at = [&](std::uint64_t k) -> const TileNode& {
      return k < local ? tile_.nodes[static_cast<std::size_t>(k)]
                       : tile_.far_nodes[static_cast<std::size_t>(k - local)];
    };
    edge.tail = node_at(tail).id;
    edge.head = node_at(head).id;
    const std::uint64_t lower = edge.head < edge.tail ? head : tail;
    rows_.require(lower < local, "an edge's lower-numbered end is not inside the cell");
    return &node_at(lower);
  }

  void decode_inner(std::size_t i, const Vertex& lower_end, TileEdge& edge) {
    rows_.require(inners_[i] <= vertex_count_ - next_vertex_, "edge_inner goes beyond the vertices");
    if (!rows_.ok()) {
      return;
    }
    PointCoder points(lower_end.point);
    ElevationCoder elevations(lower_end.elevation_m().value_or(0));
    edge.inner.resize(static_cast<std::size_t>(inners_[i]));
    for (Vertex& vertex : edge.inner) {
      const std::size_t k = next_vertex_++;
      rows_.require(points.decode(vertex_lats_[k], vertex_lons_[k], vertex.point), "a vertex lies outside the Earth");
      rows_.require(
          elevations.decode(rows_.u32(field::vertex_elevation, vertex_elevations_[k]), vertex.raw_elevation_m),
          "a vertex's elevation is out of range");
    }
    if (edge.head < edge.tail) {
      std::reverse(edge.inner.begin(), edge.inner.end());
    }
  }

  RowReader& rows_;
  const TrailTile& tile_;
  std::size_t count_;
  const std::vector<std::uint64_t>& ways_;
  const std::vector<std::uint64_t>& segments_;
  const std::vector<std::int64_t>& tails_;
  const std::vector<std::int64_t>& heads_;
  const std::vector<std::uint64_t>& lengths_;
  const std::vector<std::uint64_t>& ascents_;
  const std::vector<std::uint64_t>& descents_;
  const std::vector<std::uint64_t>& unknown_climbs_;
  const std::vector<std::uint64_t>& attrs_;
  const std::vector<std::uint64_t>& names_;
  const std::vector<std::uint64_t>& refs_;
  const std::vector<std::uint64_t>& inners_;
  std::size_t vertex_count_;
  const std::vector<std::int64_t>& vertex_lats_;
  const std::vector<std::int64_t>& vertex_lons_;
  const std::vector<std::uint64_t>& vertex_elevations_;
  std::vector<EdgeAttributes> attributes_;
  std::int64_t way_ = 0;
  std::uint32_t segment_ = 0;
  std::uint64_t last_head_ = 0;
  std::size_t next_vertex_ = 0;
};

std::vector<TileBeside> decode_beside(RowReader& rows, const std::vector<TileEdge>& edges) {
  const std::size_t count = rows.uint_size(field::beside_first);
  const auto& firsts = rows.uint(field::beside_first, count);
  const auto& seconds = rows.uint(field::beside_second, count);
  const auto& lengths = rows.uint(field::beside_length, count);
  std::vector<TileBeside> pairs;
  std::uint64_t position = 0;
  for (std::size_t i = 0; i < count && rows.ok(); ++i) {
    rows.require(firsts[i] < edges.size() - position, "an edge beside another is not in the tile");
    if (!rows.ok()) {
      break;
    }
    position += firsts[i];
    TileBeside pair;
    pair.first = edges[static_cast<std::size_t>(position)].id;
    const std::uint64_t on = seconds[i] / 2;
    if (seconds[i] % 2 == 1) {
      rows.require(on <= make_edge_id(kMaxWayId, kMaxSegmentIndex).value() - pair.first.value(),
                   "the edge beside another is out of range");
      pair.second = EdgeId(pair.first.value() + on);
    } else {
      rows.require(on < edges.size() - position, "the edge beside another is not in the tile");
      pair.second = rows.ok() ? edges[static_cast<std::size_t>(position + on)].id : EdgeId();
    }
    pair.dm = rows.u32(field::beside_length, lengths[i]);
    rows.require(on > 0 && pair.dm > 0 && (i == 0 || pairs.back() < pair), "edges beside each other do not ascend");
    pairs.push_back(pair);
  }
  return pairs;
}

/// FORMAT.md §3.7. `word` is not 0.
NightFacts decode_night(RowReader& rows, std::uint64_t word) {
  const auto value = [&](std::uint64_t raw, auto last) {
    return rows.at_most<decltype(last)>(field::poi_night, raw, static_cast<std::uint64_t>(last));
  };
  NightFacts night;
  rows.require((word & 7U) != 0, "a night is of no kind");
  night.kind = value((word - 1) & 7U, kLastOf<NightKind>);
  night.water = value(word >> 3U & 7U, kLastOf<NightWater>);
  if (const auto fee = value(word >> 6U & 3U, 2U); fee != 0) {
    night.fee = fee == 1;
  }
  night.reservation = value(word >> 8U & 7U, kLastOf<Reservation>);
  night.open_months = static_cast<std::uint16_t>(word >> 11U & NightFacts::kAllYear);
  if (const std::uint32_t capacity = value(word >> 23U, NightFacts::kMostCapacity + 1); capacity != 0) {
    night.capacity = capacity - 1;
  }
  return night;
}

std::vector<Poi> decode_pois(RowReader& rows) {
  const std::size_t count = rows.sint_size(field::poi_id);
  const auto& ids = rows.sint(field::poi_id, count);
  const auto& kinds = rows.uint(field::poi_kind, count);
  const auto& lats = rows.sint(field::poi_lat, count);
  const auto& lons = rows.sint(field::poi_lon, count);
  const auto& elevations = rows.uint(field::poi_elevation, count);
  const auto& flags = rows.uint(field::poi_flags, count);
  const auto& names = rows.uint(field::poi_name, count);
  const auto& nodes = rows.sint(field::poi_node, count);
  const auto& detours = rows.uint(field::poi_detour, count);
  const auto& nights = rows.uint(field::poi_night, count);
  const std::size_t night_count =
      nights.size() - static_cast<std::size_t>(std::count(nights.begin(), nights.end(), 0U));
  const auto& phones = rows.uint(field::poi_phone, night_count);
  const auto& websites = rows.uint(field::poi_website, night_count);
  std::size_t next_night = 0;
  std::vector<Poi> pois;
  std::uint64_t id = 0;
  std::uint64_t node = 0;
  PointCoder points;
  ElevationCoder coder;
  for (std::size_t i = 0; i < count && rows.ok(); ++i) {
    Poi poi;
    id += static_cast<std::uint64_t>(ids[i]);
    const std::optional<SourceId> source = unpack_source_id(static_cast<std::int64_t>(id));
    rows.require(source.has_value(), "a point of interest is of no known source type");
    poi.id = source.value_or(SourceId{});
    poi.kind = rows.at_most<PoiKind>(field::poi_kind, kinds[i], static_cast<std::uint64_t>(kLastOf<PoiKind>));
    rows.require(points.decode(lats[i], lons[i], poi.point), "a point of interest lies outside the Earth");
    std::int16_t raw_elevation_m = Vertex::kUnknownElevation;
    rows.require(coder.decode(rows.u32(field::poi_elevation, elevations[i]), raw_elevation_m),
                 "the elevation of a point of interest is out of range");
    if (raw_elevation_m != Vertex::kUnknownElevation) {
      poi.elevation_m = raw_elevation_m;
    }
    const auto bits = rows.at_most<std::uint32_t>(field::poi_flags, flags[i], 31);
    poi.potable = rows.at_most<Potable>(field::poi_flags, bits & 3U, static_cast<std::uint64_t>(Potable::no));
    poi.intermittent = (bits & 4U) != 0;
    poi.backcountry = (bits & 8U) != 0;
    poi.unverified = (bits & 16U) != 0;
    poi.name = rows.text(field::poi_name, names[i]);
    node += static_cast<std::uint64_t>(nodes[i]);
    if (detours[i] != 0) {
      poi.node = NodeId(static_cast<std::int64_t>(node));
      poi.detour_m = rows.u32(field::poi_detour, detours[i] - 1);
      rows.require(poi.node.is_valid(), "the node of a point of interest is out of range");
    }
    if (nights[i] != 0) {
      poi.night = decode_night(rows, nights[i]);
      poi.night.phone = rows.text(field::poi_phone, phones[next_night]);
      poi.night.website = rows.text(field::poi_website, websites[next_night]);
      rows.require(is_web_address(poi.night.website), "a website of a night is none");
      ++next_night;
    }
    pois.push_back(std::move(poi));
  }
  return pois;
}

}  // namespace

Result<TrailTile> decode_trail_tile(TileId expected, std::span<const std::byte> bytes) {
  const Result<VerifiedMessage> verified = verified_message(tile_name("trails", expected), bytes);
  if (!verified) {
    return tl::unexpected(verified.error());
  }
  return decode_trail_tile(expected, *verified);
}

Result<TrailTile> decode_trail_tile(TileId expected, const VerifiedMessage& verified) {
  const std::string name = tile_name("trails", expected);
  Result<Message> message = read_message(name, expected, verified, field::kLayout);
  if (!message) {
    return tl::unexpected(message.error());
  }
  RowReader rows(name, message->columns);
  TrailTile tile;
  tile.id = expected;
  tile.nodes = decode_nodes(rows, field::node_id);
  const auto& degrees = rows.uint(field::node_degree, tile.nodes.size());
  for (std::size_t i = 0; i < tile.nodes.size() && rows.ok(); ++i) {
    tile.nodes[i].full_degree = rows.u32(field::node_degree, degrees[i]);
  }
  decode_places(rows, tile.nodes);
  tile.far_nodes = decode_nodes(rows, field::far_id);
  tile.edges = EdgeDecoder(rows, tile).decode();
  tile.beside = decode_beside(rows, tile.edges);
  tile.pois = decode_pois(rows);
  if (!rows.ok()) {
    return tl::unexpected(rows.error());
  }
  tile.strings = std::move(message->columns.strings);
  return tile;
}

}  // namespace loopgenie
