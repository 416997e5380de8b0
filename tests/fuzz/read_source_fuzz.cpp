// Whatever objects a file holds, reading it either fails with a message that names the file, or gives a data set whose
// tiles decode.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/bake.hpp"
#include "api/ingest/read.hpp"
#include "core/tile/trail_tile.hpp"
#include "tests/fuzz/source_input.hpp"

namespace {

constexpr std::array<const char*, 24> kKnown = {"highway", "path",      "track",  "residential", "access", "no",
                                                "foot",    "sac_scale", "T3",     "name",        "ele",    "amenity",
                                                "parking", "natural",   "peak",   "type",        "route",  "hiking",
                                                "network", "bridge",    "oneway", "place",       "town",   "yes"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loopgenie;
  const std::string file = fuzz::write_source(data, size, kKnown);
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
