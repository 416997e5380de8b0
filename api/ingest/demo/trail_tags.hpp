// How a demo trail is tagged: class, grade, visibility and surface, each left out on part of the trails as in real
// data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/ingest/demo/terrain.hpp"
#include "api/ingest/demo/way_grid.hpp"
#include "core/base/random.hpp"

namespace loopgenie::ingest::demo {

enum class TrailKind : std::uint8_t { through, lakeside, summit, stub, stairs };

class TrailTagger {
 public:
  TrailTagger(const Terrain& terrain, std::uint64_t seed) : terrain_(&terrain), random_(seed) {}

  /// Tags for one way; `name` may be empty.
  [[nodiscard]] Tags tags(const std::vector<Cell>& way, TrailKind kind, const std::string& name);

 private:
  [[nodiscard]] std::string highway_of(double mean_height_m, double steepest, double way_m, TrailKind kind);
  void add_grade(Tags& tags, double highest_m, double steepest, TrailKind kind);
  void add_surface(Tags& tags, const std::string& highway, double highest_m);

  const Terrain* terrain_;
  Random random_;
  int stub_count_ = 0;
};

}  // namespace loopgenie::ingest::demo
