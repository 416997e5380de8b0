// A peer: the first Loop Genie's model, an integer program for CBC. Choose edges, each once, so that their metres are
// most and not above the wanted length, with at most two of them at any node. Nothing asks for one piece, so what comes
// back is many open paths. The stricter model, two edges or none at a node, gives circles, and still nothing asks for
// one only: sub-tours.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/result.hpp"
#include "core/graph/network.hpp"

namespace loopgenie::bench {

enum class MilpModel { at_most_two, two_or_none };

struct MilpAnswer {
  std::string status;          // CBC's own word: "Optimal", "Stopped on time", …
  std::size_t edge_count = 0;  // of the model
  bool has_solution = false;   // what follows is of it
  double length_m = 0;
  std::size_t pieces = 0;      // connected sets of chosen edges
  std::size_t open_paths = 0;  // of these: neither circles
  double cpu_s = 0;            // of CBC

  /// One circle through the start and nothing else.
  bool is_loop_from_start = false;
};

/// The edges of the model are those with both ends within half the wanted length of the start. Error io where CBC
/// cannot be run. Call it from one thread at a time: its time is taken from what all children of the process have used.
[[nodiscard]] Result<MilpAnswer> solve_by_milp(const Network& network, NodeIndex start, double hike_m, MilpModel model,
                                               double limit_s);

}  // namespace loopgenie::bench
