// Whatever a server sends as an index tile: an Error, or a tile that encodes and decodes to itself.
#include <cstdint>
#include <cstdlib>
#include <span>

#include "core/tile/index_tile.hpp"
#include "tests/fuzz/tile_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loopgenie;
  static_cast<void>(decode_index_tile({}, std::as_bytes(std::span(data, size))));
  if (size < fuzz::kCellBytes) {
    return 0;
  }
  const fuzz::TileInput input = fuzz::read_tile_input({data, size});
  const Result<IndexTile> tile = decode_index_tile(input.id, std::as_bytes(std::span(input.sealed)));
  if (!tile) {
    return 0;
  }
  const std::string again = encode_index_tile(*tile);
  if (!decode_index_tile(input.id, std::as_bytes(std::span(again)))) {
    std::abort();
  }
  return 0;
}
