// Whatever a server sends as a road tile: an Error, or a tile that encodes and decodes again.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "core/tile/road_tile.hpp"
#include "tests/fuzz/tile_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loopgenie;
  static_cast<void>(decode_road_tile({}, std::as_bytes(std::span(data, size))));
  if (size < fuzz::kCellBytes) {
    return 0;
  }
  const fuzz::TileInput input = fuzz::read_tile_input({data, size});
  const Result<RoadTile> tile = decode_road_tile(input.id, std::as_bytes(std::span(input.sealed)));
  if (!tile) {
    return 0;
  }
  const std::string again = encode_road_tile(*tile);
  const Result<RoadTile> twice = decode_road_tile(input.id, std::as_bytes(std::span(again)));
  if (!twice || twice->edges.size() != tile->edges.size()) {
    std::abort();
  }
  return 0;
}
