// Which files of OpenStreetMap data are read, what several of them make together, and what is said of the others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <osmium/io/any_output.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>

#include "api/ingest/read.hpp"
#include "tests/api/ingest/raw_pbf.hpp"
#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::TemporaryFolder;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

std::string write(const TemporaryFolder& folder, const std::string& name, const std::string& bytes) {
  std::ofstream(folder.file(name), std::ios::binary) << bytes;
  return folder.file(name);
}

struct Xml {
  std::string body;

  /// `rest`: attributes such as version and timestamp.
  Xml& node(int id, double lat, double lon, const std::string& rest = "version='1'", const std::string& tags = "") {
    body += "<node id='" + std::to_string(id) + "' lat='" + std::to_string(lat) + "' lon='" + std::to_string(lon) +
            "' " + rest + ">" + tags + "</node>\n";
    return *this;
  }
  Xml& way(int id, const std::vector<int>& nodes, const std::string& rest = "version='1'",
           const std::string& tags = "<tag k='highway' v='path'/>") {
    body += "<way id='" + std::to_string(id) + "' " + rest + ">";
    for (const int ref : nodes) {
      body += "<nd ref='" + std::to_string(ref) + "'/>";
    }
    body += tags + "</way>\n";
    return *this;
  }
  [[nodiscard]] std::string text() const {
    return "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>\n<!-- a map > no map -->\n<osm version='0.6'>\n" + body +
           "</osm>\n";
  }
};

/// A ring of four paths of 1 to 2 km, and a parking at one of its corners.
Xml ring(double lat = 42.5) {
  Xml map;
  map.node(1, lat, 1.5).node(2, lat, 1.52).node(3, lat + 0.01, 1.52).node(4, lat + 0.01, 1.5);
  map.node(9, lat, 1.4999, "version='1'", "<tag k='amenity' v='parking'/>");
  map.way(10, {1, 2}).way(11, {2, 3}).way(12, {3, 4}).way(13, {4, 1});
  map.body +=
      "<relation id='7' version='1'><member type='way' ref='11' role=''/><tag k='type' v='route'/>"
      "<tag k='route' v='hiking'/><tag k='network' v='lwn'/><tag k='ref' v='R'/></relation>\n";
  return map;
}

/// The XML file in another of libosmium's formats.
std::string converted(const std::string& xml, const std::string& to, const std::string& format) {
  osmium::io::Reader reader{osmium::io::File{xml, "osm"}};
  osmium::io::Writer writer{osmium::io::File{to, format}, osmium::io::overwrite::allow};
  while (osmium::memory::Buffer buffer = reader.read()) {
    writer(std::move(buffer));
  }
  writer.close();
  return to;
}

/// What an import makes of the files, in short; or its error.
std::string outcome(const std::vector<std::string>& paths) {
  const Result<Dataset> dataset = read_dataset(test::files(paths));
  if (!dataset) {
    return "error: " + dataset.error().message;
  }
  std::string text;
  for (const DatasetEdge& edge : dataset->edges) {
    text += std::to_string(way_id_of(edge.id)) + ":" + std::to_string(edge.length_dm) + edge.ref + " ";
  }
  for (const Trailhead& trailhead : dataset->trailheads) {
    text += "P" + std::to_string(trailhead.id.id) + " ";
  }
  return text;
}

std::string date_of(const std::vector<std::string>& paths) { return read_dataset(test::files(paths)).value().date; }

