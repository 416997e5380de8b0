// A query's limits and losses in whole numbers: the only place where its real numbers are rounded. Lengths
// are in tenths of the unit that the query measures walks in (cost/measure.hpp), whatever their names end with; access
// and ascent are in decimetres.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/loop/space/query.hpp"
#include "core/loop/space/route.hpp"

namespace loopgenie {

struct LoopLimits {
  // "About 20 km" or "about 5 hours": a quarter of a metre is lost for each metre from here to L, nothing from L to
  // flat_to_dm.
  std::int64_t gentle_from_dm = 0;
  std::int64_t wanted_dm = 0;  // L
  std::int64_t flat_to_dm = 0;
  std::int64_t shortest_dm = 0;  // |D − L| ≤ εL
  std::int64_t longest_dm = 0;
  std::int64_t retrace_ppm = 0;  // R ≤ ρD
  std::int64_t access_dm = 0;
  std::int64_t min_ascent_dm = 0;
  std::int64_t max_ascent_dm = std::numeric_limits<std::int64_t>::max();
  std::int64_t stretched_dm = 0;  // added to all lengths of a route, see required.hpp

  [[nodiscard]] static LoopLimits of(const Query& query);
  /// Those of a route without its ways to nights, which make it longer, by as much as they may and as may be walked
  /// twice: shorter by that, it may still be one. Its loss is never above that of the same route with its nights.
  /// Without nights the same as of().
  [[nodiscard]] static LoopLimits of_cycles(const Query& query);

  /// The longest stem any feasible route can have.
  [[nodiscard]] std::int64_t longest_stem_dm() const { return longest_retraced_dm(longest_dm); }
  [[nodiscard]] std::int64_t longest_retraced_dm(std::int64_t route_dm) const {
    return retrace_ppm * (route_dm - stretched_dm) / kMillion;
  }
  /// The shortest route with a stem of this length, one way, by the tolerance and by R ≤ ρD; nullopt where no route may
  /// have such a stem.
  [[nodiscard]] std::optional<std::int64_t> shortest_dm_with(std::int64_t stem_dm) const {
    if (stem_dm == 0) {
      return shortest_dm;
    }
    return retrace_ppm == 0
               ? std::nullopt
               : std::optional(std::max(shortest_dm, (stem_dm * kMillion + retrace_ppm - 1) / retrace_ppm));
  }
  [[nodiscard]] bool allows(std::int64_t route_dm, std::int64_t retraced_dm, std::int64_t ascent_dm) const {
    return route_dm >= shortest_dm && route_dm <= longest_dm &&
           retraced_dm * kMillion <= retrace_ppm * (route_dm - stretched_dm) && off_ascent_dm(ascent_dm) == 0;
  }
  /// How far a climb is below the least or above the most; above 0 for any where nothing lies between the two.
  [[nodiscard]] std::int64_t off_ascent_dm(std::int64_t ascent_dm) const {
    return std::max<std::int64_t>({min_ascent_dm - ascent_dm, ascent_dm - max_ascent_dm, 0});
  }
  [[nodiscard]] Loss loss(std::int64_t route_dm, std::int64_t retraced_dm, std::int64_t lesser_cdm,
                          std::int64_t beside_cdm = 0, std::int64_t turns_cdm = 0) const {
    return {off_length_cdm(route_dm), kRetraceWeight * retraced_dm * kCdmPerDm, lesser_cdm, beside_cdm, turns_cdm};
  }

  /// What a route of this length loses by it: convex, falling to L, flat up to flat_to_dm, rising beyond. No slope is
  /// steeper than kGreatestPrice.
  [[nodiscard]] std::int64_t off_length_cdm(std::int64_t route_dm) const {
    if (route_dm >= wanted_dm) {
      return kGreatestPrice * std::max<std::int64_t>(route_dm - flat_to_dm, 0);
    }
    return kGentlePrice * (wanted_dm - std::max(route_dm, gentle_from_dm)) +
           kGreatestPrice * std::max<std::int64_t>(gentle_from_dm - route_dm, 0);
  }
  /// The least c with off_length_cdm(D) ≥ price·D − c for every length D (the conjugate of the loss): so a loss of
  /// length can be counted metre by metre. REQUIRES |price| ≤ kGreatestPrice. Convex in the price.
  [[nodiscard]] std::int64_t off_length_conjugate(std::int64_t price) const {
    return price < -kGentlePrice ? price * gentle_from_dm - kGentlePrice * (wanted_dm - gentle_from_dm)
           : price <= 0          ? price * wanted_dm
                                 : price * flat_to_dm;
  }
  /// How much too long a route is for the price, or too short (negative): the subgradient of the bound above by the
  /// price, the one nearest to 0 where there are several.
  [[nodiscard]] std::int64_t too_long_dm(std::int64_t route_dm, std::int64_t price) const {
    const std::int64_t from_dm = price <= -kGentlePrice ? gentle_from_dm : price <= 0 ? wanted_dm : flat_to_dm;
    const std::int64_t to_dm = price < -kGentlePrice ? gentle_from_dm : price < 0 ? wanted_dm : flat_to_dm;
    return route_dm - std::clamp(route_dm, from_dm, to_dm);
  }

  // Prices are in hundredths per decimetre.
  static constexpr std::int64_t kGreatestPrice = kCdmPerDm;
  static constexpr std::int64_t kGentlePrice = kCdmPerDm / 4;
  static constexpr std::int64_t kBandPercent = 5;  // of L, on either side

  static constexpr std::int64_t kMillion = 1'000'000;
};

}  // namespace loopgenie
