// Reads Mapbox Vector Tiles back, by the specification and not by our writer, and fails the test on anything that it
// does not allow.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <protozero/pbf_reader.hpp>
#include <string>
#include <utility>
#include <vector>

namespace loopgenie::ingest::test {

struct ReadFeature {
  int type = 0;  // 1 point, 2 line, 3 area
  std::map<std::string, std::string> tags;
  std::vector<std::vector<std::pair<int, int>>> parts;

  [[nodiscard]] std::string tag(const std::string& key) const {
    const auto found = tags.find(key);
    return found == tags.end() ? "" : found->second;
  }
};
using ReadLayers = std::map<std::string, std::vector<ReadFeature>>;

inline std::int64_t twice_area(const std::vector<std::pair<int, int>>& ring) {
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto& [ax, ay] = ring[i];
    const auto& [bx, by] = ring[(i + 1) % ring.size()];
    sum += std::int64_t{ax} * by - std::int64_t{bx} * ay;
  }
  return sum;
}

inline std::string read_value(protozero::pbf_reader value) {
  EXPECT_TRUE(value.next());
  switch (value.tag()) {
    case 1:
      return value.get_string();
    case 5:
      return std::to_string(value.get_uint64());
    case 6:
      return std::to_string(value.get_sint64());
    default:
      return value.get_bool() ? "true" : "false";
  }
}

inline ReadFeature read_feature(protozero::pbf_reader message, const std::vector<std::string>& keys,
                                const std::vector<std::string>& values) {
  ReadFeature feature;
  while (message.next()) {
    if (message.tag() == 2) {
      const auto range = message.get_packed_uint32();
      for (auto at = range.begin(); at != range.end(); ++at) {
        const std::string& key = keys.at(*at);
        feature.tags[key] = values.at(*++at);
      }
    } else if (message.tag() == 3) {
      feature.type = message.get_enum();
    } else {
      int x = 0;
      int y = 0;
      const auto range = message.get_packed_uint32();
      for (auto at = range.begin(); at != range.end();) {
        const std::uint32_t command = *at & 7U;
        std::uint32_t count = *at++ >> 3U;
        if (command == 7) {
          EXPECT_EQ(count, 1U);
          EXPECT_GE(feature.parts.back().size(), 3U);
          continue;
        }
        EXPECT_TRUE(command == 1 || command == 2);
        for (; count > 0; --count) {
          x += protozero::decode_zigzag32(*at++);
          y += protozero::decode_zigzag32(*at++);
          if (command == 1) feature.parts.emplace_back();
          feature.parts.back().emplace_back(x, y);
        }
      }
    }
  }
  if (feature.type == 3) {
    EXPECT_GT(twice_area(feature.parts.at(0)), 0) << "the first ring is an outer one";
  }
  return feature;
}

inline ReadLayers read_vector_tile(const std::string& bytes) {
  ReadLayers layers;
  protozero::pbf_reader tile(bytes);
  while (tile.next(3)) {
    std::string name;
    std::vector<std::string> keys;
    std::vector<std::string> values;
    std::vector<protozero::data_view> features;
    std::uint32_t version = 0;
    std::uint32_t extent = 0;
    protozero::pbf_reader layer = tile.get_message();
    while (layer.next()) {
      switch (layer.tag()) {
        case 1:
          name = layer.get_string();
          break;
        case 2:
          features.push_back(layer.get_view());
          break;
        case 3:
          keys.push_back(layer.get_string());
          break;
        case 4:
          values.push_back(read_value(layer.get_message()));
          break;
        case 5:
          extent = layer.get_uint32();
          break;
        default:
          version = layer.get_uint32();
      }
    }
    EXPECT_EQ(version, 2U);
    EXPECT_EQ(extent, 4096U);
    EXPECT_FALSE(layers.contains(name));
    for (const protozero::data_view& feature : features) {
      layers[name].push_back(read_feature(protozero::pbf_reader(feature), keys, values));
    }
  }
  return layers;
}

}  // namespace loopgenie::ingest::test
