// What the tiles of every layer share (FORMAT.md §1): version, cell, trailing checksum.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "core/geo/tile_id.hpp"

namespace loopgenie {

inline constexpr std::size_t kMaxTileBytes = std::size_t{16} << 20;

/// FNV-1a 64 (Fowler, Noll, Vo; draft-eastlake-fnv). `seed` continues an earlier hash.
inline constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325U;
[[nodiscard]] std::uint64_t fnv1a64(std::string_view bytes, std::uint64_t seed = kFnvOffset);

/// "trails 12/2064/1510", for messages.
[[nodiscard]] std::string tile_name(std::string_view layer, TileId id);

/// Appends the checksum field to an encoded message.
void append_checksum(std::string& message);

/// A message whose size and checksum hold.
struct VerifiedMessage {
  std::string_view bytes;  // without the checksum field; a view into those given
  std::uint64_t hash = 0;  // of them: the checksum, and the tile's hash
};
/// REQUIRES that the bytes outlive the message. O(bytes): they are hashed here and nowhere else.
[[nodiscard]] Result<VerifiedMessage> verified_message(std::string_view name, std::span<const std::byte> bytes);

/// The tile's hash: its trailing checksum field (FNV-1a 64 over all bytes before that field), verified.
[[nodiscard]] Result<std::uint64_t> tile_hash(std::span<const std::byte> bytes);

/// The hash of a tile without such a field: FNV-1a 64 over all its bytes. Error malformed for none of them, or for more
/// than a tile has.
[[nodiscard]] Result<std::uint64_t> whole_hash(std::span<const std::byte> bytes);

/// 16 lower-case hexadecimal digits, and back.
[[nodiscard]] std::string hash_to_hex(std::uint64_t hash);
[[nodiscard]] std::optional<std::uint64_t> hash_from_hex(std::string_view hex);

/// Compares a message's version and cell with what was asked for.
[[nodiscard]] Result<void> check_header(std::string_view name, std::uint32_t version, TileId got, TileId expected);

}  // namespace loopgenie
