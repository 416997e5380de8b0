#include "core/tile/road_tile.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <tuple>

#include "core/tile/columns.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/message.hpp"
#include "core/tile/row_reader.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie {
namespace {

namespace road_field {
enum : std::uint32_t {
  node_lat = 20,
  node_lon,
  far_lat,
  far_lon,
  edge_tail = 30,
  edge_head,
  edge_length,
  edge_forward,
  edge_backward,
  edge_kind,
  edge_inner,
  vertex_lat,
  vertex_lon,
};
constexpr ColumnLayout kLayout{.sint = {node_lat, node_lon, far_lat, far_lon, edge_head, vertex_lat, vertex_lon},
                               .uint = {edge_tail, edge_length, edge_forward, edge_backward, edge_kind, edge_inner},
                               .fixed = {}};
}  // namespace road_field

constexpr std::uint32_t kSeasonalBit = 8;  // of edge_kind, above the class

// Codes of edge_backward; others are 2 + tenths of a second.
constexpr std::uint64_t kClosed = 0;
constexpr std::uint64_t kAsForward = 1;

/// A point's place in nodes, then far_nodes.
class Positions {
 public:
  explicit Positions(const RoadTile& tile) : tile_(tile) {}

  [[nodiscard]] std::uint32_t of(Point point) const {
    if (const auto local = find(tile_.nodes, point)) {
      return *local;
    }
    const auto far = find(tile_.far_nodes, point);
    assert(far && "an edge's end is a node of the tile");
    return static_cast<std::uint32_t>(tile_.nodes.size()) + *far;
  }
  [[nodiscard]] std::size_t size() const { return tile_.nodes.size() + tile_.far_nodes.size(); }
  /// REQUIRES position < size().
  [[nodiscard]] Point at(std::size_t position) const {
    return position < tile_.nodes.size() ? tile_.nodes[position] : tile_.far_nodes[position - tile_.nodes.size()];
  }

 private:
  static std::optional<std::uint32_t> find(const std::vector<Point>& points, Point point) {
    const auto found = std::lower_bound(points.begin(), points.end(), point);
    return found != points.end() && *found == point ? std::optional(static_cast<std::uint32_t>(found - points.begin()))
                                                    : std::nullopt;
  }
  const RoadTile& tile_;
};

void encode_points(const std::vector<Point>& points, std::uint32_t first_field, Columns& columns) {
  PointCoder coder({}, kE7PerRoadUnit);
  for (const Point point : points) {
    coder.encode(point, columns.sint[first_field], columns.sint[first_field + 1]);
  }
}

std::vector<Point> decode_points(RowReader& rows, std::uint32_t first_field) {
  const std::size_t count = rows.sint_size(first_field);
  const auto& lats = rows.sint(first_field, count);
  const auto& lons = rows.sint(first_field + 1, count);
  std::vector<Point> points;
  PointCoder coder({}, kE7PerRoadUnit);
  for (std::size_t i = 0; i < count && rows.ok(); ++i) {
    Point point;
    rows.require(coder.decode(lats[i], lons[i], point), "a node lies outside the Earth");
    rows.require(i == 0 || points.back() < point, "nodes do not ascend");
    points.push_back(point);
  }
  return points;
}

void encode_edge(const RoadEdge& edge, std::uint32_t tail_delta, std::int64_t head_delta, Columns& columns) {
  columns.uint[road_field::edge_tail].push_back(tail_delta);
  columns.sint[road_field::edge_head].push_back(head_delta);
  columns.uint[road_field::edge_length].push_back(edge.length_m);
  columns.uint[road_field::edge_forward].push_back(edge.forward_ds);
  columns.uint[road_field::edge_backward].push_back(!edge.backward_ds ? kClosed
                                                    : *edge.backward_ds == edge.forward_ds
                                                        ? kAsForward
                                                        : 2 + std::uint64_t{*edge.backward_ds});
  columns.uint[road_field::edge_kind].push_back(static_cast<std::uint64_t>(edge.road_class) |
                                                (edge.seasonal ? kSeasonalBit : 0));
  columns.uint[road_field::edge_inner].push_back(edge.inner.size());
  PointCoder coder(edge.tail, kE7PerRoadUnit);
  for (const Point point : edge.inner) {
    coder.encode(point, columns.sint[road_field::vertex_lat], columns.sint[road_field::vertex_lon]);
  }
}

std::vector<RoadEdge> decode_edges(RowReader& rows, const RoadTile& tile) {
  const std::size_t count = rows.uint_size(road_field::edge_tail);
  const auto& tails = rows.uint(road_field::edge_tail, count);
  const auto& heads = rows.sint(road_field::edge_head, count);
  const auto& lengths = rows.uint(road_field::edge_length, count);
  const auto& forwards = rows.uint(road_field::edge_forward, count);
  const auto& backwards = rows.uint(road_field::edge_backward, count);
  const auto& kinds = rows.uint(road_field::edge_kind, count);
  const auto& inners = rows.uint(road_field::edge_inner, count);
  const std::size_t vertex_count = rows.sint_size(road_field::vertex_lat);
  const auto& lats = rows.sint(road_field::vertex_lat, vertex_count);
  const auto& lons = rows.sint(road_field::vertex_lon, vertex_count);
  const Positions positions(tile);
  std::vector<RoadEdge> edges;
  std::uint64_t tail = 0;
  std::size_t next_vertex = 0;
  for (std::size_t i = 0; i < count && rows.ok(); ++i) {
    tail += tails[i];
    const std::uint64_t head = tail + static_cast<std::uint64_t>(heads[i]);
    rows.require(tails[i] < positions.size() && tail < positions.size() && head < positions.size(),
                 "an edge's end is not a node of the tile");
    rows.require(inners[i] <= vertex_count - next_vertex, "edge_inner goes beyond the vertices");
    RoadEdge edge;
    edge.length_m = rows.u32(road_field::edge_length, lengths[i]);
    edge.forward_ds = rows.u32(road_field::edge_forward, forwards[i]);
    if (backwards[i] != kClosed) {
      edge.backward_ds =
          backwards[i] == kAsForward ? edge.forward_ds : rows.u32(road_field::edge_backward, backwards[i] - 2);
    }
    const auto kind = rows.at_most<std::uint32_t>(road_field::edge_kind, kinds[i],
                                                  kSeasonalBit | static_cast<std::uint32_t>(kLastRoadClass));
    edge.road_class = rows.at_most<RoadClass>(road_field::edge_kind, kind & (kSeasonalBit - 1),
                                              static_cast<std::uint64_t>(kLastRoadClass));
    edge.seasonal = (kind & kSeasonalBit) != 0;
    if (!rows.ok()) {
      break;
    }
    edge.tail = positions.at(static_cast<std::size_t>(tail));
    edge.head = positions.at(static_cast<std::size_t>(head));
    PointCoder coder(edge.tail, kE7PerRoadUnit);
    edge.inner.resize(static_cast<std::size_t>(inners[i]));
    for (Point& point : edge.inner) {
      rows.require(coder.decode(lats[next_vertex], lons[next_vertex], point), "a vertex lies outside the Earth");
      ++next_vertex;
    }
    edges.push_back(std::move(edge));
  }
  rows.require(next_vertex == vertex_count, "edge_inner does not add up to the vertices");
  return edges;
}

}  // namespace

