// The part of a tile's message that all layers share (FORMAT.md §1): its head, and its columns by their layout.
#pragma once

#include <cstddef>
#include <exception>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "core/geo/tile_id.hpp"
#include "core/tile/columns.hpp"
#include "core/tile/envelope.hpp"

namespace loopgenie {

/// Field 5, a message in the message: the index layer's dataset.
inline constexpr std::uint32_t kPartField = 5;

struct Message {
  Columns columns;
  std::string_view part;  // a view into the bytes; "" where there is none
};

/// Checks the version and the cell, then reads what the layout names; other fields are skipped. O(bytes). Never throws
/// for any bytes.
[[nodiscard]] Result<Message> read_message(std::string_view name, TileId expected, const VerifiedMessage& verified,
                                           const ColumnLayout& layout);

/// For bytes that protozero does not take.
[[nodiscard]] tl::unexpected<Error> not_a_message(std::string_view name, const std::exception& error);

/// Version and cell; more fields are appended to it, and at last the checksum.
[[nodiscard]] std::string message_head(TileId id);

}  // namespace loopgenie
