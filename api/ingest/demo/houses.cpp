#include "api/ingest/demo/houses.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "api/ingest/demo/noise.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr std::uint64_t kHouseSeed = 990;
constexpr double kApartM = 17;    // from middle to middle
constexpr double kOffWayM = 9;    // from a house's middle to the middle of any way
constexpr double kOffRoadM = 14;  // to the middle of its own street

class HouseBuilder {
 public:
  HouseBuilder(const WayGrid& grid, const WayNodes& nodes, OsmDocument& document)
      : grid_(grid), nodes_(nodes), document_(document) {
    for (const Stroke& stroke : grid.strokes()) {
      for (std::size_t i = 1; i < stroke.cells.size(); ++i) {
        const Local from = position(stroke.cells[i - 1]);
        const Local to = position(stroke.cells[i]);
        for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
          const Local at = {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
          on_ways_[square_of(at)].push_back(at);
        }
      }
    }
  }

  /// Along the streets within the distance, the fewer the farther out.
  void build_along_streets(const Settlement& settlement, double within_m) {
    const Local middle = center_of(settlement.center);
    for (const Stroke& stroke : grid_.strokes()) {
      for (std::size_t i = 1; stroke.is_road && i < stroke.cells.size(); ++i) {
        const Local from = position(stroke.cells[i - 1]);
        const Local to = position(stroke.cells[i]);
        const double length = distance(from, to);
        if (length < 1 || distance(from, middle) > within_m) continue;
        const Local along = {(to.x - from.x) / length, (to.y - from.y) / length};
        for (const double side : {-1.0, 1.0}) {
          const std::uint64_t draw = hash_of(stroke.cells[i], side > 0 ? 1 : 0, kHouseSeed);
          const double share = distance(from, middle) / within_m;
          if (static_cast<double>(draw % 100) > 96 - 70 * share) continue;
          const double off = kOffRoadM + static_cast<double>(draw / 100 % 5);
          build({from.x + along.x * length / 2 - side * along.y * off,
                 from.y + along.y * length / 2 + side * along.x * off},
                along, draw);
        }
      }
    }
  }

 private:
  using Square = std::pair<int, int>;
  static constexpr double kSquareM = 20;

  static Square square_of(const Local& at) {
    return {static_cast<int>(std::floor(at.x / kSquareM)), static_cast<int>(std::floor(at.y / kSquareM))};
  }
  [[nodiscard]] Local position(Cell cell) const { return nodes_.position[static_cast<std::size_t>(cell)]; }

  static bool is_free(const std::map<Square, std::vector<Local>>& of, const Local& at, double within_m) {
    const auto [column, row] = square_of(at);
    for (int c = column - 1; c <= column + 1; ++c) {
      for (int r = row - 1; r <= row + 1; ++r) {
        const auto found = of.find({c, r});
        if (found == of.end()) continue;
        for (const Local& other : found->second) {
          if (distance(at, other) < within_m) return false;
        }
      }
    }
    return true;
  }

  void build(const Local& at, const Local& along, std::uint64_t draw) {
    if (grid_.terrain().is_water(cell_near(at)) || !is_free(on_ways_, at, kOffWayM) || !is_free(houses_, at, kApartM)) {
      return;
    }
    houses_[square_of(at)].push_back(at);
    const double half_long = 4.5 + static_cast<double>(draw / 1'000 % 4);
    const double half_wide = 3.5 + static_cast<double>(draw / 10'000 % 3) / 2;
    OsmWay house;
    for (const auto& [l, w] : {std::pair(-1, -1), {1, -1}, {1, 1}, {-1, 1}}) {
      const Local corner = {at.x + l * half_long * along.x - w * half_wide * along.y,
                            at.y + l * half_long * along.y + w * half_wide * along.x};
      house.nodes.push_back(document_.add_node(to_point(corner)));
    }
    house.nodes.push_back(house.nodes.front());
    house.tags = {{"building", "yes"}};
    document_.add_way(std::move(house));
  }

  const WayGrid& grid_;
  const WayNodes& nodes_;
  OsmDocument& document_;
  std::map<Square, std::vector<Local>> on_ways_;
  std::map<Square, std::vector<Local>> houses_;
};

}  // namespace

void write_houses(const WayGrid& grid, const Sites& sites, const WayNodes& nodes, OsmDocument& document) {
  HouseBuilder builder(grid, nodes, document);
  for (const Settlement& settlement : sites.settlements) {
    builder.build_along_streets(settlement, settlement.kind == "town" ? 750 : settlement.kind == "village" ? 380 : 170);
  }
}

}  // namespace loopgenie::ingest::demo
