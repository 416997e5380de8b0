// How the tile targets read their input: zoom (1 byte), x and y (4 bytes each, little-endian), then the tile's message
// without its checksum. The checksum is appended here: behind a wrong one no decoder looks any further.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/geo/tile_id.hpp"
#include "core/tile/envelope.hpp"

namespace loopgenie::fuzz {

inline constexpr std::size_t kCellBytes = 9;

struct TileInput {
  TileId id;
  std::string sealed;  // the tile as a server would send it
};

/// REQUIRES at least kCellBytes.
[[nodiscard]] inline TileInput read_tile_input(std::span<const std::uint8_t> input) {
  const auto number_at = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      value |= static_cast<std::uint32_t>(input[at + i]) << (8 * i);
    }
    return value;
  };
  TileInput tile;
  tile.id = {input[0], number_at(1), number_at(5)};
  tile.sealed.assign(input.begin() + kCellBytes, input.end());
  append_checksum(tile.sealed);
  return tile;
}

/// The input that stands for a well-formed tile, for the corpus. REQUIRES a tile that ends with its checksum.
[[nodiscard]] inline std::string make_tile_input(TileId id, std::string_view message) {
  std::string input(1, static_cast<char>(id.z));
  for (const std::uint32_t value : {id.x, id.y}) {
    for (unsigned i = 0; i < 4; ++i) {
      input += static_cast<char>(value >> (8 * i));
    }
  }
  return input.append(message);
}

}  // namespace loopgenie::fuzz
