// The sea, from coastlines, which have the water to their right.
//
// An extract ends a coast at the side of its own box, the cut. Such an end is led on from there, at a right angle to
// that side, to the side of the drawn box behind it; then the sea is closed along the drawn box, water to the right. A
// ring that leaves the drawn box is open pieces, too. Islands inside it are holes in the smallest water around them.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "api/ingest/map/map_feature.hpp"
#include "api/ingest/map/world.hpp"

namespace loopgenie::ingest {

/// Of pairs of an island and a stretch of coast beside it that are looked at.
inline constexpr std::size_t kMostCoastTests = 500'000'000;

struct Coastlines {
  std::vector<WorldLine> rings;  // without the repeated end
  std::vector<WorldLine> open;
};

/// Areas of water inside the box, each outer ring followed by its holes, as MapFeature has them; none without
/// coastlines. Rings that go round water (an inland sea) are water themselves. nullopt where that takes more than
/// `most_tests`.
[[nodiscard]] std::optional<std::vector<std::vector<WorldLine>>> sea_of(const Coastlines& coast, const WorldBox& box,
                                                                        const WorldBox& cut,
                                                                        std::size_t most_tests = kMostCoastTests);

}  // namespace loopgenie::ingest
