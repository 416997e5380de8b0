#include "api/ingest/demo/trail_tags.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace loopgenie::ingest::demo {
namespace {

template <std::size_t N>
const char* pick(Random& random, const std::array<const char*, N>& choice) {
  return choice[random.below(static_cast<std::uint32_t>(N))];
}

// Steepest mean grade over four steps, about 120 m.
double steepest_stretch(const Terrain& terrain, const std::vector<Cell>& way) {
  constexpr std::size_t kSteps = 4;
  double steepest = 0;
  for (std::size_t i = kSteps; i < way.size(); ++i) {
    double run = 0;
    for (std::size_t k = i - kSteps; k < i; ++k) {
      run += distance(center_of(way[k]), center_of(way[k + 1]));
    }
    steepest = std::max(steepest, std::abs(terrain.height(way[i]) - terrain.height(way[i - kSteps])) / run);
  }
  return steepest;
}

}  // namespace

std::string TrailTagger::highway_of(double mean_height_m, double steepest, double way_m, TrailKind kind) {
  const std::uint32_t draw = random_.below(100);
  if (kind == TrailKind::summit || kind == TrailKind::stairs) {
    return kind == TrailKind::stairs ? "steps" : "path";
  }
  if (way_m < 350 && mean_height_m < 200) {
    return "footway";
  }
  if (mean_height_m < 320 && steepest < 0.22) {
    return draw < 55 ? "track"
                     : (draw < 65 ? "bridleway" : (draw < 72 ? "cycleway" : (draw < 85 ? "footway" : "path")));
  }
  return mean_height_m < 650 && steepest < 0.18 && draw < 40 ? "track" : "path";
}

void TrailTagger::add_grade(Tags& tags, double highest_m, double steepest, TrailKind kind) {
  if (random_.below(100) < 42) {
    return;  // ungraded, as most real trails are
  }
  const double hardness = steepest + (highest_m > 900 ? 0.06 : 0) + (kind == TrailKind::summit ? 0.1 : 0);
  const char* grade = hardness < 0.24   ? "hiking"
                      : hardness < 0.38 ? "mountain_hiking"
                      : hardness < 0.48 ? "demanding_mountain_hiking"
                      : hardness < 0.60 ? "alpine_hiking"
                                        : "demanding_alpine_hiking";
  tags.emplace_back("sac_scale", grade);
  if (random_.below(100) < 60) {
    static constexpr std::array<const char*, 4> kEasy = {"excellent", "excellent", "good", "good"};
    static constexpr std::array<const char*, 4> kHard = {"good", "intermediate", "intermediate", "bad"};
    const auto& choice = hardness < 0.38 ? kEasy : kHard;
    tags.emplace_back("trail_visibility", pick(random_, choice));
  }
}

void TrailTagger::add_surface(Tags& tags, const std::string& highway, double highest_m) {
  if (highway == "track") {
    static constexpr std::array<const char*, 4> kTypes = {"grade2", "grade3", "grade3", "grade4"};
    tags.emplace_back("tracktype", pick(random_, kTypes));
  }
  if (random_.below(100) < 45) {
    return;
  }
  if (highway == "track") {
    static constexpr std::array<const char*, 3> kTrack = {"gravel", "compacted", "ground"};
    tags.emplace_back("surface", pick(random_, kTrack));
  } else if (highway == "footway" || highway == "cycleway") {
    tags.emplace_back("surface", random_.below(2) == 0 ? "fine_gravel" : "asphalt");
  } else if (highway != "steps") {
    static constexpr std::array<const char*, 3> kHigh = {"rock", "scree", "ground"};
    static constexpr std::array<const char*, 3> kLow = {"ground", "dirt", "grass"};
    const auto& choice = highest_m > 850 ? kHigh : kLow;
    tags.emplace_back("surface", pick(random_, choice));
  }
}

Tags TrailTagger::tags(const std::vector<Cell>& way, TrailKind kind, const std::string& name) {
  double sum_m = 0;
  double highest_m = 0;
  for (const Cell cell : way) {
    sum_m += terrain_->height(cell);
    highest_m = std::max(highest_m, terrain_->height(cell));
  }
  const double steepest = steepest_stretch(*terrain_, way);
  const std::string highway = highway_of(sum_m / static_cast<double>(way.size()), steepest, length_m(way), kind);
  Tags tags = {{"highway", highway}};
  if (!name.empty()) {
    tags.emplace_back("name", name);
  }
  add_surface(tags, highway, highest_m);
  if (highway == "path" || highway == "footway" || highway == "bridleway") {
    add_grade(tags, highest_m, steepest, kind);
  }
  if (kind == TrailKind::stub) {
    // Stubs carry what a router must respect, where it cannot cut the network in two.
    ++stub_count_;
    if (stub_count_ % 4 == 1) {
      tags.emplace_back("access", "private");
    } else if (stub_count_ % 4 == 2) {
      tags.emplace_back("informal", "yes");
    } else if (stub_count_ % 4 == 3) {
      tags.emplace_back("foot", "no");
    }
  } else if (random_.below(25) == 0) {
    tags.emplace_back("foot", "designated");
  }
  return tags;
}

}  // namespace loopgenie::ingest::demo
