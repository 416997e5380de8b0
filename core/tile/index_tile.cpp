#include "core/tile/index_tile.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/tile/dataset_info.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/message.hpp"
#include "core/tile/road_tile.hpp"
#include "core/tile/row_reader.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie {
namespace {

enum Field : std::uint32_t {
  kLeafLayer = 20,
  kLeafZ,
  kLeafX,
  kLeafY,
  kLeafHash,
  kLeafSize,
  kTrailheadId = 30,
  kTrailheadKind,
  kTrailheadName,
  kTrailheadLat,
  kTrailheadLon,
  kTrailheadNode,
  kTrailheadNodeLat,
  kTrailheadNodeLon,
  kTrailheadAccess,
  kTrailheadCapacity,
  kTrailheadFee,
  kTrailheadNetwork,
  kTrailheadLoopable,
  kTrailheadRoadLat,
  kTrailheadRoadLon,
  kTrailheadRoadLeg,
  kTrailheadParking,
  kTrailheadFeeText,
  kTrailheadMaxStay,
  kTrailheadCondition,
  kPlaceId = 50,
  kPlaceKind,
  kPlaceName,
  kPlaceNameEn,
  kPlaceLat,
  kPlaceLon,
  kPlacePopulation,
  kTrailheadCapacityText = 60,
};

constexpr ColumnLayout kLayout{
    .sint = {kTrailheadId, kTrailheadLat, kTrailheadLon, kTrailheadNode, kTrailheadNodeLat, kTrailheadNodeLon,
             kTrailheadRoadLat, kTrailheadRoadLon, kPlaceId, kPlaceLat, kPlaceLon},
    .uint = {kLeafLayer,
             kLeafZ,
             kLeafX,
             kLeafY,
             kLeafSize,
             kTrailheadKind,
             kTrailheadName,
             kTrailheadAccess,
             kTrailheadCapacity,
             kTrailheadFee,
             kTrailheadNetwork,
             kTrailheadLoopable,
             kTrailheadRoadLeg,
             kPlaceKind,
             kPlaceName,
             kPlaceNameEn,
             kPlacePopulation,
             kTrailheadParking,
             kTrailheadFeeText,
             kTrailheadMaxStay,
             kTrailheadCondition,
             kTrailheadCapacityText},
    .fixed = {kLeafHash}};

/// A text of a trailhead and its column.
struct TrailheadText {
  Field field;
  std::string Trailhead::*value;
};
constexpr std::array<TrailheadText, 5> kTrailheadTexts = {{
    {kTrailheadName, &Trailhead::name},
    {kTrailheadCapacityText, &Trailhead::capacity_text},
    {kTrailheadFeeText, &Trailhead::fee_text},
    {kTrailheadMaxStay, &Trailhead::max_stay},
    {kTrailheadCondition, &Trailhead::condition},
}};

constexpr std::size_t kRadiusCount = kTrailheadRadiiM.size();

auto leaf_key(const LeafEntry& leaf) { return std::tuple(leaf.layer, leaf.id); }

void encode_leaves(const std::vector<LeafEntry>& leaves, Columns& columns) {
  for (const LeafEntry& leaf : leaves) {
    columns.uint[kLeafLayer].push_back(static_cast<std::uint64_t>(leaf.layer));
    columns.uint[kLeafZ].push_back(leaf.id.z);
    columns.uint[kLeafX].push_back(leaf.id.x);
    columns.uint[kLeafY].push_back(leaf.id.y);
    columns.fixed[kLeafHash].push_back(leaf.hash);
    columns.uint[kLeafSize].push_back(leaf.gzip_bytes);
  }
}

std::vector<LeafEntry> decode_leaves(RowReader& rows) {
  const std::size_t count = rows.uint_size(kLeafLayer);
  const auto& layers = rows.uint(kLeafLayer, count);
  const auto& zs = rows.uint(kLeafZ, count);
  const auto& xs = rows.uint(kLeafX, count);
  const auto& ys = rows.uint(kLeafY, count);
  const auto& hashes = rows.fixed(kLeafHash, count);
  const auto& sizes = rows.uint(kLeafSize, count);
  std::vector<LeafEntry> leaves;
  for (std::size_t i = 0; i < count && rows.ok(); ++i) {
    LeafEntry leaf;
    leaf.layer = rows.at_most<Layer>(kLeafLayer, layers[i], kLayers.size() - 1);
    const LayerFacts& facts = facts_of(leaf.layer);
    rows.require(facts.in_index, "a leaf is of a layer that has no leaves");
    leaf.id = {rows.at_most<std::uint8_t>(kLeafZ, zs[i], facts.max_zoom), rows.u32(kLeafX, xs[i]),
               rows.u32(kLeafY, ys[i])};
    rows.require(leaf.id.z >= facts.min_zoom && leaf.id.is_valid(), "a leaf is no tile of its layer");
    leaf.hash = hashes[i];
    leaf.gzip_bytes = rows.u32(kLeafSize, sizes[i]);
    rows.require(leaves.empty() || leaf_key(leaves.back()) < leaf_key(leaf), "leaves do not ascend");
    leaves.push_back(leaf);
  }
  return leaves;
}

void encode_trailheads(const std::vector<Trailhead>& trailheads, const StringTable& strings, Columns& columns) {
  std::int64_t last_id = 0;
  std::int64_t last_node = 0;
  PointCoder points;
  for (const Trailhead& trailhead : trailheads) {
    const std::int64_t id = pack_source_id(trailhead.id);
    columns.sint[kTrailheadId].push_back(id - last_id);
    last_id = id;
    columns.uint[kTrailheadKind].push_back(static_cast<std::uint64_t>(trailhead.kind));
    const Point point = to_tile_grid(trailhead.point);
    points.encode(point, columns.sint[kTrailheadLat], columns.sint[kTrailheadLon]);
    columns.sint[kTrailheadNode].push_back(trailhead.node.value() - last_node);
    last_node = trailhead.node.value();
    PointCoder(point).encode(trailhead.node_point, columns.sint[kTrailheadNodeLat], columns.sint[kTrailheadNodeLon]);
    columns.uint[kTrailheadAccess].push_back(trailhead.access_m);
    columns.uint[kTrailheadCapacity].push_back(trailhead.capacity ? std::uint64_t{*trailhead.capacity} + 1 : 0);
    columns.uint[kTrailheadFee].push_back(trailhead.fee ? (*trailhead.fee ? 1 : 2) : 0);
    columns.uint[kTrailheadParking].push_back(static_cast<std::uint64_t>(trailhead.parking));
    for (const TrailheadText& text : kTrailheadTexts) {
      columns.uint[text.field].push_back(strings.index(trailhead.*text.value));
    }
    for (std::size_t i = 0; i < kRadiusCount; ++i) {
      columns.uint[kTrailheadNetwork].push_back(trailhead.network_m[i]);
      columns.uint[kTrailheadLoopable].push_back(trailhead.loopable_m[i]);
    }
    // Without a road the differences are 0.
    const Point near = to_road_grid(point);
    PointCoder(near, kE7PerRoadUnit)
        .encode(trailhead.road_node.value_or(near), columns.sint[kTrailheadRoadLat], columns.sint[kTrailheadRoadLon]);
    columns.uint[kTrailheadRoadLeg].push_back(trailhead.road_node ? std::uint64_t{trailhead.road_leg_m} + 1 : 0);
  }
}

SourceId decode_source_id(RowReader& rows, std::uint64_t packed) {
  const std::optional<SourceId> id = unpack_source_id(static_cast<std::int64_t>(packed));
  rows.require(id.has_value(), "an object is of no known source type");
  return id.value_or(SourceId{});
}

std::vector<Trailhead> decode_trailheads(RowReader& rows) {
  const std::size_t count = rows.sint_size(kTrailheadId);
  const auto& ids = rows.sint(kTrailheadId, count);
  const auto& kinds = rows.uint(kTrailheadKind, count);
  const auto& parkings = rows.uint(kTrailheadParking, count);
  std::array<const std::vector<std::uint64_t>*, kTrailheadTexts.size()> texts = {};
  for (std::size_t k = 0; k < texts.size(); ++k) {
    texts[k] = &rows.uint(kTrailheadTexts[k].field, count);
  }
  const auto& lats = rows.sint(kTrailheadLat, count);
  const auto& lons = rows.sint(kTrailheadLon, count);
  const auto& nodes = rows.sint(kTrailheadNode, count);
  const auto& node_lats = rows.sint(kTrailheadNodeLat, count);
  const auto& node_lons = rows.sint(kTrailheadNodeLon, count);
  const auto& accesses = rows.uint(kTrailheadAccess, count);
  const auto& capacities = rows.uint(kTrailheadCapacity, count);
  const auto& fees = rows.uint(kTrailheadFee, count);
  const auto& networks = rows.uint(kTrailheadNetwork, count * kRadiusCount);
  const auto& loopables = rows.uint(kTrailheadLoopable, count * kRadiusCount);
  const auto& road_lats = rows.sint(kTrailheadRoadLat, count);
  const auto& road_lons = rows.sint(kTrailheadRoadLon, count);
  const auto& road_legs = rows.uint(kTrailheadRoadLeg, count);
  std::vector<Trailhead> trailheads;
  std::uint64_t id = 0;
  std::uint64_t node = 0;
  PointCoder points;
  for (std::size_t i = 0; i < count && rows.ok(); ++i) {
    Trailhead trailhead;
    id += static_cast<std::uint64_t>(ids[i]);
    trailhead.id = decode_source_id(rows, id);
    trailhead.kind =
        rows.at_most<TrailheadKind>(kTrailheadKind, kinds[i], static_cast<std::uint64_t>(kLastTrailheadKindInTiles));
    trailhead.parking =
        rows.at_most<ParkingKind>(kTrailheadParking, parkings[i], static_cast<std::uint64_t>(kLastOf<ParkingKind>));
    for (std::size_t k = 0; k < texts.size(); ++k) {
      trailhead.*kTrailheadTexts[k].value = rows.text(kTrailheadTexts[k].field, (*texts[k])[i]);
    }
    rows.require(points.decode(lats[i], lons[i], trailhead.point), "a trailhead lies outside the Earth");
    node += static_cast<std::uint64_t>(nodes[i]);
    trailhead.node = NodeId(static_cast<std::int64_t>(node));
    rows.require(PointCoder(trailhead.point).decode(node_lats[i], node_lons[i], trailhead.node_point),
                 "a trailhead's node lies outside the Earth");
    trailhead.access_m = rows.u32(kTrailheadAccess, accesses[i]);
    if (capacities[i] != 0) {
      trailhead.capacity = rows.u32(kTrailheadCapacity, capacities[i] - 1);
    }
    if (const auto fee = rows.at_most<std::uint32_t>(kTrailheadFee, fees[i], 2); fee != 0) {
      trailhead.fee = fee == 1;
    }
    for (std::size_t k = 0; k < kRadiusCount; ++k) {
      trailhead.network_m[k] = rows.u32(kTrailheadNetwork, networks[i * kRadiusCount + k]);
      trailhead.loopable_m[k] = rows.u32(kTrailheadLoopable, loopables[i * kRadiusCount + k]);
    }
    if (road_legs[i] != 0) {
      trailhead.road_leg_m = rows.u32(kTrailheadRoadLeg, road_legs[i] - 1);
      rows.require(PointCoder(to_road_grid(trailhead.point), kE7PerRoadUnit)
                       .decode(road_lats[i], road_lons[i], trailhead.road_node.emplace()),
                   "a trailhead's road lies outside the Earth");
    }
    trailheads.push_back(std::move(trailhead));
  }
  return trailheads;
}

void encode_places(const std::vector<Place>& places, const StringTable& strings, Columns& columns) {
  std::int64_t last_id = 0;
  PointCoder points;
  for (const Place& place : places) {
    const std::int64_t id = pack_source_id(place.id);
    columns.sint[kPlaceId].push_back(id - last_id);
    last_id = id;
    columns.uint[kPlaceKind].push_back(static_cast<std::uint64_t>(place.kind));
    columns.uint[kPlaceName].push_back(strings.index(place.name));
    columns.uint[kPlaceNameEn].push_back(strings.index(place.name_en));
    points.encode(to_tile_grid(place.point), columns.sint[kPlaceLat], columns.sint[kPlaceLon]);
    columns.uint[kPlacePopulation].push_back(place.population ? std::uint64_t{*place.population} + 1 : 0);
  }
}

std::vector<Place> decode_places(RowReader& rows) {
  const std::size_t count = rows.sint_size(kPlaceId);
  const auto& ids = rows.sint(kPlaceId, count);
  const auto& kinds = rows.uint(kPlaceKind, count);
  const auto& names = rows.uint(kPlaceName, count);
  const auto& names_en = rows.uint(kPlaceNameEn, count);
  const auto& lats = rows.sint(kPlaceLat, count);
  const auto& lons = rows.sint(kPlaceLon, count);
  const auto& populations = rows.uint(kPlacePopulation, count);
  std::vector<Place> places;
  std::uint64_t id = 0;
  PointCoder points;
  for (std::size_t i = 0; i < count && rows.ok(); ++i) {
    Place place;
    id += static_cast<std::uint64_t>(ids[i]);
    place.id = decode_source_id(rows, id);
    place.kind = rows.at_most<PlaceKind>(kPlaceKind, kinds[i], static_cast<std::uint64_t>(kLastOf<PlaceKind>));
    place.name = rows.text(kPlaceName, names[i]);
    place.name_en = rows.text(kPlaceNameEn, names_en[i]);
    rows.require(points.decode(lats[i], lons[i], place.point), "a place lies outside the Earth");
    if (populations[i] != 0) {
      place.population = rows.u32(kPlacePopulation, populations[i] - 1);
    }
    places.push_back(std::move(place));
  }
  return places;
}

}  // namespace

