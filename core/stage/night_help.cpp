#include "core/stage/night_help.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/decimal.hpp"
#include "core/loop/rank/half_way.hpp"
#include "core/loop/search/solve.hpp"
#include "core/loop/space/loop_space.hpp"
#include "core/loop/space/query_fields.hpp"
#include "core/stage/staged_solver.hpp"

namespace loopgenie {
namespace {

constexpr std::size_t kMostStarts = 6;
constexpr double kStepM = 100;
constexpr double kStepS = 300;
constexpr double kAscentStepM = 50;
constexpr double kDetourStepM = 50;
constexpr double kAnyAscentM = field_limits::kAscent.max;

/// The same hike in one day, on the same ways.
Query for_one_day(const Query& query) {
  Query one_day = query;
  one_day.nights = 0;
  one_day.day_m.reset();
  one_day.day_s.reset();
  one_day.keep_nights.clear();
  if (query.needs_climb() && !one_day.needs_climb()) {
    one_day.max_ascent_m = kAnyAscentM;  // for which ways of unknown climb are left out, too
  }
  return one_day;
}

/// The same hike with days as long, as short and as steep as can be asked for, where the query limits them at all, with
/// the farthest nights.
Query of_any_days(const Query& query) {
  const DayLimits now = DayLimits::of(query);
  Query any = query;
  const auto ease = [&](std::int64_t limit, double end, std::optional<double> Query::*field) {
    if (limit > 0 && limit != DayLimits::kNoLimit) {
      any.*field = end;
    }
  };
  ease(now.longest.length_dm, query.longest_m(), &Query::longest_day_m);
  ease(now.longest.time_ds, field_limits::kDayLimitS.max, &Query::longest_day_s);
  ease(now.longest.ascent_dm, kAnyAscentM, &Query::longest_day_ascent_m);
  ease(now.shortest.length_dm, 0, &Query::shortest_day_m);
  ease(now.shortest.time_ds, 0, &Query::shortest_day_s);
  any.max_night_detour_m = field_limits::kNightDetour.max;
  any.water_at_night = false;
  return any;
}

class NightHelper {
 public:
  NightHelper(const Network& network, const Query& query, const StopFn& stop)
      : network_(network), query_(query), stop_(stop), builder_(network, query) {}

  NightHelp run(std::span<const NodeIndex> starts) {
    starts = starts.first(std::min(starts.size(), kMostStarts));
    TrailheadSolver one_day(network_, for_one_day(query_));
    add_loops(one_day, starts);
    if (loops_.empty()) {
      return {};
    }
    const auto best = std::min_element(loops_.begin(), loops_.end(), [](const Route& a, const Route& b) {
      return a.loss.total_cdm() < b.loss.total_cdm();
    });
    help_.missing = stager_of(query_).missing(*best);
    StagedSolver any_days(network_, of_any_days(query_));  // loops for one day may all pass no place to sleep
    add_loops(any_days, starts);
    suggest_fewer_nights();
    suggest_days();
    suggest_kinds();
    suggest_detour();
    if (query_.water_at_night) {
      Query changed = query_;
      changed.water_at_night = false;
      offer(NightChange::water_at_night, changed);
    }
    return std::move(help_);
  }

 private:
  template <typename Solver>
  void add_loops(Solver& solver, std::span<const NodeIndex> starts) {
    for (const NodeIndex start : starts) {
      for (Route& loop : solver.solve(start, stop_).routes) {
        if (is_wanted(loop)) {
          loops_.push_back(std::move(loop));
        }
      }
    }
  }

  [[nodiscard]] bool is_wanted(const Route& route) const {
    return !query_.direction || leads_towards(*query_.direction, network_, route);
  }

  [[nodiscard]] Stager stager_of(const Query& query) const {
    return {{network_, builder_.usable_nodes(), builder_.usable_edges(), builder_.length_dm(),
             builder_.lesser_hundredths()},
            query};
  }

  /// A loop that can have its nights by the query.
  [[nodiscard]] const Route* first_staged(const Query& query) const {
    Stager stager = stager_of(query);
    const auto loop = std::find_if(loops_.begin(), loops_.end(), [&](const Route& route) {
      return !stager.is_needed() || stager.staged(route, StagingDirection::better);
    });
    return loop == loops_.end() ? nullptr : &*loop;
  }

  /// Whether the changed query has a loop; it is a suggestion then.
  bool offer(NightChange change, const Query& changed) {
    if (stop_ && stop_()) {
      return false;
    }
    const Route* loop = first_staged(changed);
    if (loop == nullptr) {
      return false;
    }
    const std::vector<Route> routes = StagedSolver(network_, changed).solve(loop->start, stop_).routes;
    if (std::none_of(routes.begin(), routes.end(), [&](const Route& route) { return is_wanted(route); })) {
      return false;
    }
    help_.suggestions.push_back({change, changed});
    return true;
  }

