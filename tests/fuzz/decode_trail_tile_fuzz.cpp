// Whatever a server sends as a trail tile: an Error, or a tile that encodes and decodes to itself and can be stitched.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "core/tile/stitch.hpp"
#include "core/tile/trail_tile.hpp"
#include "tests/fuzz/tile_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loopgenie;
  static_cast<void>(decode_trail_tile({}, std::as_bytes(std::span(data, size))));
  if (size < fuzz::kCellBytes) {
    return 0;
  }
  const fuzz::TileInput input = fuzz::read_tile_input({data, size});
  const Result<TrailTile> tile = decode_trail_tile(input.id, std::as_bytes(std::span(input.sealed)));
  if (!tile) {
    return 0;
  }
  const TrailTile* tiles[] = {&*tile};
  static_cast<void>(stitch(tiles));
  const std::string again = encode_trail_tile(*tile);
  if (!decode_trail_tile(input.id, std::as_bytes(std::span(again)))) {
    std::abort();
  }
  return 0;
}
