// Smooths a function that is sampled on a network of lines. The definition is in elevation.hpp.
#pragma once

#include <cstdint>
#include <vector>

namespace loopgenie::ingest {

struct ProfileLink {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double length_m = 0;
  bool free = false;  // a bridge or tunnel: no data on it, and no limit to how far it spans
};

struct ProfileNetwork {
  std::vector<double> raw_m;  // per sample, NaN where unknown
  std::vector<ProfileLink> links;
};

struct ProfileOptions {
  double length_m = 40;    // a
  double max_gap_m = 150;  // a sample farther than this from a known one stays unknown; free links count 0 m
};

/// Per sample the smoothed value, NaN where unknown. A change of one sample moves others by e^(−distance/a), as the
/// definition says. The system is solved so exactly that the solver's own rounding stays below that, and tiles far from
/// a change keep their hash. Each part of the network that hangs together is solved by itself: nothing in the others
/// changes it, not even by a rounding.
[[nodiscard]] std::vector<double> smooth_profile(const ProfileNetwork& network, const ProfileOptions& options);

}  // namespace loopgenie::ingest
