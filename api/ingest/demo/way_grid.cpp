#include "api/ingest/demo/way_grid.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>

#include "api/ingest/demo/noise.hpp"

namespace loopgenie::ingest::demo {

// Move i and move (i + 8) mod 16 are opposite.
const std::array<Move, kMoveCount> kMoves = {{{1, 0},
                                              {2, 1},
                                              {1, 1},
                                              {1, 2},
                                              {0, 1},
                                              {-1, 2},
                                              {-1, 1},
                                              {-2, 1},
                                              {-1, 0},
                                              {-2, -1},
                                              {-1, -1},
                                              {-1, -2},
                                              {0, -1},
                                              {1, -2},
                                              {1, -1},
                                              {2, -1}}};

namespace {

// A new metre costs kEasiestGround to kEasiestGround + kRoughness, by the ground it crosses.
constexpr double kEasiestGround = 0.8;
constexpr double kRoughness = 0.5;
constexpr std::uint64_t kRoughnessSeed = 900;
constexpr double kTooSteepFactor = 30;
constexpr double kRiverM = 160;  // extra metres for going through it
constexpr double kStreamM = 50;

std::uint16_t bit(int move) { return static_cast<std::uint16_t>(1U << static_cast<unsigned>(move)); }
int opposite(int move) { return (move + kMoveCount / 2) % kMoveCount; }

double move_length_m(int move) {
  const Move& m = kMoves[static_cast<std::size_t>(move)];
  return std::sqrt(static_cast<double>(m.columns * m.columns + m.rows * m.rows)) * kCellM;
}

int turn_side(Move a, Move b) {
  const int cross = a.columns * b.rows - a.rows * b.columns;
  return cross > 0 ? 1 : (cross < 0 ? -1 : 0);
}

// The segments 0 → a and at → at + b cross in an inner point of both.
bool cross_properly(Move a, Move at, Move b) {
  const Move end{at.columns + b.columns, at.rows + b.rows};
  const Move from_at{-at.columns, -at.rows};
  const Move a_from_at{a.columns - at.columns, a.rows - at.rows};
  return turn_side(a, at) * turn_side(a, end) < 0 && turn_side(b, from_at) * turn_side(b, a_from_at) < 0;
}

struct Crossing {
  Move offset;
  int move = 0;
};

// For every move, the moves of nearby cells that cross it.
std::array<std::vector<Crossing>, kMoveCount> make_crossings() {
  std::array<std::vector<Crossing>, kMoveCount> crossings;
  for (std::size_t move = 0; move < kMoveCount; ++move) {
    for (int rows = -3; rows <= 3; ++rows) {
      for (int columns = -3; columns <= 3; ++columns) {
        for (int other = 0; other < kMoveCount; ++other) {
          if (cross_properly(kMoves[move], {columns, rows}, kMoves[static_cast<std::size_t>(other)])) {
            crossings[move].push_back({{columns, rows}, other});
          }
        }
      }
    }
  }
  return crossings;
}

}  // namespace

int move_between(Cell from, Cell to) {
  const int columns = column_of(to) - column_of(from);
  const int rows = row_of(to) - row_of(from);
  for (int move = 0; move < kMoveCount; ++move) {
    const Move& m = kMoves[static_cast<std::size_t>(move)];
    if (m.columns == columns && m.rows == rows) {
      return move;
    }
  }
  assert(false);
  return 0;
}

double length_m(const std::vector<Cell>& cells) {
  double sum = 0;
  for (std::size_t i = 1; i < cells.size(); ++i) {
    sum += distance(center_of(cells[i - 1]), center_of(cells[i]));
  }
  return sum;
}

WayGrid::WayGrid(const Terrain& terrain)
    : terrain_(&terrain),
      moves_(kCellCount, 0),
      road_moves_(kCellCount, 0),
      blocked_(kCellCount, 0),
      beside_(kCellCount, 0),
      stamp_(kCellCount, 0),
      cost_(kCellCount, 0),
      arrival_(kCellCount, -1),
      settled_(kCellCount, 0) {}

bool WayGrid::is_trail(Cell cell) const {
  const auto i = static_cast<std::size_t>(cell);
  return (moves_[i] & ~road_moves_[i]) != 0;
}

int WayGrid::degree(Cell cell) const { return std::popcount(moves_[static_cast<std::size_t>(cell)]); }

std::vector<Cell> WayGrid::neighbours(Cell cell) const {
  std::vector<Cell> found;
  for (int move = 0; move < kMoveCount; ++move) {
    if ((moves_[static_cast<std::size_t>(cell)] & bit(move)) != 0) {
      const Move& m = kMoves[static_cast<std::size_t>(move)];
      found.push_back(cell + cell_offset(m.columns, m.rows));
    }
  }
  return found;
}

Cell WayGrid::nearest_way(Cell from, double within_m, bool only_trails) const {
  const int reach = static_cast<int>(within_m / kCellM);
  Cell best = kNoCell;
  double best_m = within_m;
  for (int row = row_of(from) - reach; row <= row_of(from) + reach; ++row) {
    for (int column = column_of(from) - reach; column <= column_of(from) + reach; ++column) {
      if (!is_inside(column, row)) {
        continue;
      }
      const Cell cell = cell_at(column, row);
      if (!is_way(cell) || (only_trails && !is_trail(cell))) {
        continue;
      }
      const double d = distance(center_of(from), center_of(cell));
      if (d < best_m) {
        best_m = d;
        best = cell;
      }
    }
  }
  return best;
}

double WayGrid::step_cost(Cell from, Cell to, int move, const WayCost& cost) const {
  const double run = move_length_m(move);
  const double grade = std::abs(terrain_->height(to) - terrain_->height(from)) / run;
  const double effort = grade / cost.comfortable_grade;
  double metres = run * (1 + effort * effort);
  if (grade > cost.steepest_grade) {
    metres *= kTooSteepFactor;
  }
  const bool exists = (moves_[static_cast<std::size_t>(from)] & bit(move)) != 0;
  if (exists) {
    const bool road = (road_moves_[static_cast<std::size_t>(from)] & bit(move)) != 0;
    return metres * (road ? cost.reuse_road : cost.reuse_trail);
  }
  metres *= kEasiestGround + kRoughness * uniform_of(column_of(to), row_of(to), kRoughnessSeed);
  if (beside_[static_cast<std::size_t>(to)] != 0) {
    metres *= cost.beside_way;
  }
  if (terrain_->is_stream(to)) {
    metres += terrain_->is_river(to) ? kRiverM : kStreamM;
  }
  return metres;
}

/// One run of A* over the cells of a window around both ends.
class WayGrid::Search {
 public:
  Search(WayGrid& grid, Cell from, Cell to, const WayCost& cost) : grid_(grid), from_(from), to_(to), cost_(cost) {
    constexpr double kMarginShare = 0.45;  // of the straight line: room for a detour
    constexpr int kLeastMargin = 30;
    const int margin = static_cast<int>(straight_m() * kMarginShare / kCellM) + kLeastMargin;
    west_ = std::min(column_of(from), column_of(to)) - margin;
    east_ = std::max(column_of(from), column_of(to)) + margin;
    south_ = std::min(row_of(from), row_of(to)) - margin;
    north_ = std::max(row_of(from), row_of(to)) + margin;
    ++grid_.round_;
  }

