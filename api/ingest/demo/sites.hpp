// Where things are in the demo region: settlements by hand, mountain sites by the terrain.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/ingest/demo/terrain.hpp"

namespace loopgenie::ingest::demo {

struct Settlement {
  std::string name;
  std::string kind;  // town, village, hamlet
  int population = 0;
  Cell center = kNoCell;
};

/// A local maximum of the terrain.
struct Peak {
  Cell cell = kNoCell;
};

struct Sites {
  std::vector<Settlement> settlements;
  std::vector<Cell> waypoints;  // where trails lead: spread evenly over walkable ground
  std::vector<Peak> peaks;      // highest first
};

// Indices into Sites::settlements of those the roads are named after.
enum SettlementIndex : std::uint8_t {
  kPortGenie,
  kWishbourne,
  kUpperWish,
  kLampford,
  kWickdale,
  kSmokehaven,
  kMiddleSmoke,
  kCinderhead,
  kEastbottle,
  kCorkham,
  kTasselCove,
  kRubbingBay,
  kLanternbury,
  kWickEnd,
  kSnuffers,
  kSettlementCount,
};

[[nodiscard]] Sites choose_sites(const Terrain& terrain, std::uint64_t seed);

/// The levelest dry cell within the radius.
[[nodiscard]] Cell level_cell_near(const Terrain& terrain, Local at, double radius_m);

}  // namespace loopgenie::ingest::demo
