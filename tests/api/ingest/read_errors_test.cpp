// Bad input: each failure is a message with the file, what was expected and what to do; nothing is thrown.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "api/ingest/read.hpp"
#include "core/base/random.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::SourceMap;
using test::TemporaryFolder;

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string write(const TemporaryFolder& folder, const std::string& name, const std::string& bytes) {
  std::ofstream(folder.file(name), std::ios::binary) << bytes;
  return folder.file(name);
}

void expect_failure(const ReadOptions& options, const std::vector<std::string>& parts) {
  const Result<Dataset> dataset = read_dataset(options);
  ASSERT_FALSE(dataset);
  for (const std::string& part : parts) {
    EXPECT_NE(dataset.error().message.find(part), std::string::npos) << part << " in " << dataset.error().message;
  }
}

std::string small_map(const TemporaryFolder& folder) {
  SourceMap map;
  std::vector<std::int64_t> nodes;
  for (int i = 1; i <= 200; ++i) {
    map.node(i, 10.0 * i, 5.0 * (i % 7));
    nodes.push_back(i);
  }
  map.way(10, nodes, {{"highway", "path"}});
  map.relation(1, {10}, {{"type", "route"}, {"route", "hiking"}, {"ref", "R"}});
  return map.write(folder);
}

TEST(ReadErrors, NoFileAndNoSuchFile) {
  expect_failure(test::files({}), {"No OpenStreetMap file", "expected"});
  expect_failure(test::files({"/nowhere/x.osm.pbf"}), {"/nowhere/x.osm.pbf", "no such file", "Check the path"});
  const TemporaryFolder folder;
  expect_failure(test::files({small_map(folder)}, {"/nowhere/N42E001.hgt"}), {"/nowhere/N42E001.hgt", "no such file"});
}

TEST(ReadErrors, NothingOfOpenStreetMap) {
  const TemporaryFolder folder;
  const std::string xml = write(folder, "map.osm", "<?xml version='1.0'?><osm version='0.6'></osm>");
  expect_failure(test::files({xml}), {xml, "no walkable way", "expected ways"});
  expect_failure(test::files({write(folder, "text.osm.pbf", "no map")}),
                 {"text.osm.pbf", "expected OpenStreetMap data", "osmium cat"});
  expect_failure(test::files({write(folder, "empty.osm.pbf", "")}), {"empty.osm.pbf"});
}

TEST(ReadErrors, NotARaster) {
  const TemporaryFolder folder;
  const std::string osm = small_map(folder);
  expect_failure(test::files({osm}, {write(folder, "N42E001.hgt", "not elevation")}), {"N42E001.hgt", "expected"});
  expect_failure(test::files({osm}, {write(folder, "N42E001.hgt.zip", "not a zip")}), {"N42E001.hgt.zip", "expected"});
  expect_failure(test::files({osm}, {write(folder, "N42E001.hgt.gz", "not a gzip")}), {"N42E001.hgt.gz", "expected"});
}

TEST(ReadErrors, EveryTruncationInsideABlockIsNoticed) {
  const TemporaryFolder folder;
  const std::string whole = bytes_of(small_map(folder));
  int failures = 0;
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    const Result<Dataset> dataset = read_dataset(test::files({write(folder, "cut.osm.pbf", whole.substr(0, size))}));
    failures += dataset ? 0 : 1;
    if (!dataset) {
      EXPECT_NE(dataset.error().message.find("cut.osm.pbf"), std::string::npos) << size;
    } else {
      // Only where the cut falls between two blocks, and then it is said that something may be missing.
      EXPECT_FALSE(dataset->figures.warnings.empty()) << size;
    }
  }
  EXPECT_GE(failures, static_cast<int>(whole.size() / 7) - 2);
}

TEST(ReadErrors, FlippedBytesNeverCrash) {
  const TemporaryFolder folder;
  const std::string whole = bytes_of(small_map(folder));
  Random random(20250119);
  for (int i = 0; i < 300; ++i) {
    std::string damaged = whole;
    char& byte = damaged[random.below(static_cast<std::uint32_t>(damaged.size()))];
    byte = static_cast<char>(byte ^ static_cast<char>(1U << random.below(8)));
    const Result<Dataset> dataset = read_dataset(test::files({write(folder, "flip.osm.pbf", damaged)}));
    if (!dataset) {
      EXPECT_FALSE(dataset.error().message.empty());
    }
  }
}

TEST(ReadErrors, NoWalkableWays) {
  const TemporaryFolder folder;
  SourceMap map;
  map.node(1, 0, 0).node(2, 1000, 0);
  map.way(10, {1, 2}, {{"highway", "motorway"}}).way(11, {1, 2}, {{"highway", "path"}, {"access", "private"}});
  expect_failure(test::files({map.write(folder)}),
                 {"map.osm.pbf", "no walkable way", "expected ways with highway=path"});
}

}  // namespace
}  // namespace loopgenie::ingest