  std::vector<Cell> run(double limit) {
    constexpr double kSlackM = 400;  // so that a short way may wind, too
    visit(from_, 0, -1);
    while (!open_.empty()) {
      const Cell cell = open_.top().second;
      open_.pop();
      const auto i = static_cast<std::size_t>(cell);
      if (grid_.settled_[i] != 0) {
        continue;
      }
      grid_.settled_[i] = 1;
      if (cell == to_ || grid_.cost_[i] > limit * straight_m() + kSlackM) {
        break;
      }
      for (int move = 0; move < kMoveCount; ++move) {
        go_on(cell, move);
      }
    }
    return way_back();
  }

 private:
  [[nodiscard]] double straight_m() const { return distance(center_of(from_), center_of(to_)); }

  void visit(Cell cell, double path_cost, int arrival) {
    const auto i = static_cast<std::size_t>(cell);
    const auto value = static_cast<float>(path_cost);
    if (grid_.stamp_[i] == grid_.round_ && (grid_.settled_[i] != 0 || grid_.cost_[i] <= value)) {
      return;
    }
    grid_.stamp_[i] = grid_.round_;
    grid_.settled_[i] = 0;
    grid_.cost_[i] = value;
    grid_.arrival_[i] = static_cast<std::int8_t>(arrival);
    open_.emplace(static_cast<float>(path_cost + cheapest_ * distance(center_of(cell), center_of(to_))), cell);
  }

