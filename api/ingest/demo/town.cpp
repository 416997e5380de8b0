#include "api/ingest/demo/town.hpp"

#include <string>

#include "api/ingest/demo/noise.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr std::uint64_t kSizeSeed = 31;
constexpr std::uint64_t kJitterSeed = 32;
constexpr std::uint64_t kGapSeed = 33;
constexpr std::uint64_t kOnewaySeed = 34;
constexpr std::uint64_t kParkSeed = 35;
constexpr std::uint64_t kParkingSeed = 36;

constexpr double kBlockM = 90;
constexpr int kThroughEvery = 5;  // every fifth street is a through road
constexpr int kCrossingsAside = 4096;

struct TownKind {
  const char* place;
  int population;
  int side;  // crossings, odd
};
constexpr TownKind kVillage = {"village", 1'200, 9};
constexpr TownKind kTown = {"town", 14'000, 21};
constexpr TownKind kCity = {"city", 160'000, 45};

const TownKind& kind_of(CountryTile tile) {
  const std::uint64_t draw = hash_of(tile.column, tile.row, kSizeSeed) % 16;
  return draw == 0 ? kCity : draw < 4 ? kTown : kVillage;
}

class TownLayer {
 public:
  explicit TownLayer(TileSheet& sheet) : sheet_(&sheet), kind_(&kind_of(sheet.tile())) {}

  void lay() {
    lay_crossings();
    for (int line = 0; line < kind_->side; ++line) {
      lay_street(line, true);
      lay_street(line, false);
    }
    lay_parks();
    sheet_->add_node({20, 25}, {{"place", kind_->place},
                                {"name", "Corner " + std::to_string(sheet_->tile().column) + "-" +
                                             std::to_string(sheet_->tile().row) + " (made up)"},
                                {"population", std::to_string(kind_->population)}});
  }

 private:
  [[nodiscard]] int middle() const { return kind_->side / 2; }
  [[nodiscard]] std::int64_t crossing(int column, int row) const {
    return crossings_[static_cast<std::size_t>(row * kind_->side + column)];
  }
  [[nodiscard]] std::uint64_t draw(int column, int row, std::uint64_t seed) const {
    return hash_of(std::int64_t{sheet_->tile().column} * kCrossingsAside + column,
                   std::int64_t{sheet_->tile().row} * kCrossingsAside + row, seed);
  }
  [[nodiscard]] Local place_of(int column, int row) const {
    const double east = static_cast<double>(draw(column, row, kJitterSeed) % 30) - 15;
    const double north = static_cast<double>(draw(row, column, kJitterSeed) % 30) - 15;
    return {(column - middle()) * kBlockM + east, (row - middle()) * kBlockM + north};
  }

  void lay_crossings() {
    for (int row = 0; row < kind_->side; ++row) {
      for (int column = 0; column < kind_->side; ++column) {
        const bool is_hub = column == middle() && row == middle();
        crossings_.push_back(is_hub ? sheet_->ids().corner(sheet_->tile(), CornerNode::hub)
                                    : sheet_->add_node(place_of(column, row)));
        if (draw(column, row, kParkingSeed) % 40 == 0) {
          const Local at = place_of(column, row);
          sheet_->add_node({at.x + 12, at.y + 9}, {{"amenity", "parking"}});
        }
      }
    }
  }

  /// One row or column of the grid, as a way for each part without a gap.
  void lay_street(int line, bool is_row) {
    const bool is_through = (line - middle()) % kThroughEvery == 0;
    Tags tags = {{"highway", line == middle() ? "secondary" : is_through ? "tertiary" : "residential"}};
    if (!is_through && draw(line, is_row ? 1 : 0, kOnewaySeed) % 5 == 0) {
      tags.emplace_back("oneway", line % 2 == 0 ? "yes" : "-1");
    }
    std::vector<std::int64_t> run;
    for (int at = 0; at < kind_->side; ++at) {
      const int column = is_row ? at : line;
      const int row = is_row ? line : at;
      run.push_back(crossing(column, row));
      const bool goes_on = is_through || draw(column, row, kGapSeed + (is_row ? 100 : 200)) % 100 < 88;
      if (!goes_on || at + 1 == kind_->side) {
        if (run.size() > 1) {
          sheet_->add_way(run, tags);
        }
        run.clear();
      }
    }
  }

  /// Blocks without houses, crossed by two paths.
  void lay_parks() {
    for (int row = 0; row + 1 < kind_->side; ++row) {
      for (int column = 0; column + 1 < kind_->side; ++column) {
        if (draw(column, row, kParkSeed) % 30 == 0) {
          const Local corner = place_of(column, row);
          const std::int64_t tree = sheet_->add_node({corner.x + kBlockM / 2, corner.y + kBlockM / 2});
          sheet_->add_way({crossing(column, row), tree, crossing(column + 1, row + 1)}, {{"highway", "footway"}});
          sheet_->add_way({crossing(column + 1, row), tree, crossing(column, row + 1)}, {{"highway", "path"}});
        }
      }
    }
  }

  TileSheet* sheet_;
  const TownKind* kind_;
  std::vector<std::int64_t> crossings_;  // row by row
};

}  // namespace

void lay_town(TileSheet& sheet) { TownLayer(sheet).lay(); }

}  // namespace loopgenie::ingest::demo
