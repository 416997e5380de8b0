#include "api/ingest/demo/cover.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "api/ingest/demo/noise.hpp"
#include "api/ingest/demo/outlines.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr std::uint64_t kWoodSeed = 950;
constexpr std::uint64_t kHeathSeed = 960;
constexpr std::uint64_t kRockSeed = 970;
constexpr std::uint64_t kFieldSeed = 980;

constexpr double kTreelineM = 640;
constexpr std::size_t kFewestCells = 40;  // 2.5 ha: smaller patches go to what lies around them
constexpr std::size_t kNamedCells = 900;  // 56 ha: larger ones have a name

enum class Cover : std::uint8_t { none, built, meadow, farmland, wood, scrub, heath, moor, scree, rock, sand };

struct CoverTag {
  Cover cover;
  const char* key;
  const char* value;
};
constexpr auto kCoverTags = std::to_array<CoverTag>({{Cover::built, "landuse", "residential"},
                                                     {Cover::meadow, "landuse", "meadow"},
                                                     {Cover::farmland, "landuse", "farmland"},
                                                     {Cover::wood, "natural", "wood"},
                                                     {Cover::scrub, "natural", "scrub"},
                                                     {Cover::heath, "natural", "heath"},
                                                     {Cover::moor, "natural", "wetland"},
                                                     {Cover::scree, "natural", "scree"},
                                                     {Cover::rock, "natural", "bare_rock"},
                                                     {Cover::sand, "natural", "beach"}});
constexpr std::size_t kCoverCount = kCoverTags.size() + 1;  // and none

constexpr auto kSides = std::to_array<std::pair<int, int>>({{1, 0}, {-1, 0}, {0, 1}, {0, -1}});  // columns, rows

double noise_at(Cell cell, double wave_m, int octaves, std::uint64_t seed) {
  const Local at = center_of(cell);
  return fractal_noise(at.x / wave_m, at.y / wave_m, octaves, seed);
}

class CoverMap {
 public:
  CoverMap(const Terrain& terrain, const Sites& sites)
      : terrain_(terrain), sites_(sites), cover_(kCellCount, Cover::none) {
    for (Cell cell = 0; cell < kCellCount; ++cell) {
      if (!terrain_.is_water(cell)) at(cell) = guess(cell);
    }
    for (int pass = 0; pass < 3; ++pass) soften();
    drop_small_patches();
  }

  [[nodiscard]] Cover operator[](Cell cell) const { return cover_[static_cast<std::size_t>(cell)]; }

 private:
  Cover& at(Cell cell) { return cover_[static_cast<std::size_t>(cell)]; }

  /// How far the nearest settlement is, in parts of its own width.
  [[nodiscard]] double far_from_houses(Cell cell) const {
    double nearest = std::numeric_limits<double>::max();
    for (const Settlement& settlement : sites_.settlements) {
      const double width_m = settlement.kind == "town" ? 620 : settlement.kind == "village" ? 300 : 130;
      nearest = std::min(nearest, distance(center_of(cell), center_of(settlement.center)) / width_m);
    }
    return nearest;
  }

