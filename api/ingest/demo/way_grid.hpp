// The ways of the demo region while they are being laid out: a plane graph on the terrain's grid, where two ways that
// meet always share a node and never cross without one.
//
// From a cell, 16 moves lead to its neighbours and to those a knight's move away. `find` searches the cheapest way over
// the terrain (A*: P. Hart, N. Nilsson, B. Raphael, 1968); grades beyond a comfortable one cost disproportionately, so
// that steep flanks are climbed aslant and in switchbacks, and following an existing way is cheaper than a new one
// beside it, so that ways join and part at junctions as real ones do.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "api/ingest/demo/frame.hpp"
#include "api/ingest/demo/terrain.hpp"

namespace loopgenie::ingest::demo {

inline constexpr int kMoveCount = 16;
struct Move {
  int columns = 0;
  int rows = 0;
};
extern const std::array<Move, kMoveCount> kMoves;

using Tags = std::vector<std::pair<std::string, std::string>>;

/// A newly built stretch of way, cell to cell.
struct Stroke {
  std::vector<Cell> cells;
  bool is_road = false;
  Tags tags;
};

struct WayCost {
  double comfortable_grade = 0.15;  // a metre at this grade costs twice a level one
  double steepest_grade = 0.50;     // beyond, a metre costs 30 times as much
  double reuse_trail = 0.60;        // factor on a metre of existing trail
  double reuse_road = 0.95;         // likewise of existing road
  double beside_way = 1.8;          // factor on a new metre right beside an existing way
  double turn_m = 8;                // extra metres for a right-angled turn
  bool avoid_ways = false;          // touch no existing way but at the two ends
};

class WayGrid {
 public:
  explicit WayGrid(const Terrain& terrain);

  /// Cells of the cheapest way, both ends included; empty where there is none within the search window (the two ends'
  /// box, widened) or it costs more than `limit` times the straight line.
  [[nodiscard]] std::vector<Cell> find(Cell from, Cell to, const WayCost& cost, double limit = 12.0);

  /// Builds the parts of the way that do not exist yet; each unbroken new part becomes one stroke. Returns their
  /// length.
  double lay(const std::vector<Cell>& way, bool is_road, const Tags& tags);

  [[nodiscard]] bool is_way(Cell cell) const { return moves_[static_cast<std::size_t>(cell)] != 0; }
  [[nodiscard]] bool is_trail(Cell cell) const;
  [[nodiscard]] bool is_road(Cell cell) const { return road_moves_[static_cast<std::size_t>(cell)] != 0; }
  [[nodiscard]] int degree(Cell cell) const;
  /// Neighbours along ways, in order of the moves.
  [[nodiscard]] std::vector<Cell> neighbours(Cell cell) const;
  /// The nearest cell on a way (a trail where only_trails) within the distance, or kNoCell. Ties go to the lower cell.
  [[nodiscard]] Cell nearest_way(Cell from, double within_m, bool only_trails) const;

  [[nodiscard]] const std::vector<Stroke>& strokes() const { return strokes_; }
  [[nodiscard]] std::vector<Stroke>& strokes() { return strokes_; }
  [[nodiscard]] const Terrain& terrain() const { return *terrain_; }

 private:
  class Search;

  void build_edge(Cell from, int move, bool is_road);
  [[nodiscard]] double step_cost(Cell from, Cell to, int move, const WayCost& cost) const;

  const Terrain* terrain_;
  std::vector<std::uint16_t> moves_;       // existing ways, a bit per move
  std::vector<std::uint16_t> road_moves_;  // those of them that are roads
  std::vector<std::uint16_t> blocked_;     // moves that would cross a way
  std::vector<std::uint8_t> beside_;       // within a cell of a way
  std::vector<Stroke> strokes_;

  // Scratch of find(), valid where stamp_ equals round_.
  std::vector<std::uint32_t> stamp_;
  std::vector<float> cost_;
  std::vector<std::int8_t> arrival_;  // the move that led here, −1 at the start
  std::vector<char> settled_;
  std::uint32_t round_ = 0;
};

/// The move that leads from one cell to the other. REQUIRES that one does.
[[nodiscard]] int move_between(Cell from, Cell to);
[[nodiscard]] double length_m(const std::vector<Cell>& cells);

}  // namespace loopgenie::ingest::demo
