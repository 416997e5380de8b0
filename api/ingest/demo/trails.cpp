#include "api/ingest/demo/trails.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "api/ingest/demo/trail_tags.hpp"
#include "core/base/random.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr WayCost kTrailCost = {};
constexpr WayCost kSecondWayCost = {.comfortable_grade = 0.2, .beside_way = 3, .avoid_ways = true};
constexpr double kPi = 3.14159265358979;

struct Pair {
  Cell from;
  Cell to;
  double far_m;
};

// The Gabriel graph (K. R. Gabriel, R. R. Sokal, 1969): no third site in the circle over the two.
std::vector<Pair> neighbouring_sites(const std::vector<Cell>& sites) {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    for (std::size_t j = i + 1; j < sites.size(); ++j) {
      const Local a = center_of(sites[i]);
      const Local b = center_of(sites[j]);
      const double far_m = distance(a, b);
      const Local middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
      const bool empty =
          far_m < 3600 && std::none_of(sites.begin(), sites.end(), [&](Cell other) {
            return other != sites[i] && other != sites[j] && distance(center_of(other), middle) < far_m / 2 - 1;
          });
      if (empty) {
        pairs.push_back({sites[i], sites[j], far_m});
      }
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.far_m < b.far_m; });
  return pairs;
}

class TrailLayer {
 public:
  TrailLayer(WayGrid& grid, Names& names, std::uint64_t seed)
      : grid_(&grid), names_(&names), random_(seed), tagger_(grid.terrain(), seed + 1) {}

  void lay_net(const Sites& sites, const Roads& roads) {
    std::vector<Cell> ends = sites.waypoints;
    for (const Cell parking : roads.parkings) {
      if (std::find(ends.begin(), ends.end(), parking) == ends.end()) {
        ends.push_back(parking);
      }
    }
    for (const Pair& pair : neighbouring_sites(ends)) {
      const bool between_roads = grid_->is_road(pair.from) && grid_->is_road(pair.to);
      if (random_.below(between_roads ? 2 : 9) == 0) {
        continue;  // not every neighbour is linked
      }
      lay(grid_->find(pair.from, pair.to, kTrailCost, 7), TrailKind::through);
    }
  }

  void lay_lake_circuits() {
    const auto& lakes = grid_->terrain().lakes;
    for (std::size_t i = 0; i < std::min<std::size_t>(lakes.size(), 5); ++i) {
      Local middle;
      for (const Cell cell : lakes[i].cells) {
        middle.x += center_of(cell).x / static_cast<double>(lakes[i].cells.size());
        middle.y += center_of(cell).y / static_cast<double>(lakes[i].cells.size());
      }
      lay_ring(ring_around(middle, lakes[i]), TrailKind::lakeside);
    }
  }

  void lay_peak_spurs(const Sites& sites) {
    for (std::size_t i = 0; i < sites.peaks.size(); ++i) {
      const Cell peak = sites.peaks[i].cell;
      const Cell start = grid_->nearest_way(peak, 1600, true);
      if (start == kNoCell || start == peak) {
        continue;
      }
      lay(grid_->find(start, peak, kTrailCost, 14), TrailKind::summit);
      if (i % 6 == 2) {
        // A round of the summit at the end of its only way up.
        std::vector<Cell> ring;
        for (int k = 0; k < 4; ++k) {
          const double angle = k * kPi / 2 + 0.4;
          const Local at = center_of(peak);
          ring.push_back(
              level_cell_near(grid_->terrain(), {at.x + 260 * std::cos(angle), at.y + 260 * std::sin(angle)}, 50));
        }
        lay_ring(ring, TrailKind::summit);
      }
    }
  }

  // Up from each settlement to a lookout.
  void lay_stairs(const Sites& sites) {
    for (const Settlement& settlement : sites.settlements) {
      const Local at = center_of(settlement.center);
      Cell highest = settlement.center;
      for (int k = 0; k < 12; ++k) {
        const double angle = k * kPi / 6;
        const Cell end = cell_near({at.x + 190 * std::cos(angle), at.y + 190 * std::sin(angle)});
        if (!grid_->terrain().is_water(end) && !grid_->is_way(end) &&
            grid_->terrain().height(end) > grid_->terrain().height(highest)) {
          highest = end;
        }
      }
      const Cell start = grid_->nearest_way(highest, 250, false);
      if (highest != settlement.center && start != kNoCell) {
        lay(grid_->find(start, highest, {.comfortable_grade = 0.3}), TrailKind::stairs);
      }
    }
  }

  // Joins whatever cannot be reached on land from a settlement to what can.
  void join_fragments(const Sites& sites) {
    std::vector<char> reached(kCellCount, 0);
    const auto reach_from = [&](Cell first) {
      std::vector<Cell> open = {first};
      reached[static_cast<std::size_t>(first)] = 1;
      while (!open.empty()) {
        const Cell cell = open.back();
        open.pop_back();
        for (const Cell next : grid_->neighbours(cell)) {
          if (reached[static_cast<std::size_t>(next)] == 0) {
            reached[static_cast<std::size_t>(next)] = 1;
            open.push_back(next);
          }
        }
      }
    };
    reach_from(sites.settlements[kPortGenie].center);
    reach_from(sites.settlements[kLanternbury].center);
    for (Cell cell = 0; cell < kCellCount; ++cell) {
      if (!grid_->is_way(cell) || reached[static_cast<std::size_t>(cell)] != 0) {
        continue;
      }
      Cell nearest = kNoCell;
      for (Cell other = 0; other < kCellCount; ++other) {
        if (reached[static_cast<std::size_t>(other)] != 0 &&
            (nearest == kNoCell ||
             distance(center_of(cell), center_of(other)) < distance(center_of(cell), center_of(nearest)))) {
          nearest = other;
        }
      }
      lay(grid_->find(cell, nearest, kTrailCost, 40), TrailKind::through);
      reach_from(cell);
    }
  }

