#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string>

#include "core/geo/distance.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/index_tile.hpp"
#include "core/tile/trail_tile.hpp"
#include "tests/support/random_tiles.hpp"

namespace loopgenie {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

template <typename T, typename Less>
std::vector<T> sorted(std::vector<T> values, Less less) {
  std::sort(values.begin(), values.end(), less);
  return values;
}

constexpr auto kById = [](const auto& a, const auto& b) { return a.id < b.id; };
/// The codec's order of source ids.
constexpr auto kBySource = [](const auto& a, const auto& b) {
  const auto key = [](SourceId id) { return std::pair(id.id, id.type == 'n' ? 0 : id.type == 'w' ? 1 : 2); };
  return key(a.id) < key(b.id);
};

/// Strings get new numbers on encoding, so edges are compared with their texts in place.
void expect_same_edges(const TrailTile& got, const TrailTile& want) {
  ASSERT_EQ(got.edges.size(), want.edges.size());
  for (std::size_t i = 0; i < got.edges.size(); ++i) {
    TileEdge edge = got.edges[i];
    EXPECT_EQ(got.strings[edge.name], want.strings[want.edges[i].name]);
    EXPECT_EQ(got.strings[edge.ref], want.strings[want.edges[i].ref]);
    edge.name = want.edges[i].name;
    edge.ref = want.edges[i].ref;
    EXPECT_EQ(edge, want.edges[i]);
  }
}

TEST(TrailTileCodec, GivesBackWhatWasEncoded) {
  Random random(1);
  for (int round = 0; round < 30; ++round) {
    for (TrailTile& tile : test::random_trail_tiles(random, random.below(300), 12)) {
      const Result<TrailTile> decoded = decode_trail_tile(tile.id, bytes_of(encode_trail_tile(tile)));
      ASSERT_TRUE(decoded) << decoded.error().message;
      tile.edges = sorted(tile.edges, kById);
      EXPECT_EQ(decoded->nodes, sorted(tile.nodes, kById));
      EXPECT_EQ(decoded->far_nodes, sorted(tile.far_nodes, kById));
      EXPECT_EQ(decoded->pois, sorted(tile.pois, kBySource));
      EXPECT_EQ(decoded->beside, sorted(tile.beside, std::less<>()));
      expect_same_edges(*decoded, tile);
    }
  }
}

TEST(TrailTileCodec, RefusesAWebsiteThatIsNone) {
  TrailTile tile;
  tile.id = tile_at(point_from_degrees(42.5, 1.5), 12);
  tile.strings = {""};
  Poi hut;
  hut.id = {'n', 7};
  hut.kind = PoiKind::alpine_hut;
  hut.point = to_tile_grid(point_from_degrees(42.5, 1.5));
  hut.night.kind = NightKind::hut;
  hut.night.website = "http://example.org";
  tile.pois = {hut};
  EXPECT_TRUE(decode_trail_tile(tile.id, bytes_of(encode_trail_tile(tile))));
  tile.pois[0].night.website = "javascript:alert(1)";
  const Result<TrailTile> decoded = decode_trail_tile(tile.id, bytes_of(encode_trail_tile(tile)));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code, ErrorCode::malformed);
}

TEST(TrailTileCodec, BytesDoNotDependOnTheOrderOfTheInput) {
  Random random(2);
  for (TrailTile& tile : test::random_trail_tiles(random, 400, 10)) {
    const std::string bytes = encode_trail_tile(tile);
    std::reverse(tile.nodes.begin(), tile.nodes.end());
    std::reverse(tile.far_nodes.begin(), tile.far_nodes.end());
    std::reverse(tile.edges.begin(), tile.edges.end());
    std::reverse(tile.pois.begin(), tile.pois.end());
    std::reverse(tile.beside.begin(), tile.beside.end());
    tile.strings.emplace_back("not used");
    EXPECT_EQ(encode_trail_tile(tile), bytes);
  }
}

TEST(RoadTileCodec, GivesBackWhatWasEncodedWhateverItsOrder) {
  Random random(10);
  for (int round = 0; round < 30; ++round) {
    for (RoadTile& tile : test::random_road_tiles(random, random.below(300), 10)) {
      const std::string bytes = encode_road_tile(tile);
      const Result<RoadTile> decoded = decode_road_tile(tile.id, bytes_of(bytes));
      ASSERT_TRUE(decoded) << decoded.error().message;
      EXPECT_EQ(decoded->nodes, tile.nodes);
      EXPECT_EQ(decoded->far_nodes, sorted(tile.far_nodes, std::less<>()));
      EXPECT_TRUE(
          std::is_permutation(decoded->edges.begin(), decoded->edges.end(), tile.edges.begin(), tile.edges.end()));
      std::reverse(tile.nodes.begin(), tile.nodes.end());
      std::reverse(tile.far_nodes.begin(), tile.far_nodes.end());
      std::reverse(tile.edges.begin(), tile.edges.end());
      EXPECT_EQ(encode_road_tile(tile), bytes);
    }
  }
}

