// The walkable segments of an OpenStreetMap file, for checking plans against their source. Deliberately shares nothing
// with api/ingest: it reads the file by itself, has its own short rule of what may be walked, and measures with PROJ's
// geodesic. The rule is wider than the importer's (any way a person may walk), so it proves that a plan invents
// nothing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace loopgenie::checker {

struct Degrees {
  double lat = 0;
  double lon = 0;
};

/// Metres on WGS 84 (Karney 2013, by PROJ).
[[nodiscard]] double geodesic_m(Degrees a, Degrees b);

struct Segment {
  std::int64_t from = 0;  // node ids
  std::int64_t to = 0;
  double length_m = 0;
  bool on_road = false;  // of a way for motor traffic
};

class OsmWalk {
 public:
  /// Throws std::runtime_error where the file cannot be read.
  explicit OsmWalk(const std::vector<std::string>& files);

  /// Walkable nodes within 0.15 m of the position.
  [[nodiscard]] std::vector<std::int64_t> nodes_at(Degrees position) const;
  [[nodiscard]] Degrees position(std::int64_t node) const { return position_.at(node); }
  /// Indices of the segments at a walkable node.
  [[nodiscard]] const std::vector<std::uint32_t>& segments_at(std::int64_t node) const { return at_node_.at(node); }
  [[nodiscard]] const Segment& segment(std::uint32_t index) const { return segments_[index]; }

  /// Positions of a source object that may be a trailhead, "n123" or "w123": its node, or all nodes of its way. Empty
  /// where the file has no such object among walkable nodes, trailheads and parkings.
  [[nodiscard]] std::vector<Degrees> object(const std::string& id) const;

 private:
  using Cell = std::pair<std::int64_t, std::int64_t>;  // 1e-6 degree
  void read(const std::string& file);

  std::unordered_map<std::int64_t, Degrees> position_;
  std::unordered_map<std::int64_t, std::vector<std::uint32_t>> at_node_;
  std::vector<Segment> segments_;
  std::map<Cell, std::vector<std::int64_t>> grid_;
  std::map<std::string, std::vector<Degrees>> objects_;
};

}  // namespace loopgenie::checker
