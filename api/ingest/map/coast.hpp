// The sea, from coastlines, which have the water to their right.
//
// An extract ends a coast somewhere. Such an end is led straight on to the nearest side of the box, and the sea is
// closed along the box, water to the right. Islands are holes in the sea around them.
#pragma once

#include <vector>

#include "api/ingest/map/map_feature.hpp"
#include "api/ingest/map/world.hpp"

namespace loopgenie::ingest {

struct Coastlines {
  std::vector<WorldLine> rings;  // without the repeated end
  std::vector<WorldLine> open;
};

/// Areas of water inside the box, each outer ring followed by its holes, as MapFeature has them; none without
/// coastlines. Rings that go round water (an inland sea) are water themselves.
[[nodiscard]] std::vector<std::vector<WorldLine>> sea_of(const Coastlines& coast, const WorldBox& box);

}  // namespace loopgenie::ingest
