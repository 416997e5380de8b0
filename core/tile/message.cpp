#include "core/tile/message.hpp"

#include <algorithm>
#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>

#include "core/base/formats.hpp"
#include "core/tile/envelope.hpp"

namespace loopgenie {
namespace {

enum : std::uint32_t { kVersionField = 1, kZField, kXField, kYField };

Result<Message> read_fields(std::string_view name, TileId expected, std::string_view bytes,
                            const ColumnLayout& layout) {
  Message message;
  TileId id;
  std::uint32_t version = 0;
  std::uint32_t z = 0;
  protozero::pbf_reader reader(bytes.data(), bytes.size());
  while (reader.next()) {
    const auto tag = reader.tag();
    if (tag <= kYField && reader.wire_type() == protozero::pbf_wire_type::varint) {
      const std::uint32_t value = reader.get_uint32();
      (tag == kVersionField ? version : tag == kZField ? z : tag == kXField ? id.x : id.y) = value;
    } else if (tag == kPartField && reader.wire_type() == protozero::pbf_wire_type::length_delimited) {
      const protozero::data_view part = reader.get_view();
      message.part = {part.data(), part.size()};
    } else if (!read_column(reader, layout, message.columns)) {
      reader.skip();
    }
  }
  id.z = static_cast<std::uint8_t>(std::min<std::uint32_t>(z, 255));
  if (Result<void> header = check_header(name, version, id, expected); !header) {
    return tl::unexpected(header.error());
  }
  return message;
}

}  // namespace

Result<Message> read_message(std::string_view name, TileId expected, const VerifiedMessage& verified,
                             const ColumnLayout& layout) {
  try {
    return read_fields(name, expected, verified.bytes, layout);
  } catch (const protozero::exception& error) {
    return not_a_message(name, error);
  }
}

tl::unexpected<Error> not_a_message(std::string_view name, const std::exception& error) {
  return fail(ErrorCode::malformed, std::string(name) + ": not a Protocol Buffers message (" + error.what() +
                                        "); the tile is damaged, fetch it again");
}

std::string message_head(TileId id) {
  std::string message;
  protozero::pbf_writer writer(message);
  writer.add_uint32(kVersionField, kTileVersion);
  writer.add_uint32(kZField, id.z);
  writer.add_uint32(kXField, id.x);
  writer.add_uint32(kYField, id.y);
  return message;
}

}  // namespace loopgenie