std::string encode_index_tile(IndexTile tile) {
  const auto by_id = [](const auto& a, const auto& b) { return pack_source_id(a.id) < pack_source_id(b.id); };
  std::sort(tile.leaves.begin(), tile.leaves.end(),
            [](const LeafEntry& a, const LeafEntry& b) { return leaf_key(a) < leaf_key(b); });
  std::sort(tile.trailheads.begin(), tile.trailheads.end(), by_id);
  std::sort(tile.places.begin(), tile.places.end(), by_id);

  StringTable strings;
  for (const Trailhead& trailhead : tile.trailheads) {
    for (const TrailheadText& text : kTrailheadTexts) {
      strings.add(trailhead.*text.value);
    }
  }
  for (const Place& place : tile.places) {
    strings.add(place.name);
    strings.add(place.name_en);
  }
  strings.finish();

  Columns columns;
  for (const auto& [text, index] : strings.entries()) {
    columns.strings.push_back(text);
  }
  encode_leaves(tile.leaves, columns);
  encode_trailheads(tile.trailheads, strings, columns);
  encode_places(tile.places, strings, columns);

  std::string message = message_head(tile.id);
  encode_dataset(tile.dataset, message);
  columns.write(message);
  append_checksum(message);
  return message;
}

Result<IndexTile> decode_index_tile(TileId expected, std::span<const std::byte> bytes) {
  const std::string name = tile_name("index", expected);
  const Result<VerifiedMessage> verified = verified_message(name, bytes);
  if (!verified) {
    return tl::unexpected(verified.error());
  }
  const Result<Message> message = read_message(name, expected, *verified, kLayout);
  if (!message) {
    return tl::unexpected(message.error());
  }
  Result<DatasetInfo> info = decode_dataset(name, message->part);
  if (!info) {
    return tl::unexpected(info.error());
  }
  RowReader rows(name, message->columns);
  IndexTile tile;
  tile.id = expected;
  tile.dataset = std::move(*info);
  tile.leaves = decode_leaves(rows);
  tile.trailheads = decode_trailheads(rows);
  tile.places = decode_places(rows);
  if (!rows.ok()) {
    return tl::unexpected(rows.error());
  }
  return tile;
}

}  // namespace loopgenie