  void suggest_fewer_nights() {
    for (std::uint32_t nights = query_.night_count(); nights-- > 0;) {
      Query changed = query_;
      changed.nights = nights;
      changed.day_m.reset();
      changed.day_s.reset();
      if (query_.keep_nights.size() <= nights && offer(NightChange::fewer_nights, changed)) {
        return;
      }
    }
  }

  /// The least number of steps with which a loop can be staged, if `most` are enough. `at` makes the query.
  template <typename At>
  void suggest_least(NightChange change, std::int64_t most, At&& at) {
    if (most <= 0 || first_staged(at(most)) == nullptr) {
      return;
    }
    std::int64_t too_few = 0;
    while (most - too_few > 1) {
      const std::int64_t middle = (too_few + most) / 2;
      (first_staged(at(middle)) != nullptr ? most : too_few) = middle;
    }
    offer(change, at(most));
  }

  /// Moves a limit, in tenths, to whole steps towards `end`, upwards or downwards.
  void suggest_limit(NightChange change, bool is_upwards, std::int64_t now_dm, double end, double step,
                     std::optional<double> Query::*limit) {
    if (now_dm <= 0 || now_dm == DayLimits::kNoLimit) {
      return;  // there is none
    }
    const double now = static_cast<double>(now_dm) / kDmPerMetre;
    if ((end > now) != is_upwards) {
      return;  // it is beyond the end already
    }
    const double first = is_upwards ? std::floor(now / step) : std::ceil(now / step);
    const auto most = static_cast<std::int64_t>(std::ceil(std::abs(end / step - first)));
    suggest_least(change, most, [&](std::int64_t steps) {
      Query changed = query_;
      const auto moved = static_cast<double>(steps);
      changed.*limit = is_upwards ? std::min((first + moved) * step, end) : std::max((first - moved) * step, end);
      return changed;
    });
  }

  void suggest_days() {
    const DayLimits now = DayLimits::of(query_);
    const double longest_day_m = std::min(query_.longest_m(), field_limits::kDayLimitM.max);
    suggest_limit(NightChange::longest_day_m, true, now.longest.length_dm, longest_day_m, kStepM,
                  &Query::longest_day_m);
    suggest_limit(NightChange::longest_day_s, true, now.longest.time_ds, field_limits::kDayLimitS.max, kStepS,
                  &Query::longest_day_s);
    suggest_limit(NightChange::longest_day_ascent_m, true, now.longest.ascent_dm, kAnyAscentM, kAscentStepM,
                  &Query::longest_day_ascent_m);
    suggest_limit(NightChange::shortest_day_m, false, now.shortest.length_dm, 0, kStepM, &Query::shortest_day_m);
    suggest_limit(NightChange::shortest_day_s, false, now.shortest.time_ds, 0, kStepS, &Query::shortest_day_s);
  }

  /// The first kind that helps, or else all of them; but nights under the open sky only come to who asks for them.
  void suggest_kinds() {
    Query with_all = query_;
    for (std::size_t k = 0; k < kEnumNames<NightKind>.size(); ++k) {
      const auto kind = static_cast<NightKind>(k);
      if (kind == NightKind::wild ||
          std::find(query_.night_kinds.begin(), query_.night_kinds.end(), kind) != query_.night_kinds.end()) {
        continue;
      }
      Query changed = query_;
      changed.night_kinds.push_back(kind);
      std::sort(changed.night_kinds.begin(), changed.night_kinds.end());
      if (offer(NightChange::night_kinds, changed)) {
        return;
      }
      with_all.night_kinds.push_back(kind);
    }
    if (with_all.night_kinds.size() > query_.night_kinds.size() + 1) {
      std::sort(with_all.night_kinds.begin(), with_all.night_kinds.end());
      offer(NightChange::night_kinds, with_all);
    }
  }

  void suggest_detour() {
    const double most_m = field_limits::kNightDetour.max;
    const auto most = static_cast<std::int64_t>(std::ceil((most_m - query_.max_night_detour_m) / kDetourStepM));
    suggest_least(NightChange::max_night_detour_m, most, [&](std::int64_t steps) {
      Query changed = query_;
      changed.max_night_detour_m =
          std::min(query_.max_night_detour_m + static_cast<double>(steps) * kDetourStepM, most_m);
      return changed;
    });
  }

  const Network& network_;
  const Query& query_;
  const StopFn& stop_;
  LoopSpaceBuilder builder_;
  std::vector<Route> loops_;
  NightHelp help_;
};

}  // namespace

NightHelp help_with_nights(const Network& network, const Query& query, std::span<const NodeIndex> starts,
                           const StopFn& stop) {
  return NightHelper(network, query, stop).run(starts);
}

}  // namespace loopgenie
