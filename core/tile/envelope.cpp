#include "core/tile/envelope.hpp"

#include "core/base/formats.hpp"

namespace loopgenie {
namespace {

constexpr char kChecksumKey = (15 << 3) | 1;  // field 15, wire type fixed64
constexpr std::size_t kChecksumFieldBytes = 9;

std::string_view as_text(std::span<const std::byte> bytes) {
  // char may alias any object, so this is a view, not a reinterpretation of values.
  return {static_cast<const char*>(static_cast<const void*>(bytes.data())), bytes.size()};
}

}  // namespace

std::uint64_t fnv1a64(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = seed;
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  }
  return hash;
}

std::string tile_name(std::string_view layer, TileId id) {
  return std::string(layer) + ' ' + std::to_string(id.z) + '/' + std::to_string(id.x) + '/' + std::to_string(id.y);
}

void append_checksum(std::string& message) {
  std::uint64_t hash = fnv1a64(message);
  message.push_back(kChecksumKey);
  for (int i = 0; i < 8; ++i) {
    message.push_back(static_cast<char>(hash & 0xffU));
    hash >>= 8U;
  }
}

Result<VerifiedMessage> verified_message(std::string_view name, std::span<const std::byte> bytes) {
  const auto damaged = [&](const std::string& what) {
    return fail(ErrorCode::malformed, std::string(name) + ": " + what + "; the tile is damaged, fetch it again");
  };
  if (bytes.size() < kChecksumFieldBytes || bytes.size() > kMaxTileBytes) {
    return damaged(std::to_string(bytes.size()) + " bytes, expected " + std::to_string(kChecksumFieldBytes) + " to " +
                   std::to_string(kMaxTileBytes));
  }
  const std::string_view text = as_text(bytes);
  const std::string_view message = text.substr(0, text.size() - kChecksumFieldBytes);
  const std::string_view field = text.substr(message.size());
  std::uint64_t stored = 0;
  for (std::size_t i = kChecksumFieldBytes; i-- > 1;) {
    stored = (stored << 8U) | static_cast<unsigned char>(field[i]);
  }
  const std::uint64_t computed = fnv1a64(message);
  if (field.front() != kChecksumKey || stored != computed) {
    return damaged("checksum " + hash_to_hex(stored) + ", expected " + hash_to_hex(computed));
  }
  return VerifiedMessage{message, computed};
}

Result<std::uint64_t> whole_hash(std::span<const std::byte> bytes) {
  if (bytes.empty() || bytes.size() > kMaxTileBytes) {
    return fail(ErrorCode::malformed, "a tile of " + std::to_string(bytes.size()) + " bytes, expected 1 to " +
                                          std::to_string(kMaxTileBytes) + "; fetch it again");
  }
  return fnv1a64(as_text(bytes));
}

Result<std::uint64_t> tile_hash(std::span<const std::byte> bytes) {
  const Result<VerifiedMessage> message = verified_message("tile", bytes);
  if (!message) {
    return tl::unexpected(message.error());
  }
  return message->hash;
}

Result<void> check_header(std::string_view name, std::uint32_t version, TileId got, TileId expected) {
  if (version != kTileVersion) {
    return fail(ErrorCode::version, std::string(name) + ": format version " + std::to_string(version) +
                                        ", this program reads " + std::to_string(kTileVersion) +
                                        "; update the older of page and server");
  }
  if (got != expected) {
    return fail(ErrorCode::mismatch, std::string(name) + ": the bytes are of tile " + tile_name("", got) +
                                         ", expected" + tile_name("", expected));
  }
  return {};
}

std::string hash_to_hex(std::uint64_t hash) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4U) {
    hex[i] = kDigits[hash & 0xfU];
  }
  return hex;
}

std::optional<std::uint64_t> hash_from_hex(std::string_view hex) {
  if (hex.size() != 16) {
    return std::nullopt;
  }
  std::uint64_t hash = 0;
  for (const char c : hex) {
    std::uint64_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint64_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      digit = static_cast<std::uint64_t>(c - 'a') + 10;
    } else {
      return std::nullopt;
    }
    hash = (hash << 4U) | digit;
  }
  return hash;
}

}  // namespace loopgenie
