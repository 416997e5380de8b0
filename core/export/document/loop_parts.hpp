// What a loop is made of, in walking order: for a cue sheet, and for saying on which ground it loses its points.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/export/document/plan.hpp"
#include "core/graph/network.hpp"

namespace loopgenie {

/// Edges that follow one another with the same name, routes, class, surface, grade and visibility.
struct LoopPart {
  std::string name;
  std::string ref;  // of the hiking routes on it, "; " between
  EdgeAttributes attributes;
  std::uint32_t first_edge = 0;  // index into the loop's edges
  std::uint32_t edge_count = 0;
  std::uint32_t first_vertex = 0;  // index into the loop's geometry
  std::int64_t length_m = 0;
  std::optional<std::int64_t> ascent_m;  // as walked, of the edges whose climb is known; nullopt where none is
  std::optional<std::int64_t> descent_m;
  std::int64_t climb_unknown_m = 0;  // without known elevation
  std::int64_t lesser_ground = 0;    // metres or seconds lost on it, nothing where it is walked for the second time
  bool is_retraced = false;          // walked in the other direction as well
};

/// Their lengths and losses sum to the loop's within half a metre each. REQUIRES a loop of this network and query.
[[nodiscard]] std::vector<LoopPart> parts_of(const Network& network, const Query& query, const PlanLoop& loop);

}  // namespace loopgenie
