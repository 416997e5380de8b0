#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "api/service/answers.hpp"
#include "api/service/http/problem.hpp"
#include "api/service/tiles/subgraph.hpp"
#include "core/export/geojson.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/stitch.hpp"

namespace loopgenie::service {
namespace {

constexpr std::string_view kGeoJson = "application/geo+json";
constexpr std::size_t kMaxLeaves = 64;
constexpr std::size_t kMaxGzipBytes = std::size_t{6} << 20;
constexpr std::string_view kTooLarge = "The area is too large";

/// Equal for equal bytes: the data's version, the box and the form say all.
std::string subgraph_etag(const Catalog& catalog, const Box& box, std::string_view media_type) {
  std::string key = catalog.generation().version + " " + std::string(media_type);
  for (const std::int32_t side : {box.south_e7, box.west_e7, box.north_e7, box.east_e7}) {
    key += " " + std::to_string(side);
  }
  return entity_tag(hash_to_hex(fnv1a64(key)), Coding::identity);
}

Result<std::vector<TrailTile>> decode_leaves(TileSource& source, const Catalog& catalog,
                                             const std::vector<TileId>& leaves) {
  std::vector<TrailTile> tiles;
  tiles.reserve(leaves.size());
  for (const TileId id : leaves) {
    const std::uint64_t hash = catalog.find(Layer::trails, id)->hash;
    const Result<std::optional<TileBytes>> stored = source.tile(Layer::trails, id, hash, Coding::identity);
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored) return fail(ErrorCode::missing, tile_name("trails", id) + " has been replaced");
    Result<TrailTile> tile = decode_trail_tile(id, std::as_bytes(std::span(*(*stored)->bytes)));
    if (!tile) return tl::unexpected(tile.error());
    tiles.push_back(std::move(*tile));
  }
  return tiles;
}

Result<TrailTile> cut_region(TileSource& source, const Catalog& catalog, const Box& box,
                             const std::vector<TileId>& leaves) {
  const Result<std::vector<TrailTile>> tiles = decode_leaves(source, catalog, leaves);
  if (!tiles) return tl::unexpected(tiles.error());
  std::vector<const TrailTile*> pointers;
  for (const TrailTile& tile : *tiles) pointers.push_back(&tile);
  const Result<Network> network = stitch(pointers);
  if (!network) return tl::unexpected(network.error());
  return cut(*network, box, leaves);
}

}  // namespace

Response answer_subgraph(const Request& request, Context& context) {
  const std::optional<std::string> text = request.query_parameter("bbox");
  if (!text) {
    return problem(400, "No region given",
                   "got no bbox, expected ?bbox=W,S,E,N in degrees, as in "
                   "?bbox=1.5,42.5,1.6,42.6");
  }
  const Result<Box> box = parse_bbox(*text);
  if (!box) return problem(400, "Not a region", box.error().message);
  if (area_square_degrees(*box) > kMaxSubgraphArea) {
    return problem(400, kTooLarge,
                   "got bbox " + in_quotes(*text) + " of " + std::to_string(area_square_degrees(*box)) +
                       " square degrees, expected at most 0.05; ask for several smaller ones");
  }
  const std::optional<std::string_view> media_type =
      choose_media_type(request.headers.find("Accept"), {kTileMediaType, kGeoJson});
  if (!media_type) {
    return problem(406, "No such form",
                   "got Accept " + in_quotes(*request.headers.find("Accept")) +
                       ", expected application/x-protobuf or application/geo+json");
  }
  const std::shared_ptr<const Catalog> catalog = context.source.catalog();
  if (!catalog) return no_data(context.source);
  const Representation representation{.etag = subgraph_etag(*catalog, *box, *media_type),
                                      .media_type = *media_type,
                                      .cache_control = kShortLived,
                                      .vary = "Accept"};
  if (std::optional<Response> unchanged = answer_if_not_modified(request, representation)) return *std::move(unchanged);

  const std::vector<TileId> leaves = catalog->leaves_meeting(grown(*box, kSubgraphMarginE7));
  std::size_t gzip_bytes = 0;
  for (const TileId id : leaves) gzip_bytes += catalog->find(Layer::trails, id)->gzip_bytes;
  if (leaves.size() > kMaxLeaves || gzip_bytes > kMaxGzipBytes) {
    return problem(400, kTooLarge,
                   "the network there takes " + std::to_string(leaves.size()) + " tiles of " +
                       std::to_string(gzip_bytes) + " bytes, expected at most " + std::to_string(kMaxLeaves) + " of " +
                       std::to_string(kMaxGzipBytes) + "; ask for several smaller regions");
  }
  const std::unique_lock turn(context.subgraph_turn, std::try_to_lock);
  if (!turn) return unavailable("Another region is being cut. Ask again in a moment.", 1);
  const Result<TrailTile> region = cut_region(context.source, *catalog, *box, leaves);
  if (!region && (region.error().code == ErrorCode::io || region.error().code == ErrorCode::missing)) {
    return no_data(context.source);
  }
  if (!region) return problem(500, "The stored tiles are damaged", "They do not fit together; import the data again");
  const TrailTile* const tiles[] = {&*region};
  return answer_with(representation,
                     make_bytes(*media_type == kGeoJson ? write_network_geojson(tiles) : encode_trail_tile(*region)));
}

}  // namespace loopgenie::service