  [[nodiscard]] bool is_shore(Cell cell) const {
    for (const auto& [columns, rows] : kSides) {
      if (is_inside(column_of(cell) + columns, row_of(cell) + rows) &&
          terrain_.is_sea(cell + cell_offset(columns, rows))) {
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] Cover guess(Cell cell) const {
    const double height = terrain_.height(cell);
    const double slope = terrain_.slope(cell);
    const double houses = far_from_houses(cell);
    if (houses < 1 + 0.35 * noise_at(cell, 220, 2, kFieldSeed) && slope < 0.35) return Cover::built;
    if (height < 6 && slope < 0.16 && (is_shore(cell) || noise_at(cell, 300, 2, kFieldSeed + 1) > 0.1)) {
      return Cover::sand;
    }
    const double rock = slope + 0.22 * noise_at(cell, 500, 4, kRockSeed) + (height - 700) / 2'200;
    if (rock > 0.82) return Cover::rock;
    if (rock > 0.62 && height > 420) return Cover::scree;
    if (houses < 5 && slope < 0.16 && height < 330) {
      return noise_at(cell, 420, 2, kFieldSeed + 2) > 0.12 ? Cover::farmland : Cover::meadow;
    }
    const double treeline = kTreelineM + 150 * noise_at(cell, 1'500, 3, kWoodSeed);
    const double wood = noise_at(cell, 900, 4, kWoodSeed + 10) + (slope > 0.18 ? 0.1 : -0.06);
    if (height < treeline && wood > 0) return Cover::wood;
    if (height < treeline + 110 && noise_at(cell, 420, 3, kHeathSeed) + (height > treeline ? 0.1 : -0.2) > 0) {
      return Cover::scrub;
    }
    if (slope < 0.05 && height > 90 && noise_at(cell, 600, 3, kHeathSeed + 5) > 0.05) return Cover::moor;
    if (height > treeline - 120) {
      return noise_at(cell, 800, 4, kHeathSeed + 10) > -0.02 ? Cover::heath : Cover::meadow;
    }
    return slope < 0.3 && noise_at(cell, 700, 3, kFieldSeed + 4) > -0.25 ? Cover::meadow : Cover::none;
  }

  /// Each cell becomes what most of the nine around it are.
  void soften() {
    std::vector<Cover> next = cover_;
    for (Cell cell = 0; cell < kCellCount; ++cell) {
      if (terrain_.is_water(cell)) continue;
      std::array<int, kCoverCount> count{};
      for (int rows = -1; rows <= 1; ++rows) {
        for (int columns = -1; columns <= 1; ++columns) {
          if (!is_inside(column_of(cell) + columns, row_of(cell) + rows)) continue;
          const Cell other = cell + cell_offset(columns, rows);
          if (!terrain_.is_water(other)) ++count[static_cast<std::size_t>((*this)[other])];
        }
      }
      const auto most = std::max_element(count.begin(), count.end());
      if (*most > count[static_cast<std::size_t>((*this)[cell])]) {
        next[static_cast<std::size_t>(cell)] = static_cast<Cover>(most - count.begin());
      }
    }
    cover_ = std::move(next);
  }

  /// They become what most of the land along their edge is.
  void drop_small_patches() {
    std::vector<char> seen(kCellCount, 0);
    for (Cell first = 0; first < kCellCount; ++first) {
      if (terrain_.is_water(first) || seen[static_cast<std::size_t>(first)] != 0) continue;
      std::vector<Cell> patch = {first};
      std::array<int, kCoverCount> around{};
      const Cover own = (*this)[first];
      seen[static_cast<std::size_t>(first)] = 1;
      for (std::size_t i = 0; i < patch.size(); ++i) {
        for (const auto& [columns, rows] : kSides) {
          if (!is_inside(column_of(patch[i]) + columns, row_of(patch[i]) + rows)) continue;
          const Cell next = patch[i] + cell_offset(columns, rows);
          if (terrain_.is_water(next)) continue;
          if ((*this)[next] != own) {
            ++around[static_cast<std::size_t>((*this)[next])];
          } else if (seen[static_cast<std::size_t>(next)] == 0) {
            seen[static_cast<std::size_t>(next)] = 1;
            patch.push_back(next);
          }
        }
      }
      const auto most = std::max_element(around.begin(), around.end());
      if (patch.size() < kFewestCells && *most > 0 && own != Cover::sand && own != Cover::built) {
        for (const Cell cell : patch) at(cell) = static_cast<Cover>(most - around.begin());
      }
    }
  }

  const Terrain& terrain_;
  const Sites& sites_;
  std::vector<Cover> cover_;
};

/// An outer ring and the holes in it.
struct Patch {
  Ring outer;
  std::vector<Ring> holes;
};

std::vector<Patch> patches_of(const CoverMap& map, Cover cover) {
  std::vector<Patch> patches;
  std::vector<Ring> holes;
  for (Ring& ring : outlines([&](Cell cell) { return map[cell] == cover; })) {
    if (ring.size() < 12) continue;
    const bool is_outer = area_m2(ring) > 0;
    (is_outer ? patches.emplace_back().outer : holes.emplace_back()) = smoothed(std::move(ring));
  }
  for (Ring& hole : holes) {
    Patch* around = nullptr;  // the smallest
    for (Patch& patch : patches) {
      if (is_inside(patch.outer, hole.front()) &&
          (around == nullptr || area_m2(patch.outer) < area_m2(around->outer))) {
        around = &patch;
      }
    }
    if (around != nullptr) around->holes.push_back(std::move(hole));
  }
  return patches;
}

std::string name_of(Cover cover, Names& names) {
  switch (cover) {
    case Cover::wood:
      return names.wood();
    case Cover::moor:
    case Cover::heath:
      return names.moor();
    default:
      return "";
  }
}

void write_patch(const Patch& patch, const CoverTag& tag, Names& names, OsmDocument& document) {
  Tags tags = {{tag.key, tag.value}};
  if (tag.cover == Cover::moor) tags.emplace_back("wetland", "bog");
  if (area_m2(patch.outer) > kNamedCells * kCellM * kCellM) {
    if (std::string name = name_of(tag.cover, names); !name.empty()) tags.emplace_back("name", std::move(name));
  }
  if (patch.holes.empty() && patch.outer.size() < 1'000) {
    write_ring(patch.outer, tags, document);
    return;
  }
  OsmRelation relation;
  for (const std::int64_t way : write_ring(patch.outer, {}, document)) relation.members.push_back({'w', way, "outer"});
  for (const Ring& hole : patch.holes) {
    for (const std::int64_t way : write_ring(hole, {}, document)) relation.members.push_back({'w', way, "inner"});
  }
  relation.tags = std::move(tags);
  relation.tags.emplace_back("type", "multipolygon");
  document.add_relation(std::move(relation));
}

void write_valleys(OsmDocument& document) {
  struct Valley {
    const char* name;
    Local at;
  };
  constexpr std::array<Valley, 5> kValleys = {{{"Wishdale", {4'000, 7'700}},
                                               {"Lampdale", {10'700, 12'100}},
                                               {"Smokedale", {8'800, 3'700}},
                                               {"Bottledale", {12'500, 7'450}},
                                               {"Lantern Gap", {17'100, 8'550}}}};
  for (const Valley& valley : kValleys) {
    document.add_node(to_point(valley.at), {{"natural", "valley"}, {"name", valley.name}});
  }
}

/// Names of fields: where the land is tilled or mown, and far from each other.
void write_fields(const CoverMap& map, Names& names, OsmDocument& document) {
  constexpr double kApartM = 700;
  constexpr std::uint64_t kEvery = 97;
  std::vector<Local> named;
  for (Cell cell = 0; cell < kCellCount; ++cell) {
    const Cover cover = map[cell];
    if ((cover != Cover::farmland && cover != Cover::meadow) ||
        hash_of(column_of(cell), row_of(cell), kFieldSeed) % kEvery != 0) {
      continue;
    }
    const Local at = center_of(cell);
    const bool is_free =
        std::all_of(named.begin(), named.end(), [&](const Local& other) { return distance(at, other) > kApartM; });
    if (is_free) {
      named.push_back(at);
      document.add_node(to_point(at), {{"place", "locality"}, {"name", names.field()}});
    }
  }
}

}  // namespace

void write_cover(const Terrain& terrain, const Sites& sites, Names& names, OsmDocument& document) {
  const CoverMap map(terrain, sites);
  for (const CoverTag& tag : kCoverTags) {
    for (const Patch& patch : patches_of(map, tag.cover)) write_patch(patch, tag, names, document);
  }
  write_valleys(document);
  write_fields(map, names, document);
}

}  // namespace loopgenie::ingest::demo
