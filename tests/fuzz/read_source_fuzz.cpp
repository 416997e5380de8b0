// Whatever objects a file holds, reading it either fails with a message that names the file, or gives a data set whose
// tiles decode. The input is a list of objects, written as PBF: tags, texts, coordinates and references come from it.
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/bake.hpp"
#include "api/ingest/read.hpp"
#include "core/tile/trail_tile.hpp"
#include "tests/api/ingest/raw_pbf.hpp"

namespace {

using loopgenie::ingest::test::RawPbf;

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
std::int64_t id_of(Input& input) {
  const std::uint8_t small = input.byte();
  return small == 255 ? input.number() / 4 : small;
}

std::string value_of(Input& input) {
  static constexpr std::array<const char*, 24> kKnown = {
      "highway", "path",   "track",   "residential", "access",  "no",      "foot", "sac_scale",
      "T3",      "name",   "ele",     "amenity",     "parking", "natural", "peak", "type",
      "route",   "hiking", "network", "bridge",      "oneway",  "place",   "town", "yes"};
  const std::uint8_t choice = input.byte();
  if (choice < kKnown.size()) return kKnown[choice];
  if (choice == 254) return std::string(100'000, static_cast<char>(input.byte()));
  return input.text();
}

RawPbf::Tags tags_of(Input& input) {
  RawPbf::Tags tags;
  for (int left = input.byte() % 8; left > 0; --left) {
    std::string key = value_of(input);
    tags.emplace_back(std::move(key), value_of(input));
  }
  return tags;
}

std::vector<std::int64_t> ids_of(Input& input) {
  std::vector<std::int64_t> ids;
  for (int left = input.byte(); left > 0 && !input.is_empty(); --left) ids.push_back(id_of(input));
  return ids;
}

std::int64_t coordinate_of(Input& input, std::int64_t near) {
  const std::uint8_t step = input.byte();
  return step == 255 ? input.number() : near + 1'000 * step;
}

void add_object(Input& input, RawPbf& map) {
  const std::uint8_t kind = input.byte() % 4;
  const std::int64_t id = id_of(input);
  if (kind <= 1) {
    const std::int64_t lat_e7 = coordinate_of(input, 425'000'000);
    map.node(id, lat_e7, coordinate_of(input, 15'000'000), tags_of(input));
  } else {
    const std::vector<std::int64_t> members = ids_of(input);
    kind == 2 ? map.way(id, members, tags_of(input)) : map.relation(id, members, tags_of(input));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loopgenie;
  Input input(data, size);
  RawPbf map;
  while (!input.is_empty()) add_object(input, map);
  const std::string file =
      (std::filesystem::temp_directory_path() / ("loopgenie-fuzz-" + std::to_string(getpid()) + ".osm.pbf")).string();
  map.write(file);
  ingest::ReadOptions options;
  options.osm_files = {file};
  const Result<ingest::Dataset> dataset = ingest::read_dataset(options);
  std::filesystem::remove(file);
  if (!dataset) {
    if (dataset.error().message.find(file) == std::string::npos) std::abort();
    return 0;
  }
  const ingest::Baked baked = ingest::bake(*dataset).value();
  for (const ingest::BakedTile& tile : baked.tiles) {
    const std::string bytes = db::gunzip(tile.gzip).value();
    const auto view = std::as_bytes(std::span(bytes));
    const bool whole = tile.layer == Layer::trails  ? decode_trail_tile(tile.id, view).has_value()
                       : tile.layer == Layer::roads ? decode_road_tile(tile.id, view).has_value()
                                                    : decode_index_tile(tile.id, view).has_value();
    if (!whole) std::abort();
  }
  return 0;
}
