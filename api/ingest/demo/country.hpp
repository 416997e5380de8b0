// A made-up country of any size, for measuring how an import grows with what it reads: copies of the demo region side
// by side, on land that is joined.
//
// Each tile of the country is one demo region. In the corner where it meets the tiles south and west of it lies a
// village, a town or a city; motorways run from corner to corner with an interchange at each, roads and paths join the
// region's settlements to the corners, and a path along the motorways joins all corners. So roads and trails each hang
// together over the whole country, and nothing lies farther from anything than in a small one. Deterministic; what a
// tile looks like depends on its place alone.
#pragma once

#include <filesystem>
#include <string>

#include "api/ingest/demo/region.hpp"
#include "core/base/result.hpp"

namespace loopgenie::ingest::demo {

struct CountrySize {
  int columns = 1;  // tiles of 21 km from west to east
  int rows = 1;     // tiles of 16 km from south to north

  [[nodiscard]] int tile_count() const { return columns * rows; }
};

/// A country beyond this leaves the open ocean.
inline constexpr CountrySize kLargestCountry = {60, 40};

/// "NxM" with both within kLargestCountry.
[[nodiscard]] Result<CountrySize> parse_country_size(const std::string& text);

/// Writes the country's demo.osm.pbf into the folder, which is made if it is missing. Holds one region and one tile in
/// memory. On an Error the file is not replaced.
[[nodiscard]] Result<void> write_country(const DemoRegion& region, CountrySize size,
                                         const std::filesystem::path& folder);

}  // namespace loopgenie::ingest::demo
