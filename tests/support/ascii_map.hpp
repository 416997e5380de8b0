// A drawn map as a network.
//
//   A---B      Letters are nodes (each letter once). Runs of  -  |  \  /  are paths between two letters;
//   |   "      runs of  =  (across) and  "  (down) are residential roads. Every character is `metres_per_character`
//   C===D      long, the letter itself included: A---B is 4 characters, so 400 m by default.
//
// Edges are numbered in reading order of their first character's node, and per node: right, down, down-left,
// down-right. Node indices follow the alphabet. A run that does not end at a letter is an error in the test (throws).
#pragma once

#include <map>
#include <string_view>

#include "core/graph/network.hpp"

namespace loopgenie::test {

struct AsciiMap {
  Network network;
  std::map<char, NodeIndex> nodes;

  [[nodiscard]] NodeIndex operator[](char letter) const { return nodes.at(letter); }
};

[[nodiscard]] AsciiMap ascii_map(std::string_view text, std::uint32_t metres_per_character = 100);

}  // namespace loopgenie::test
