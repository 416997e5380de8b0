#include "api/ingest/osm/overlong_text.hpp"

#include <zlib.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <osmium/osm/types.hpp>
#include <protozero/pbf_reader.hpp>
#include <string_view>
#include <vector>

namespace loopgenie::ingest {
namespace {

// Field numbers and limits: OSM wiki, "PBF Format".
constexpr std::uint32_t kMostHeaderBytes = 64 * 1024;
constexpr std::uint32_t kMostBlobBytes = 32 * 1024 * 1024;

using protozero::pbf_reader;

std::optional<std::string> read_bytes(std::istream& file, std::uint32_t size) {
  std::string bytes(size, '\0');
  file.read(bytes.data(), size);
  return file.gcount() == static_cast<std::streamsize>(size) ? std::optional(std::move(bytes)) : std::nullopt;
}

/// The next data block's message; "" for a block of another kind, nullopt at the end or where the file is damaged.
std::optional<std::string> next_block(std::istream& file) {
  std::array<unsigned char, 4> prefix{};
  file.read(reinterpret_cast<char*>(prefix.data()), prefix.size());
  const std::uint32_t header_size = std::uint32_t{prefix[0]} << 24U | std::uint32_t{prefix[1]} << 16U |
                                    std::uint32_t{prefix[2]} << 8U | std::uint32_t{prefix[3]};
  if (file.gcount() != 4 || header_size > kMostHeaderBytes) {
    return std::nullopt;
  }
  const auto header = read_bytes(file, header_size);
  if (!header) {
    return std::nullopt;
  }
  bool is_data = false;
  std::uint32_t blob_size = 0;
  for (pbf_reader fields(*header); fields.next();) {
    if (fields.tag() == 1) {
      is_data = fields.get_string() == "OSMData";
    } else if (fields.tag() == 3) {
      blob_size = static_cast<std::uint32_t>(fields.get_int32());
    } else {
      fields.skip();
    }
  }
  const auto blob = blob_size > kMostBlobBytes ? std::nullopt : read_bytes(file, blob_size);
  if (!blob) {
    return std::nullopt;
  }
  std::uint32_t raw_size = 0;
  protozero::data_view raw;
  protozero::data_view compressed;
  for (pbf_reader fields(*blob); fields.next();) {
    switch (fields.tag()) {
      case 1:
        raw = fields.get_view();
        break;
      case 2:
        raw_size = static_cast<std::uint32_t>(fields.get_int32());
        break;
      case 3:
        compressed = fields.get_view();
        break;
      default:
        fields.skip();
    }
  }
  if (!is_data || compressed.empty() || raw_size > kMostBlobBytes) {
    return is_data ? std::string(raw.data(), raw.size()) : std::string();
  }
  std::string block(raw_size, '\0');
  uLongf size = raw_size;
  const int result = uncompress(reinterpret_cast<Bytef*>(block.data()), &size,
                                reinterpret_cast<const Bytef*>(compressed.data()), compressed.size());
  return result == Z_OK ? std::optional(block.substr(0, size)) : std::nullopt;
}

std::vector<bool> overlong_strings(pbf_reader table) {
  std::vector<bool> overlong;
  while (table.next(1)) {
    overlong.push_back(table.get_view().size() > osmium::max_osm_string_length);
  }
  return overlong;
}

/// The first node of a dense group with such a string.
std::optional<std::string> find_in_dense(pbf_reader dense, const std::vector<bool>& overlong) {
  std::vector<std::int64_t> ids;
  std::optional<std::size_t> found;
  while (dense.next()) {
    if (dense.tag() == 1) {
      for (const std::int64_t difference : dense.get_packed_sint64()) {
        const auto before = static_cast<std::uint64_t>(ids.empty() ? 0 : ids.back());
        ids.push_back(static_cast<std::int64_t>(before + static_cast<std::uint64_t>(difference)));
      }
    } else if (dense.tag() == 10) {
      std::size_t node = 0;
      for (const std::int32_t index : dense.get_packed_int32()) {
        if (!found && static_cast<std::uint32_t>(index) < overlong.size() &&
            overlong[static_cast<std::size_t>(index)]) {
          found = node;
        }
        node += index == 0 ? 1 : 0;
      }
    } else {
      dense.skip();
    }
  }
  return found && *found < ids.size() ? std::optional("node " + std::to_string(ids[*found])) : std::nullopt;
}

/// A node, way or relation: keys in field 2, values in 3, a relation's roles in 8.
std::optional<std::string> find_in_object(pbf_reader object, std::string_view type, const std::vector<bool>& overlong) {
  std::int64_t id = 0;
  bool found = false;
  while (object.next()) {
    if (object.tag() == 1) {
      id = type == "node" ? object.get_sint64() : object.get_int64();
    } else if (object.tag() == 2 || object.tag() == 3 || (object.tag() == 8 && type == "relation")) {
      for (const std::uint32_t index : object.get_packed_uint32()) {
        found = found || (index < overlong.size() && overlong[index]);
      }
    } else {
      object.skip();
    }
  }
  return found ? std::optional(std::string(type) + ' ' + std::to_string(id)) : std::nullopt;
}

std::optional<std::string> find_in_block(const std::string& block) {
  std::vector<bool> overlong;
  for (pbf_reader fields(block); fields.next(1);) {
    overlong = overlong_strings(fields.get_message());
  }
  for (pbf_reader fields(block); fields.next(2);) {
    for (pbf_reader group = fields.get_message(); group.next();) {
      std::optional<std::string> found;
      switch (group.tag()) {
        case 1:
          found = find_in_object(group.get_message(), "node", overlong);
          break;
        case 2:
          found = find_in_dense(group.get_message(), overlong);
          break;
        case 3:
          found = find_in_object(group.get_message(), "way", overlong);
          break;
        case 4:
          found = find_in_object(group.get_message(), "relation", overlong);
          break;
        default:
          group.skip();
      }
      if (found) {
        return found;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> find_overlong_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  try {
    while (const std::optional<std::string> block = next_block(file)) {
      if (auto found = find_in_block(*block)) {
        return found;
      }
    }
  } catch (const protozero::exception&) {
    // Damaged: there is nothing to say of what lies behind.
  }
  return std::nullopt;
}

}  // namespace loopgenie::ingest