// The ring in o5m. https://wiki.openstreetmap.org/wiki/O5m
class O5m {
 public:
  void node(std::int64_t id, double lat, double lon) {
    std::string data = signed_number(id - last_node_) + '\0';  // no version
    const std::int64_t x = std::llround(lon * 1e7);
    const std::int64_t y = std::llround(lat * 1e7);
    data += signed_number(x - x_) + signed_number(y - y_);
    last_node_ = id;
    x_ = x;
    y_ = y;
    add('\x10', data);
  }
  void way(std::int64_t id, const std::vector<std::int64_t>& refs) {
    std::string nodes;
    for (const std::int64_t ref : refs) {
      nodes += signed_number(ref - last_ref_);
      last_ref_ = ref;
    }
    using namespace std::string_literals;
    add('\x11', signed_number(id - last_way_) + '\0' + number(nodes.size()) + nodes + "\0highway\0path\0"s);
    last_way_ = id;
  }
  [[nodiscard]] std::string bytes(char kind = 'm') const {
    return std::string("\xFF\xE0\x04o5") + kind + '2' + body_ + '\xFE';
  }

 private:
  static std::string number(std::uint64_t value) {
    std::string text;
    for (; value > 127; value >>= 7U) {
      text += static_cast<char>(128U | (value & 127U));
    }
    return text + static_cast<char>(value);
  }
  static std::string signed_number(std::int64_t value) {
    return number(value < 0 ? (static_cast<std::uint64_t>(-value - 1) << 1U | 1U)
                            : static_cast<std::uint64_t>(value) << 1U);
  }
  void add(char type, const std::string& data) { body_ += type + number(data.size()) + data; }

  std::string body_;
  std::int64_t last_node_ = 0;
  std::int64_t last_way_ = 0;
  std::int64_t last_ref_ = 0;
  std::int64_t x_ = 0;
  std::int64_t y_ = 0;
};

TEST(ReadFiles, EachFormatIsReadWhateverTheFilesName) {
  const TemporaryFolder folder;
  const std::string xml = write(folder, "ring.osm", ring().text());
  const std::string wanted = outcome({xml});
  ASSERT_THAT(wanted, AllOf(HasSubstr("11:11"), HasSubstr("R "), HasSubstr("P9")));
  for (const char* format : {"osm.gz", "osm.bz2", "pbf", "pbf,pbf_compression=none", "pbf,pbf_compression=lz4"}) {
    EXPECT_EQ(outcome({converted(xml, folder.file("ring.data"), format)}), wanted) << format;
  }
}

TEST(ReadFiles, O5mIsRead) {
  const TemporaryFolder folder;
  O5m map;
  map.node(1, 42.5, 1.5);
  map.node(2, 42.5, 1.52);
  map.node(3, 42.51, 1.52);
  map.way(10, {1, 2});
  map.way(11, {2, 3});
  EXPECT_EQ(outcome({write(folder, "ring.o5m", map.bytes())}), outcome({write(folder, "ring.osm", [] {
              Xml same;
              same.node(1, 42.5, 1.5).node(2, 42.5, 1.52).node(3, 42.51, 1.52).way(10, {1, 2}).way(11, {2, 3});
              return same.text();
            }())}));
  EXPECT_THAT(outcome({write(folder, "ring.o5c", map.bytes('c'))}), HasSubstr("osmium apply-changes"));
}

TEST(ReadFiles, WhatCannotBeReadIsNamedWithTheCommandThatHelps) {
  using namespace std::string_literals;
  const TemporaryFolder folder;
  const std::string xml = write(folder, "ring.osm", ring().text());
  const std::string pbf = converted(xml, folder.file("ring.osm.pbf"), "pbf");
  std::ifstream in(pbf, std::ios::binary);
  const std::string pbf_bytes{std::istreambuf_iterator<char>(in), {}};
  const std::string packed = folder.file("packed");
  gzFile gz = gzopen(packed.c_str(), "wb");
  gzwrite(gz, pbf_bytes.data(), static_cast<unsigned>(pbf_bytes.size()));
  gzclose(gz);
  EXPECT_THAT(outcome({packed}), AllOf(HasSubstr(packed), HasSubstr("gunzip -k FILE")));
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"", "is empty"},
      {"\x28\xB5\x2F\xFD rest", "zstd -d FILE"},
      {"\xFD"
       "7zXZ\0"s,
       "xz -dk FILE"},
      {"PK\x03\x04", "unzip FILE"},
      {"n1 v1 x1.5 y42.5\n", "osmium cat -F opl FILE -o FILE.osm.pbf"},
      {"{\"version\": 0.6}", "JSON"},
      {"<osmChange version='0.6'></osmChange>", "osmium apply-changes"},
      {"<!DOCTYPE html>\n<html><body>404</body></html>", "is a web page"},
      {"<?xml version='1.0'?><gpx/>", "<gpx>, expected <osm>"},
      {"nothing known", "osmium cat FILE -o FILE.osm.pbf"},
  };
  for (const auto& [bytes, part] : kinds) {
    const std::string path = write(folder, "some.osm.pbf", bytes);
    EXPECT_THAT(outcome({path}), AllOf(HasSubstr("error: " + path), HasSubstr("expected"), HasSubstr(part)));
  }
}

