// A made-up country of four tiles, read as anyone would: one road network, one walk network but for islands, sound
// files.
#include "api/ingest/demo/country.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <osmium/handler.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/visitor.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest::demo {
namespace {

const DemoRegion& region() {
  static const DemoRegion made = make_demo_region(DemoGround::without);
  return made;
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

using Lines = std::vector<std::vector<std::int64_t>>;

struct ReadCountry : osmium::handler::Handler {
  std::set<std::int64_t> nodes;
  Lines drivable;
  Lines walkable;
  std::set<std::int64_t> ways;
  std::int64_t last_id = 0;
  int missing = 0;
  int out_of_order = 0;
  int without_source = 0;
  std::map<std::string, int> places;

  void note(const osmium::OSMObject& object) {
    out_of_order += object.id() <= last_id ? 1 : 0;
    last_id = object.id();
    without_source += !object.tags().empty() && !object.tags().has_tag("source", "made up by Loop Genie") ? 1 : 0;
  }
  void node(const osmium::Node& node) {
    note(node);
    nodes.insert(node.id());
    if (const char* place = node.tags()["place"]) {
      ++places[place];
    }
  }
  void way(const osmium::Way& way) {
    if (ways.empty()) {
      last_id = 0;
    }
    note(way);
    ways.insert(way.id());
    std::vector<std::int64_t> line;
    for (const osmium::NodeRef& ref : way.nodes()) {
      missing += nodes.contains(ref.ref()) ? 0 : 1;
      line.push_back(ref.ref());
    }
    const std::string highway = way.tags().get_value_by_key("highway", "");
    const bool is_trail = highway == "path" || highway == "footway" || highway == "track" || highway == "steps" ||
                          highway == "bridleway" || highway == "cycleway";
    const bool is_fast = highway.starts_with("motorway") || highway == "trunk";
    if (!highway.empty() && !is_trail) {
      drivable.push_back(line);
    }
    if (!highway.empty() && !is_fast && !way.tags().has_tag("foot", "no") && !way.tags().has_tag("access", "private")) {
      walkable.push_back(line);
    }
  }
  void relation(const osmium::Relation& relation) {
    for (const osmium::RelationMember& member : relation.members()) {
      missing += member.type() != osmium::item_type::way || ways.contains(member.ref()) ? 0 : 1;
    }
  }
};

ReadCountry read(const std::filesystem::path& folder) {
  ReadCountry country;
  osmium::io::Reader reader{(folder / kOsmFileName).string()};
  osmium::apply(reader, country);
  reader.close();
  return country;
}

/// Nodes of each connected part, largest first.
std::vector<std::size_t> parts_of(const Lines& lines) {
  std::map<std::int64_t, std::int64_t> parent;
  const auto root_of = [&](std::int64_t node) {
    parent.emplace(node, node);
    while (parent[node] != node) {
      node = parent[node] = parent[parent[node]];
    }
    return node;
  };
  for (const auto& line : lines) {
    for (const std::int64_t node : line) {
      parent[root_of(node)] = root_of(line.front());
    }
  }
  std::map<std::int64_t, std::size_t> size;
  for (const auto& [node, up] : std::map(parent)) {
    ++size[root_of(node)];
  }
  std::vector<std::size_t> sizes;
  for (const auto& [root, count] : size) {
    sizes.push_back(count);
  }
  std::sort(sizes.rbegin(), sizes.rend());
  return sizes;
}

TEST(DemoCountry, RoadsAndTrailsHangTogether) {
  const test::TemporaryFolder folder;
  ASSERT_TRUE(write_country(region(), {.columns = 2, .rows = 2}, std::filesystem::path(folder.file("made"))));
  const ReadCountry country = read(std::filesystem::path(folder.file("made")));
  EXPECT_EQ(country.missing, 0);
  EXPECT_EQ(country.out_of_order, 0);
  EXPECT_EQ(country.without_source, 0);
  EXPECT_EQ(country.places.at("island"), 8);
  EXPECT_EQ(parts_of(country.drivable).size(), 1U);
  // The eastern islands of the last column are nobody's neighbour; some scraps of path are closed in by private ones.
  const std::vector<std::size_t> walk = parts_of(country.walkable);
  const std::size_t region_nodes = region().osm.nodes.size();
  EXPECT_GT(walk[0], 3 * region_nodes / 2);
  ASSERT_GE(walk.size(), 3U);
  EXPECT_GT(walk[2], 200U);
  EXPECT_LT(walk.size() > 3 ? walk[3] : 0, 100U);
}

TEST(DemoCountry, TheSameSizeGivesTheSameBytes) {
  const test::TemporaryFolder first;
  const test::TemporaryFolder second;
  ASSERT_TRUE(write_country(region(), {.columns = 3, .rows = 1}, std::filesystem::path(first.file("made"))));
  ASSERT_TRUE(write_country(region(), {.columns = 3, .rows = 1}, std::filesystem::path(second.file("made"))));
  const std::string bytes = text_of(std::filesystem::path(first.file("made")) / kOsmFileName);
  EXPECT_FALSE(bytes.empty());
  EXPECT_EQ(bytes, text_of(std::filesystem::path(second.file("made")) / kOsmFileName));
}

TEST(DemoCountry, SizesAreReadAndBounded) {
  const auto size = parse_country_size("12x4");
  ASSERT_TRUE(size);
  EXPECT_EQ(size->columns, 12);
  EXPECT_EQ(size->rows, 4);
  for (const char* wrong : {"", "3", "x", "3x", "x3", "0x1", "1x0", "-1x2", "61x1", "1x41", "2x2x2", "2 x2", "1e1x1"}) {
    EXPECT_FALSE(parse_country_size(wrong)) << wrong;
  }
}

TEST(DemoCountry, AFolderThatCannotBeMadeIsAnError) {
  const auto written = write_country(region(), {}, "/dev/null/country");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::io);
}

}  // namespace
}  // namespace loopgenie::ingest::demo