TEST(RoadTileCodec, GridMovesAPointByLessThanAMetre) {
  Random random(11);
  for (int i = 0; i < 2000; ++i) {
    const Point point{static_cast<std::int32_t>(random.below(900'000'000)),
                      static_cast<std::int32_t>(random.below(1'800'000'000))};
    EXPECT_LE(distance_m(point, to_road_grid(point)), 0.8);
    EXPECT_EQ(to_road_grid(to_road_grid(point)), to_road_grid(point));
  }
}

TEST(TrailTileCodec, GridMovesAPointByAtMostEightCentimetres) {
  Random random(3);
  for (int i = 0; i < 2000; ++i) {
    const Point point{static_cast<std::int32_t>(random.below(900'000'000)),
                      static_cast<std::int32_t>(random.below(1'800'000'000))};
    EXPECT_LE(distance_m(point, to_tile_grid(point)), 0.08);
    EXPECT_EQ(to_tile_grid(to_tile_grid(point)), to_tile_grid(point));
  }
}

TEST(IndexTileCodec, GivesBackWhatWasEncoded) {
  Random random(4);
  for (int round = 0; round < 20; ++round) {
    IndexTile tile = test::random_index_tile(random, {8, 129, 94});
    const Result<IndexTile> decoded = decode_index_tile(tile.id, bytes_of(encode_index_tile(tile)));
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_EQ(decoded->dataset, tile.dataset);
    EXPECT_EQ(decoded->leaves, sorted(tile.leaves, [](const LeafEntry& a, const LeafEntry& b) {
                return std::pair(a.layer, a.id) < std::pair(b.layer, b.id);
              }));
    EXPECT_EQ(decoded->trailheads, sorted(tile.trailheads, kBySource));
    EXPECT_EQ(decoded->places, sorted(tile.places, kBySource));
  }
}

TEST(TileEnvelope, HashIsTheTrailingChecksum) {
  Random random(5);
  const std::string bytes = encode_index_tile(test::random_index_tile(random, {8, 129, 94}));
  const Result<std::uint64_t> hash = tile_hash(bytes_of(bytes));
  ASSERT_TRUE(hash);
  EXPECT_EQ(*hash, fnv1a64(bytes.substr(0, bytes.size() - 9)));
  EXPECT_EQ(hash_from_hex(hash_to_hex(*hash)), std::optional(*hash));
  EXPECT_FALSE(hash_from_hex("0123456789ABCDEF"));
  EXPECT_FALSE(hash_from_hex("123"));
}

// Test vectors of draft-eastlake-fnv, appendix C.
TEST(TileEnvelope, ChecksumIsFnv1a64) {
  EXPECT_EQ(fnv1a64(""), 0xcbf29ce484222325U);
  EXPECT_EQ(fnv1a64("a"), 0xaf63dc4c8601ec8cU);
  EXPECT_EQ(fnv1a64("foobar"), 0x85944171f73967e8U);
}

TEST(TileEnvelope, EveryTruncationIsAnError) {
  Random random(6);
  const TrailTile tile = test::random_trail_tiles(random, 60, 8).front();
  const std::string bytes = encode_trail_tile(tile);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Result<TrailTile> decoded = decode_trail_tile(tile.id, bytes_of(bytes.substr(0, size)));
    ASSERT_FALSE(decoded);
    EXPECT_EQ(decoded.error().code, ErrorCode::malformed);
  }
}

TEST(TileEnvelope, EverySingleBitFlipIsAnError) {
  Random random(7);
  const TrailTile tile = test::random_trail_tiles(random, 20, 8).front();
  const std::string bytes = encode_trail_tile(tile);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string damaged = bytes;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(decode_trail_tile(tile.id, bytes_of(damaged)));
  }
}

TEST(TileEnvelope, WrongCellAndUnknownVersionSayWhatWasExpected) {
  Random random(8);
  const std::string bytes = encode_index_tile(test::random_index_tile(random, {8, 129, 94}));
  const Result<IndexTile> other = decode_index_tile({8, 130, 94}, bytes_of(bytes));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::mismatch);
  EXPECT_NE(other.error().message.find("8/130/94"), std::string::npos);

  std::string newer = bytes.substr(0, bytes.size() - 9);
  ASSERT_EQ(newer[1], static_cast<char>(kTileVersion));
  ++newer[1];
  append_checksum(newer);
  const Result<IndexTile> version = decode_index_tile({8, 129, 94}, bytes_of(newer));
  ASSERT_FALSE(version);
  EXPECT_EQ(version.error().code, ErrorCode::version);
}

// Damage that a matching checksum hides (a hostile server): never undefined behaviour, whatever the content.
TEST(TileCodec, HostileContentBehindAValidChecksumNeverBreaksTheDecoder) {
  Random random(9);
  const TrailTile trails = test::random_trail_tiles(random, 40, 8).front();
  const IndexTile index = test::random_index_tile(random, {8, 129, 94});
  const std::string trail_bytes = encode_trail_tile(trails);
  const RoadTile roads = test::random_road_tiles(random, 40, 8).front();
  const std::string index_bytes = encode_index_tile(index);
  const std::string road_bytes = encode_road_tile(roads);
  int accepted = 0;
  for (int i = 0; i < 30'000; ++i) {
    std::string damaged = i % 3 == 0 ? trail_bytes : i % 3 == 1 ? index_bytes : road_bytes;
    damaged.resize(damaged.size() - 9);
    for (std::uint32_t k = 1 + random.below(3); k > 0; --k) {
      damaged[random.below(static_cast<std::uint32_t>(damaged.size()))] = static_cast<char>(random.below(256));
    }
    append_checksum(damaged);
    accepted += i % 3 == 0   ? decode_trail_tile(trails.id, bytes_of(damaged)).has_value()
                : i % 3 == 1 ? decode_index_tile(index.id, bytes_of(damaged)).has_value()
                             : decode_road_tile(roads.id, bytes_of(damaged)).has_value();
  }
  EXPECT_GT(accepted, 0);
  EXPECT_LT(accepted, 30'000);
}

}  // namespace
}  // namespace loopgenie
