// Makes the tile targets' corpus from the demo region: `fuzz_make_corpus tests/fuzz/corpus`. Run it after a change of
// the tile format.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <span>
#include <string>

#include "api/ingest/bake/bake.hpp"
#include "api/ingest/demo/region.hpp"
#include "api/ingest/read.hpp"
#include "tests/fuzz/tile_input.hpp"
#include "tests/harness/gunzip.hpp"

namespace {

using namespace loopgenie;

constexpr std::size_t kMaxInputBytes = 12'000;
constexpr int kInputsPerLayer = 5;

Result<void> make_corpus(const std::filesystem::path& corpus) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "loopgenie-corpus";
  if (auto written = ingest::demo::write_demo_region(ingest::demo::make_demo_region(), folder); !written) {
    return written;
  }
  const ingest::ReadOptions options{.osm_files = {(folder / ingest::demo::kOsmFileName).string()},
                                    .dem_files = {(folder / ingest::demo::kDemFileName).string()},
                                    .name = ingest::demo::kRegionName,
                                    .made_up = true};
  const Result<ingest::Dataset> dataset = ingest::read_dataset(options);
  std::filesystem::remove_all(folder);
  if (!dataset) {
    return tl::unexpected(dataset.error());
  }
  const Result<ingest::Baked> baked = ingest::bake(*dataset, {.max_gzip_bytes = 2000});
  if (!baked) {
    return tl::unexpected(baked.error());
  }
  std::map<Layer, int> count;
  for (const ingest::BakedTile& tile : baked->tiles) {
    const Result<std::string> bytes = harness::gunzip(tile.gzip, kMaxTileBytes);
    if (!bytes) {
      return tl::unexpected(bytes.error());
    }
    const Result<VerifiedMessage> message = verified_message("corpus", std::as_bytes(std::span(*bytes)));
    if (!message) {
      return tl::unexpected(message.error());
    }
    if (message->bytes.size() > kMaxInputBytes || count[tile.layer]++ >= kInputsPerLayer) {
      continue;
    }
    const std::filesystem::path target = corpus / (tile.layer == Layer::trails  ? "decode_trail_tile"
                                                   : tile.layer == Layer::roads ? "decode_road_tile"
                                                                                : "decode_index_tile");
    std::filesystem::create_directories(target);
    const std::string name =
        std::to_string(tile.id.z) + "-" + std::to_string(tile.id.x) + "-" + std::to_string(tile.id.y);
    std::ofstream(target / name, std::ios::binary) << fuzz::make_tile_input(tile.id, message->bytes);
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: fuzz_make_corpus FOLDER\n");
    return 2;
  }
  try {
    const Result<void> made = make_corpus(argv[1]);
    if (!made) {
      std::fprintf(stderr, "fuzz_make_corpus: %s\n", made.error().message.c_str());
    }
    return made ? 0 : 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "fuzz_make_corpus: %s\n", error.what());
    return 1;
  }
}
