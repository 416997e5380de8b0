#include "core/export/document/warnings.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/base/decimal.hpp"
#include "core/cost/way_limits.hpp"

namespace loopgenie {
namespace {

constexpr std::size_t kKindCount = kEnumNames<WarningKind>.size();

/// How much of the edge each kind is about, in decimetres.
std::array<std::uint32_t, kKindCount> warned_dm(const Network& network, EdgeIndex edge) {
  const EdgeAttributes& attributes = network.attributes[edge.value()];
  const std::uint32_t length_dm = network.length_dm[edge.value()];
  std::array<std::uint32_t, kKindCount> warned = {};
  const auto warn = [&](WarningKind kind, bool applies, std::uint32_t metres_dm) {
    warned[static_cast<std::size_t>(kind)] = applies ? metres_dm : 0;
  };
  warn(WarningKind::grade, attributes.sac_scale >= SacScale::t4, length_dm);
  warn(WarningKind::ungraded, lacks_grade(attributes) && !is_easy(attributes, network.is_climb_known(edge)), length_dm);
  warn(WarningKind::visibility, attributes.visibility >= TrailVisibility::bad, length_dm);
  warn(WarningKind::via_ferrata, attributes.way_class == WayClass::via_ferrata, length_dm);
  for (const auto& [kind, flag] : kFlagWarnings) {
    warn(kind, attributes.has(flag), length_dm);
  }
  warn(WarningKind::climb_unknown, true, climb_unknown_dm(network, edge));
  return warned;
}

}  // namespace

std::uint32_t climb_unknown_dm(const Network& network, EdgeIndex edge) {
  const std::optional<Climb>& climb = network.climb[edge.value()];
  return climb ? climb->unknown_dm : network.length_dm[edge.value()];
}

std::vector<Warning> warnings_of(const Network& network, std::span<const RouteStep> steps) {
  std::array<Warning, kKindCount> all;
  std::array<std::int64_t, kKindCount> sum_dm = {};
  for (const RouteStep& step : steps) {
    const std::array<std::uint32_t, kKindCount> warned = warned_dm(network, step.edge);
    for (std::size_t k = 0; k < kKindCount; ++k) {
      sum_dm[k] += warned[k];
      const EdgeId id = network.edge_id[step.edge.value()];
      std::vector<EdgeId>& edges = all[k].edges;
      if (warned[k] > 0 && std::find(edges.begin(), edges.end(), id) == edges.end()) {
        edges.push_back(id);
      }
    }
  }
  std::vector<Warning> warnings;
  for (std::size_t k = 0; k < kKindCount; ++k) {
    if (sum_dm[k] > 0) {
      all[k].kind = static_cast<WarningKind>(k);
      all[k].length_m = rounded_quotient(sum_dm[k], kDmPerMetre);
      warnings.push_back(std::move(all[k]));
    }
  }
  return warnings;
}

}  // namespace loopgenie