  void lay_stubs() {
    const std::vector<Stroke> before = grid_->strokes();
    for (std::size_t i = 5; i < before.size(); i += 11) {
      if (before[i].is_road || before[i].cells.size() < 20) {
        continue;
      }
      const Cell from = before[i].cells[before[i].cells.size() / 2];
      const double angle = random_.uniform() * 2 * kPi;
      const Local at = center_of(from);
      const Local aim{std::clamp(at.x + 550 * std::cos(angle), 100.0, kColumns * kCellM - 100),
                      std::clamp(at.y + 550 * std::sin(angle), 100.0, kRows * kCellM - 100)};
      const Cell end = level_cell_near(grid_->terrain(), aim, 150);
      if (!grid_->is_way(end) && !grid_->terrain().is_water(end)) {
        lay(grid_->find(from, end, kTrailCost, 7), TrailKind::stub);
      }
    }
  }

  // A second way between two junctions that one trail joins without a junction in between.
  void lay_parallels() {
    const std::vector<std::vector<Cell>> chains = junction_chains();
    int laid = 0;
    for (std::size_t i = 0; i < chains.size() && laid < 14; ++i) {
      const double chain_m = length_m(chains[i]);
      if (chain_m < 450 || chain_m > 1800 || i % 3 == 1) {
        continue;
      }
      const std::vector<Cell> way = grid_->find(chains[i].front(), chains[i].back(), kSecondWayCost, 8);
      if (!way.empty() && length_m(way) < 2.5 * chain_m) {
        lay(way, TrailKind::through);
        ++laid;
      }
    }
  }

 private:
  void lay(const std::vector<Cell>& way, TrailKind kind) {
    if (way.empty()) {
      return;
    }
    const std::string name = kind == TrailKind::stub || random_.below(5) < 3 ? "" : names_->trail();
    grid_->lay(way, false, tagger_.tags(way, kind, name));
  }

  void lay_ring(const std::vector<Cell>& ring, TrailKind kind) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Cell next = ring[(i + 1) % ring.size()];
      if (ring[i] != next) {
        lay(grid_->find(ring[i], next, kTrailCost, 9), kind);
      }
    }
  }

  std::vector<Cell> ring_around(Local middle, const Lake& lake) {
    std::vector<Cell> ring;
    constexpr int kCorners = 9;
    for (int k = 0; k < kCorners; ++k) {
      const double angle = k * 2 * kPi / kCorners;
      double far_m = 0;
      for (const Cell cell : lake.cells) {
        const Local at = center_of(cell);
        const double along = (at.x - middle.x) * std::cos(angle) + (at.y - middle.y) * std::sin(angle);
        const double across = std::abs((at.x - middle.x) * std::sin(angle) - (at.y - middle.y) * std::cos(angle));
        if (across < 60) {
          far_m = std::max(far_m, along);
        }
      }
      far_m += 110;
      const Cell corner = level_cell_near(grid_->terrain(),
                                          {middle.x + far_m * std::cos(angle), middle.y + far_m * std::sin(angle)}, 60);
      if (!grid_->terrain().is_water(corner)) {
        ring.push_back(corner);
      }
    }
    return ring;
  }

  // Stretches of trail between two cells of degree other than 2, each once.
  std::vector<std::vector<Cell>> junction_chains() const {
    std::vector<std::vector<Cell>> chains;
    for (Cell start = 0; start < kCellCount; ++start) {
      if (!grid_->is_trail(start) || grid_->degree(start) <= 2) {
        continue;
      }
      for (const Cell first : grid_->neighbours(start)) {
        std::vector<Cell> chain = {start, first};
        while (grid_->degree(chain.back()) == 2 && chain.back() != start && !grid_->is_road(chain.back())) {
          const std::vector<Cell> next = grid_->neighbours(chain.back());
          chain.push_back(next[0] == chain[chain.size() - 2] ? next[1] : next[0]);
        }
        if (start < chain.back() && grid_->degree(chain.back()) > 2) {
          chains.push_back(std::move(chain));
        }
      }
    }
    return chains;
  }

  WayGrid* grid_;
  Names* names_;
  Random random_;
  TrailTagger tagger_;
};

}  // namespace

void lay_trails(WayGrid& grid, const Sites& sites, const Roads& roads, Names& names, std::uint64_t seed) {
  TrailLayer layer(grid, names, seed);
  layer.lay_net(sites, roads);
  layer.lay_lake_circuits();
  layer.lay_peak_spurs(sites);
  layer.lay_stairs(sites);
  layer.join_fragments(sites);
  layer.lay_stubs();  // after the joins: a stub may be closed to walkers
  layer.lay_parallels();
}

}  // namespace loopgenie::ingest::demo
