// OpenStreetMap objects in memory, numbered as they come, and their file: sorted by type and id, without versions or
// times, so that the same objects give the same bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/ingest/demo/way_grid.hpp"
#include "core/base/result.hpp"
#include "core/geo/point.hpp"

namespace loopgenie::ingest::demo {

struct OsmNode {
  Point point;
  Tags tags;
};

struct OsmWay {
  std::vector<std::int64_t> nodes;
  Tags tags;
};

struct OsmMember {
  char type = 'w';  // n, w or r
  std::int64_t id = 0;
  std::string role;
};

struct OsmRelation {
  std::vector<OsmMember> members;
  Tags tags;
};

struct OsmDocument {
  static constexpr std::int64_t kFirstNode = 1'000'001;
  static constexpr std::int64_t kFirstWay = 100'001;
  static constexpr std::int64_t kFirstRelation = 10'001;

  std::vector<OsmNode> nodes;
  std::vector<OsmWay> ways;
  std::vector<OsmRelation> relations;

  std::int64_t add_node(Point point, Tags tags = {}) {
    nodes.push_back({point, std::move(tags)});
    return kFirstNode + static_cast<std::int64_t>(nodes.size()) - 1;
  }
  std::int64_t add_way(OsmWay way) {
    ways.push_back(std::move(way));
    return kFirstWay + static_cast<std::int64_t>(ways.size()) - 1;
  }
  std::int64_t add_relation(OsmRelation relation) {
    relations.push_back(std::move(relation));
    return kFirstRelation + static_cast<std::int64_t>(relations.size()) - 1;
  }
  /// REQUIRES an id that add_node returned.
  [[nodiscard]] OsmNode& node(std::int64_t id) { return nodes[static_cast<std::size_t>(id - kFirstNode)]; }
  [[nodiscard]] const OsmNode& node(std::int64_t id) const { return nodes[static_cast<std::size_t>(id - kFirstNode)]; }
};

/// The least box that holds a point besides.
[[nodiscard]] Box extended(const std::optional<Box>& box, Point point);

/// Writes objects to an .osm.pbf as they come. Every object with a tag gets `source=made up by Loop Genie`. An existing
/// file is replaced. Throws what libosmium throws. REQUIRES nodes before ways before relations, each by ascending id.
class OsmWriter {
 public:
  OsmWriter(const std::filesystem::path& file, const Box& box);
  ~OsmWriter();
  OsmWriter(const OsmWriter&) = delete;
  OsmWriter& operator=(const OsmWriter&) = delete;

  void write(std::int64_t id, const OsmNode& node);
  void write(std::int64_t id, const OsmWay& way);
  void write(std::int64_t id, const OsmRelation& relation);
  /// The file is complete after this only.
  void close();

 private:
  struct Open;
  std::unique_ptr<Open> open_;
};

/// Writes an .osm.pbf. Every object with a tag gets `source=made up by Loop Genie`. An existing file is replaced.
[[nodiscard]] Result<void> write_osm_pbf(const OsmDocument& document, const std::filesystem::path& file);

}  // namespace loopgenie::ingest::demo