/// A PBF whose second block is packed in a field of its own: 4 is lzma, 7 is zstd.
std::string oddly_packed(const TemporaryFolder& folder, std::uint32_t field) {
  std::ofstream file(folder.file("odd.osm.pbf"), std::ios::binary);
  for (const char* type : {"OSMHeader", "OSMData"}) {
    std::string blob;
    protozero::pbf_writer writer(blob);
    writer.add_int32(2, 100);
    writer.add_bytes(field, "packed");
    std::string head;
    protozero::pbf_writer head_writer(head);
    head_writer.add_string(1, type);
    head_writer.add_int32(3, static_cast<std::int32_t>(blob.size()));
    const std::uint32_t size = htonl(static_cast<std::uint32_t>(head.size()));
    file.write(reinterpret_cast<const char*>(&size), sizeof size);
    file << head << blob;
  }
  return folder.file("odd.osm.pbf");
}

TEST(ReadFiles, ABlockThatLibosmiumDoesNotUnpackIsTheReason) {
  const TemporaryFolder folder;
  EXPECT_THAT(outcome({oddly_packed(folder, 7)}), AllOf(HasSubstr("odd.osm.pbf"), HasSubstr("compressed by zstd")));
  EXPECT_THAT(outcome({oddly_packed(folder, 4)}), AllOf(HasSubstr("odd.osm.pbf"), HasSubstr("compressed by lzma")));
}

