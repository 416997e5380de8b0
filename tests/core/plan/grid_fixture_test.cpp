// The page's tests plan on the grid region, too. They read it from tests/support/grid_region.json, which is checked
// here and written anew with LOOPGENIE_UPDATE=1, after a change of the tile format:
//   LOOPGENIE_UPDATE=1 ./loopgenie test core GridFixture
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "tests/support/environment.hpp"
#include "tests/support/grid_region.hpp"

namespace loopgenie {
namespace {

constexpr const char* kFixture = LOOPGENIE_SOURCE_DIR "/tests/support/grid_region.json";

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t k) { return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0U; };
    const std::uint32_t three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
    for (std::size_t digit = 0; digit < 4; ++digit) {
      text += i + digit > bytes.size() ? '=' : kDigits[three >> (18 - 6 * digit) & 63];
    }
  }
  return text;
}

TEST(GridFixture, IsTheRegionThatItIsMadeOf) {
  nlohmann::ordered_json tiles = nlohmann::json::array();
  const test::GridRegion region = test::make_grid_region({.trailhead_every = 7});
  for (const auto& [key, bytes] : region.tiles) {
    const auto& [layer, id] = key;
    tiles.push_back(
        {{"layer", std::string(to_string(layer))}, {"z", id.z}, {"x", id.x}, {"y", id.y}, {"bytes", base64(bytes)}});
  }
  const std::string text = nlohmann::ordered_json{{"tiles", tiles}}.dump(1) + "\n";
  if (test::environment("LOOPGENIE_UPDATE")) {
    std::ofstream(kFixture) << text;
  }
  std::ifstream stream(kFixture);
  const std::string there{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_TRUE(there == text) << kFixture << " is of another tile format: write it anew as said at the top of this test";
}

}  // namespace
}  // namespace loopgenie
