// How the targets that read source files make one from their input: a list of objects, written as PBF, whose tags,
// texts, coordinates and references come from it.
#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tests/api/ingest/raw_pbf.hpp"

namespace loopgenie::fuzz {

using ingest::test::RawPbf;
using Known = std::span<const char* const>;

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : bytes_(data, size) {}

  [[nodiscard]] bool is_empty() const { return bytes_.empty(); }
  std::uint8_t byte() {
    if (bytes_.empty()) return 0;
    const std::uint8_t value = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return value;
  }
  std::int64_t number() {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = value << 8U | byte();
    return static_cast<std::int64_t>(value);
  }
  std::string text() {
    std::string value;
    for (std::size_t left = byte(); left > 0 && !is_empty(); --left) value += static_cast<char>(byte());
    return value;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

/// Mostly small, so that objects refer to each other; after 255 a number of up to 62 bits (libosmium adds differences
/// up unchecked, so that those of two must fit into 64).
inline std::int64_t id_of(Input& input) {
  const std::uint8_t small = input.byte();
  return small == 255 ? input.number() / 4 : small;
}

/// One of the known texts, or any other.
inline std::string value_of(Input& input, Known known) {
  const std::uint8_t choice = input.byte();
  if (choice < known.size()) return known[choice];
  if (choice == 254) return std::string(100'000, static_cast<char>(input.byte()));
  return input.text();
}

inline RawPbf::Tags tags_of(Input& input, Known known) {
  RawPbf::Tags tags;
  for (int left = input.byte() % 8; left > 0; --left) {
    std::string key = value_of(input, known);
    tags.emplace_back(std::move(key), value_of(input, known));
  }
  return tags;
}

inline std::vector<std::int64_t> ids_of(Input& input) {
  std::vector<std::int64_t> ids;
  for (int left = input.byte(); left > 0 && !input.is_empty(); --left) ids.push_back(id_of(input));
  return ids;
}

inline std::int64_t coordinate_of(Input& input, std::int64_t near) {
  const std::uint8_t step = input.byte();
  return step == 255 ? input.number() : near + 1'000 * step;
}

inline void add_object(Input& input, Known known, RawPbf& map) {
  const std::uint8_t kind = input.byte() % 4;
  const std::int64_t id = id_of(input);
  if (kind <= 1) {
    const std::int64_t lat_e7 = coordinate_of(input, 425'000'000);
    map.node(id, lat_e7, coordinate_of(input, 15'000'000), tags_of(input, known));
  } else {
    const std::vector<std::int64_t> members = ids_of(input);
    kind == 2 ? map.way(id, members, tags_of(input, known)) : map.relation(id, members, tags_of(input, known));
  }
}

/// Writes the input's file and returns its path.
inline std::string write_source(const std::uint8_t* data, std::size_t size, Known known) {
  Input input(data, size);
  RawPbf map;
  while (!input.is_empty()) add_object(input, known, map);
  std::string file =
      (std::filesystem::temp_directory_path() / ("loopgenie-fuzz-" + std::to_string(getpid()) + ".osm.pbf")).string();
  map.write(file);
  return file;
}

}  // namespace loopgenie::fuzz