std::string_view to_string(RoadClass road_class) {
  static constexpr std::array<std::string_view, 5> kNames = {"unknown", "motorway", "main", "tertiary", "minor"};
  const auto index = static_cast<std::size_t>(road_class);
  return index < kNames.size() ? kNames[index] : kNames[0];
}

Point to_road_grid(Point point) {
  const auto round_unit = [](std::int32_t e7) {
    return static_cast<std::int32_t>(std::lround(static_cast<double>(e7) / kE7PerRoadUnit)) * kE7PerRoadUnit;
  };
  return {round_unit(point.lat_e7), round_unit(point.lon_e7)};
}

std::string encode_road_tile(RoadTile tile) {
  std::sort(tile.nodes.begin(), tile.nodes.end());
  std::sort(tile.far_nodes.begin(), tile.far_nodes.end());
  const Positions positions(tile);
  std::sort(tile.edges.begin(), tile.edges.end(), [&](const RoadEdge& a, const RoadEdge& b) {
    const auto key = [&](const RoadEdge& edge) {
      using Key = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::optional<std::uint32_t>,
                             RoadClass, bool, const std::vector<Point>&>;
      return Key(positions.of(edge.tail), positions.of(edge.head), edge.length_m, edge.forward_ds, edge.backward_ds,
                 edge.road_class, edge.seasonal, edge.inner);
    };
    return key(a) < key(b);
  });
  Columns columns;
  encode_points(tile.nodes, road_field::node_lat, columns);
  encode_points(tile.far_nodes, road_field::far_lat, columns);
  std::uint32_t last_tail = 0;
  for (const RoadEdge& edge : tile.edges) {
    const std::uint32_t tail = positions.of(edge.tail);
    encode_edge(edge, tail - last_tail, std::int64_t{positions.of(edge.head)} - tail, columns);
    last_tail = tail;
  }

  std::string message = message_head(tile.id);
  columns.write(message);
  append_checksum(message);
  return message;
}

Result<RoadTile> decode_road_tile(TileId expected, std::span<const std::byte> bytes) {
  const Result<VerifiedMessage> verified = verified_message(tile_name("roads", expected), bytes);
  if (!verified) {
    return tl::unexpected(verified.error());
  }
  return decode_road_tile(expected, *verified);
}

Result<RoadTile> decode_road_tile(TileId expected, const VerifiedMessage& verified) {
  const std::string name = tile_name("roads", expected);
  const Result<Message> message = read_message(name, expected, verified, road_field::kLayout);
  if (!message) {
    return tl::unexpected(message.error());
  }
  RowReader rows(name, message->columns);
  RoadTile tile;
  tile.id = expected;
  tile.nodes = decode_points(rows, road_field::node_lat);
  tile.far_nodes = decode_points(rows, road_field::far_lat);
  tile.edges = decode_edges(rows, tile);
  if (!rows.ok()) {
    return tl::unexpected(rows.error());
  }
  return tile;
}

}  // namespace loopgenie
