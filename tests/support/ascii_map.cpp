#include "tests/support/ascii_map.hpp"

#include <array>
#include <cctype>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/make_network.hpp"

namespace loopgenie::test {
namespace {

struct Run {
  int down;
  int right;
  char path;
  char road;  // '\0': none in this direction
};
constexpr std::array<Run, 4> kRuns = {{{0, 1, '-', '='}, {1, 0, '|', '"'}, {1, -1, '/', 0}, {1, 1, '\\', 0}}};

class Drawing {
 public:
  explicit Drawing(std::string_view text) : lines_(1) {
    for (const char c : text) {
      if (c == '\n') {
        lines_.emplace_back();
      } else {
        lines_.back() += c;
      }
    }
  }
  [[nodiscard]] char at(int row, int column) const {
    const bool is_inside = row >= 0 && row < rows() && column >= 0 && column < columns(row);
    return is_inside ? lines_[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] : ' ';
  }
  [[nodiscard]] int rows() const { return static_cast<int>(lines_.size()); }
  [[nodiscard]] int columns(int row) const { return static_cast<int>(lines_[static_cast<std::size_t>(row)].size()); }

 private:
  std::vector<std::string> lines_;
};

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

/// Puts the map's top left corner on the equator, and its edges straight between their nodes.
void place(AsciiMap& map, const Drawing& drawing, std::uint32_t metres_per_character) {
  constexpr double kE7PerMetre = 1e7 / 111'320;
  const double e7_per_character = metres_per_character * kE7PerMetre;
  for (int row = 0; row < drawing.rows(); ++row) {
    for (int column = 0; column < drawing.columns(row); ++column) {
      if (is_letter(drawing.at(row, column))) {
        map.network.node_vertex[map[drawing.at(row, column)].value()].point = {
            static_cast<std::int32_t>(-row * e7_per_character), static_cast<std::int32_t>(column * e7_per_character)};
      }
    }
  }
  for (std::uint32_t e = 0; e < map.network.edge_count(); ++e) {
    Vertex* line = &map.network.vertices[map.network.first_vertex[e]];
    line[0] = map.network.node_vertex[map.network.graph.tail(EdgeIndex(e)).value()];
    line[1] = map.network.node_vertex[map.network.graph.head(EdgeIndex(e)).value()];
  }
}

}  // namespace

AsciiMap ascii_map(std::string_view text, std::uint32_t metres_per_character) {
  const Drawing drawing(text);
  std::map<char, NodeIndex> nodes;
  for (const char c : text) {
    if (is_letter(c) && !nodes.emplace(c, NodeIndex()).second) {
      throw std::invalid_argument(std::string("the map has the letter ") + c + " twice");
    }
  }
  std::uint32_t count = 0;
  for (auto& [letter, node] : nodes) {
    node = NodeIndex(count++);
  }
  std::vector<EdgeSpec> edges;
  for (int row = 0; row < drawing.rows(); ++row) {
    for (int column = 0; column < drawing.columns(row); ++column) {
      const char from = drawing.at(row, column);
      if (!is_letter(from)) {
        continue;
      }
      for (const Run& run : kRuns) {
        const auto next = [&](int step) { return drawing.at(row + step * run.down, column + step * run.right); };
        const char line = next(1);
        if (line != run.path && (run.road == 0 || line != run.road)) {
          continue;
        }
        int length = 1;
        while (next(length) == line) {
          ++length;
        }
        if (!is_letter(next(length))) {
          throw std::invalid_argument(std::string("a line from ") + from + " ends at no letter");
        }
        EdgeSpec edge;
        edge.tail = nodes.at(from).value();
        edge.head = nodes.at(next(length)).value();
        edge.length_dm = static_cast<std::uint32_t>(length) * metres_per_character * 10;
        edge.attributes.way_class = line == run.path ? WayClass::path : WayClass::residential;
        edges.push_back(edge);
      }
    }
  }
  AsciiMap map{make_network(count, edges), nodes};
  place(map, drawing, metres_per_character);
  return map;
}

}  // namespace loopgenie::test