  void go_on(Cell cell, int move) {
    const auto i = static_cast<std::size_t>(cell);
    const Move& m = kMoves[static_cast<std::size_t>(move)];
    const int column = column_of(cell) + m.columns;
    const int row = row_of(cell) + m.rows;
    if (column < west_ || column > east_ || row < south_ || row > north_ || !is_inside(column, row)) {
      return;
    }
    const Cell next = cell_at(column, row);
    if (grid_.terrain_->is_water(next) || (grid_.blocked_[i] & bit(move)) != 0 ||
        (cost_.avoid_ways && ((grid_.is_way(next) && next != to_) || (grid_.moves_[i] & bit(move)) != 0))) {
      return;
    }
    double turn = 0;
    if (grid_.arrival_[i] >= 0) {
      const int sixteenths = std::abs(move - grid_.arrival_[i]);
      turn = cost_.turn_m * std::min(sixteenths, kMoveCount - sixteenths) / 4.0;
    }
    visit(next, grid_.cost_[i] + grid_.step_cost(cell, next, move, cost_) + turn, move);
  }

  [[nodiscard]] std::vector<Cell> way_back() const {
    std::vector<Cell> way;
    if (grid_.stamp_[static_cast<std::size_t>(to_)] != grid_.round_ ||
        grid_.settled_[static_cast<std::size_t>(to_)] == 0) {
      return way;
    }
    for (Cell cell = to_;;) {
      way.push_back(cell);
      const int arrival = grid_.arrival_[static_cast<std::size_t>(cell)];
      if (arrival < 0) {
        break;
      }
      const Move& m = kMoves[static_cast<std::size_t>(arrival)];
      cell -= cell_offset(m.columns, m.rows);
    }
    std::reverse(way.begin(), way.end());
    return way;
  }

  using Entry = std::pair<float, Cell>;

  WayGrid& grid_;
  Cell from_;
  Cell to_;
  const WayCost& cost_;
  double cheapest_ = std::min({1.0, cost_.reuse_trail, cost_.reuse_road}) * kEasiestGround;  // a metre costs no less
  int west_ = 0;
  int east_ = 0;
  int south_ = 0;
  int north_ = 0;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open_;
};

std::vector<Cell> WayGrid::find(Cell from, Cell to, const WayCost& cost, double limit) {
  return Search(*this, from, to, cost).run(limit);
}

void WayGrid::build_edge(Cell from, int move, bool is_road) {
  static const std::array<std::vector<Crossing>, kMoveCount> kCrossings = make_crossings();
  const Move& m = kMoves[static_cast<std::size_t>(move)];
  const Cell to = from + cell_offset(m.columns, m.rows);
  for (const auto& [cell, direction] : {std::pair{from, move}, std::pair{to, opposite(move)}}) {
    moves_[static_cast<std::size_t>(cell)] |= bit(direction);
    if (is_road) {
      road_moves_[static_cast<std::size_t>(cell)] |= bit(direction);
    }
    for (int rows = -1; rows <= 1; ++rows) {
      for (int columns = -1; columns <= 1; ++columns) {
        if (is_inside(column_of(cell) + columns, row_of(cell) + rows)) {
          beside_[static_cast<std::size_t>(cell + cell_offset(columns, rows))] = 1;
        }
      }
    }
  }
  for (const Crossing& crossing : kCrossings[static_cast<std::size_t>(move)]) {
    const int column = column_of(from) + crossing.offset.columns;
    const int row = row_of(from) + crossing.offset.rows;
    if (is_inside(column, row)) {
      blocked_[static_cast<std::size_t>(cell_at(column, row))] |= bit(crossing.move);
    }
  }
}

double WayGrid::lay(const std::vector<Cell>& way, bool is_road, const Tags& tags) {
  double built_m = 0;
  Stroke stroke;
  const auto finish = [&] {
    if (stroke.cells.size() > 1) {
      built_m += length_m(stroke.cells);
      stroke.is_road = is_road;
      stroke.tags = tags;
      strokes_.push_back(std::move(stroke));
    }
    stroke = {};
  };
  for (std::size_t i = 1; i < way.size(); ++i) {
    const int move = move_between(way[i - 1], way[i]);
    if ((moves_[static_cast<std::size_t>(way[i - 1])] & bit(move)) != 0) {
      finish();
      continue;
    }
    if (stroke.cells.empty()) {
      stroke.cells.push_back(way[i - 1]);
    }
    stroke.cells.push_back(way[i]);
    build_edge(way[i - 1], move, is_road);
  }
  finish();
  return built_m;
}

}  // namespace loopgenie::ingest::demo
