#include "core/graph/attributes.hpp"

#include <array>
#include <cstddef>

namespace loopgenie {
namespace {

template <typename Enum, std::size_t kCount>
std::string_view name_of(const std::array<std::string_view, kCount>& names, Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return index < kCount ? names[index] : names[0];
}

}  // namespace

std::string_view to_string(WayClass way_class) {
  static constexpr std::array<std::string_view, 17> kNames = {
      "unknown",      "path",     "footway",     "track",         "bridleway",   "steps",
      "pedestrian",   "cycleway", "via_ferrata", "living_street", "residential", "service",
      "unclassified", "road",     "tertiary",    "secondary",     "primary"};
  return name_of(kNames, way_class);
}

std::string_view to_string(Surface surface) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "unknown", "paved", "compacted", "gravel", "ground", "grass", "rock", "sand", "wood", "mud", "snow"};
  return name_of(kNames, surface);
}

std::string_view to_string(SacScale sac_scale) {
  static constexpr std::array<std::string_view, 8> kNames = {"ungraded",
                                                             "strolling",
                                                             "hiking",
                                                             "mountain_hiking",
                                                             "demanding_mountain_hiking",
                                                             "alpine_hiking",
                                                             "demanding_alpine_hiking",
                                                             "difficult_alpine_hiking"};
  return name_of(kNames, sac_scale);
}

std::string_view to_string(TrailVisibility visibility) {
  static constexpr std::array<std::string_view, 7> kNames = {"unknown", "excellent", "good", "intermediate",
                                                             "bad",     "horrible",  "no"};
  return name_of(kNames, visibility);
}

std::string_view to_string(RouteNetwork network) {
  static constexpr std::array<std::string_view, 6> kNames = {"none", "other", "lwn", "rwn", "nwn", "iwn"};
  return name_of(kNames, network);
}

}  // namespace loopgenie
