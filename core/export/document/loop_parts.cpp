#include "core/export/document/loop_parts.hpp"

#include <cassert>
#include <map>
#include <set>

#include "core/base/decimal.hpp"
#include "core/cost/appeal.hpp"
#include "core/export/document/warnings.hpp"

namespace loopgenie {
namespace {

/// Of the flags only those that a walker must know of count; the others would cut a path at every bridge.
bool is_alike(const EdgeAttributes& a, const EdgeAttributes& b) {
  bool alike = a.way_class == b.way_class && a.surface == b.surface && a.sac_scale == b.sac_scale &&
               a.visibility == b.visibility;
  for (const FlagWarning& told : kFlagWarnings) {
    alike = alike && a.has(told.flag) == b.has(told.flag);
  }
  return alike;
}

/// Exact sums of a part while it grows.
struct Sums {
  std::int64_t length_dm = 0;
  std::int64_t lesser_cdm = 0;
  std::int64_t ascent_dm = 0;
  std::int64_t descent_dm = 0;
  std::int64_t climb_unknown_dm = 0;
  bool is_any_climb_known = false;
};

void take_sums(LoopPart& part, const Sums& sums) {
  part.length_m = rounded_quotient(sums.length_dm, kDmPerMetre);
  part.lesser_ground = rounded_quotient(sums.lesser_cdm, kCdmPerMetre);
  part.climb_unknown_m = rounded_quotient(sums.climb_unknown_dm, kDmPerMetre);
  if (sums.is_any_climb_known) {
    part.ascent_m = rounded_quotient(sums.ascent_dm, kDmPerMetre);
    part.descent_m = rounded_quotient(sums.descent_dm, kDmPerMetre);
  }
}

}  // namespace

std::vector<LoopPart> parts_of(const Network& network, const Query& query, const PlanLoop& loop) {
  std::map<EdgeId, int> passes;
  for (const PlanEdge& edge : loop.edges) {
    ++passes[edge.id];
  }
  const Measure measure = query.measure();
  std::vector<LoopPart> parts;
  std::set<EdgeId> walked;
  Sums sums;
  std::uint32_t vertex = 0;
  for (std::uint32_t i = 0; i < loop.edges.size(); ++i) {
    const std::optional<EdgeIndex> found = network.find_edge(loop.edges[i].id);
    assert(found);
    const std::uint32_t e = found->value();
    const EdgeAttributes& attributes = network.attributes[e];
    const bool is_retraced = passes[loop.edges[i].id] > 1;
    const std::string& name = network.strings[network.name[e]];
    const std::string& ref = network.strings[network.ref[e]];
    if (parts.empty() || parts.back().name != name || parts.back().ref != ref ||
        parts.back().is_retraced != is_retraced || !is_alike(parts.back().attributes, attributes)) {
      LoopPart& next = parts.emplace_back();
      next.name = name;
      next.ref = ref;
      next.attributes = attributes;
      next.first_edge = i;
      next.first_vertex = vertex;
      next.is_retraced = is_retraced;
      sums = {};
    }
    LoopPart& part = parts.back();
    ++part.edge_count;
    part.attributes.flags |= attributes.flags;
    sums.length_dm += network.length_dm[e];
    if (walked.insert(loop.edges[i].id).second) {
      sums.lesser_cdm += std::int64_t{measure.length(network, *found)} *
                         (kPerfectAppeal - appeal_hundredths(attributes, query.appeal));
    }
    if (const std::optional<Climb>& climb = network.climb[e]) {
      sums.ascent_dm += loop.edges[i].forward ? climb->ascent_dm : climb->descent_dm;
      sums.descent_dm += loop.edges[i].forward ? climb->descent_dm : climb->ascent_dm;
      sums.is_any_climb_known = true;
    }
    sums.climb_unknown_dm += climb_unknown_dm(network, *found);
    take_sums(part, sums);
    vertex += static_cast<std::uint32_t>(network.edge_vertices(*found).size()) - 1;
  }
  return parts;
}

}  // namespace loopgenie