TEST(ReadFiles, DamageInOtherFormatsIsSaid) {
  const TemporaryFolder folder;
  const std::string text = ring().text();
  EXPECT_THAT(outcome({write(folder, "cut.osm", text.substr(0, text.size() / 2))}),
              AllOf(HasSubstr("cut.osm"), HasSubstr("download it again")));
  const std::string packed = converted(write(folder, "ring.osm", text), folder.file("ring.osm.gz"), "osm.gz");
  std::ifstream in(packed, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(outcome({write(folder, "cut.osm.gz", bytes.substr(0, bytes.size() - 9))}),
              AllOf(HasSubstr("cut.osm.gz"), HasSubstr("download it again")));
  EXPECT_THAT(outcome({write(folder, "entity.osm",
                             "<?xml version='1.0'?><!DOCTYPE osm [<!ENTITY a 'aaaa'>]><osm version='0.6'></osm>")}),
              HasSubstr("error"));
}

TEST(ReadFiles, AHistoryFileIsRefusedWithTheCommandThatMakesASnapshot) {
  const TemporaryFolder folder;
  const auto refused = [](const char* name) {
    return AllOf(HasSubstr(name), HasSubstr("osmium time-filter FILE -o snapshot.osm.pbf"));
  };
  Xml changed = ring();
  changed.way(14, {1, 3}, "version='1'").way(14, {1, 3}, "version='2'", "<tag k='note' v='no path any more'/>");
  EXPECT_THAT(outcome({write(folder, "two-versions.osm", changed.text())}), refused("two-versions.osm"));
  Xml deleted = ring();
  deleted.body += "<way id='14' version='2' visible='false'/>";
  EXPECT_THAT(outcome({write(folder, "deleted.osm", deleted.text())}), refused("deleted.osm"));
  const std::string flagged = converted(write(folder, "ring.osm", ring().text()), folder.file("h.osh.pbf"), "osh.pbf");
  EXPECT_THAT(outcome({flagged}), refused("h.osh.pbf"));
}

TEST(ReadFiles, PositionsOnWaysAreTakenWhereTheNodesAreAbsent) {
  const TemporaryFolder folder;
  const std::string wanted = outcome({write(folder, "ring.osm", ring().text())});
  // As Overpass writes it for `out geom`, and as `osmium add-locations-to-ways` writes it.
  Xml located;
  located.node(9, 42.5, 1.4999, "version='1'", "<tag k='amenity' v='parking'/>");
  const std::string lat[] = {"", "42.5", "42.5", "42.51", "42.51"};
  const std::string lon[] = {"", "1.5", "1.52", "1.52", "1.5"};
  const auto nd = [&](int id) {
    return "<nd ref='" + std::to_string(id) + "' lat='" + lat[id] + "' lon='" + lon[id] + "'/>";
  };
  for (int i = 1; i <= 4; ++i) {
    located.body += "<way id='" + std::to_string(9 + i) + "' version='1'>" + nd(i) + nd(i % 4 + 1) +
                    "<tag k='highway' v='path'/></way>\n";
  }
  located.body += ring().body.substr(ring().body.find("<relation"));
  const std::string xml = write(folder, "located.osm", located.text());
  EXPECT_EQ(outcome({xml}), wanted);
  EXPECT_EQ(outcome({converted(xml, folder.file("located.osm.pbf"), "pbf,locations_on_ways=true")}), wanted);
  // The node itself counts for more.
  located.node(3, 42.52, 1.52);
  const std::string moved = outcome({write(folder, "moved.osm", located.text())});
  EXPECT_THAT(moved, HasSubstr("11:222"));
}

TEST(ReadFiles, WaysWithoutAnyPositionAreAnErrorNotAnEmptyMap) {
  const TemporaryFolder folder;
  Xml ways;
  ways.way(10, {1, 2}).way(11, {2, 3});
  EXPECT_THAT(outcome({write(folder, "ways.osm", ways.text())}),
              AllOf(HasSubstr("ways.osm"), HasSubstr("position"), HasSubstr("expected")));
  ways.node(2, 42.5, 1.5);  // one alone makes no way
  EXPECT_THAT(outcome({write(folder, "ways.osm", ways.text())}), HasSubstr("position"));
  Xml far_out;
  far_out.node(1, 42.5, 1.5).node(2, -42.5, 100).way(10, {1, 2});
  EXPECT_THAT(outcome({write(folder, "far.osm", far_out.text())}), HasSubstr("position"));
}

TEST(ReadFiles, WaysThatMakeNoNetworkAreAnErrorNotAnEmptyMap) {
  const TemporaryFolder folder;
  Xml closed;
  closed.node(1, 42.5, 1.5).node(2, 42.5, 1.52, "version='1'", "<tag k='barrier' v='gate'/><tag k='locked' v='yes'/>");
  closed.way(10, {1, 2});
  EXPECT_THAT(outcome({write(folder, "closed.osm", closed.text())}),
              AllOf(HasSubstr("closed.osm"), HasSubstr("none makes a network")));
}

TEST(ReadFiles, NegativeIdsAreTheReasonWhereNothingElseIsThere) {
  const TemporaryFolder folder;
  Xml map;
  map.node(-1, 42.5, 1.5).node(-2, 42.5, 1.52).way(-1, {-1, -2});
  EXPECT_THAT(outcome({write(folder, "josm.osm", map.text())}),
              AllOf(HasSubstr("josm.osm"), HasSubstr("osmium renumber FILE -o FILE.osm.pbf")));
}

TEST(ReadFiles, OfSeveralFilesTheHighestVersionOfEachObjectCounts) {
  const TemporaryFolder folder;
  Xml newer = ring();
  const auto replace = [&](const std::string& from, const std::string& to) {
    const std::size_t at = newer.body.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    newer.body.replace(at, from.size(), to);
  };
  // A node moved, a way that is no path any more, a parking given up, and a route that is none.
  replace("<node id='2' lat='42.500000' lon='1.520000' version='1'",
          "<node id='2' lat='42.500000' lon='1.530000' version='2'");
  replace("<way id='12' version='1'><nd ref='3'/><nd ref='4'/><tag k='highway' v='path'/>",
          "<way id='12' version='2'><nd ref='3'/><nd ref='4'/><tag k='note' v='gone'/>");
  replace("version='1'><tag k='amenity' v='parking'/>", "version='2'><tag k='note' v='built over'/>");
  replace("<relation id='7' version='1'", "<relation id='7' version='2'");
  replace("<tag k='route' v='hiking'/>", "<tag k='route' v='bus'/>");
  for (const auto& [old_name, new_name] : {std::pair("a.osm", "b.osm"), {"b.osm", "a.osm"}}) {
    const std::string old_file = write(folder, old_name, ring().text());
    const std::string new_file = write(folder, new_name, newer.text());
    const std::string wanted = outcome({new_file});
    ASSERT_NE(wanted, outcome({old_file}));
    ASSERT_THAT(wanted, testing::Not(testing::AnyOf(HasSubstr("12:"), HasSubstr("P9"), HasSubstr("R "))));
    EXPECT_EQ(outcome({old_file, new_file}), wanted);
    EXPECT_EQ(outcome({new_file, old_file}), wanted);
  }
}

TEST(ReadFiles, TheDayIsThatOfTheNewestObjectWhereTheHeaderNamesNone) {
  const TemporaryFolder folder;
  Xml map = ring();
  EXPECT_EQ(date_of({write(folder, "none.osm", map.text())}), "");
  map.node(20, 42.5, 1.6, "version='1' timestamp='2023-05-06T23:59:59Z'");
  map.way(20, {1, 3}, "version='2' timestamp='2022-01-02T00:00:00Z'");
  const std::string xml = write(folder, "map.osm", map.text());
  EXPECT_EQ(date_of({xml}), "2023-05-06");
  osmium::io::Header header;
  header.set("osmosis_replication_timestamp", "2024-01-19T21:21:36Z");
  osmium::io::Reader reader{osmium::io::File{xml, "osm"}};
  osmium::io::Writer writer{osmium::io::File{folder.file("said.osm.pbf"), "pbf"}, header};
  while (osmium::memory::Buffer buffer = reader.read()) {
    writer(std::move(buffer));
  }
  writer.close();
  EXPECT_EQ(date_of({folder.file("said.osm.pbf")}), "2024-01-19");
  EXPECT_EQ(date_of({folder.file("said.osm.pbf"), xml}), "2023-05-06");  // that of the older file
}

TEST(ReadFiles, WaysBeyondTheMapsLastLatitudeAreSaid) {
  const TemporaryFolder folder;
  const auto warnings = [&](double lat) {
    return read_dataset(test::files({write(folder, "north.osm", ring(lat).text())})).value().figures.warnings;
  };
  EXPECT_THAT(warnings(85.1), Contains(AllOf(HasSubstr("4 ways lie beyond latitude 85.05"), HasSubstr("way 10"))));
  EXPECT_THAT(warnings(-86), Contains(HasSubstr("85.05")));
  EXPECT_THAT(warnings(85.0), testing::Not(Contains(HasSubstr("85.05"))));
}

}  // namespace
}  // namespace loopgenie::ingest
