#include "core/stage/staging.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "core/base/decimal.hpp"
#include "core/cost/measure.hpp"
#include "core/loop/space/better_climb.hpp"
#include "core/loop/space/route_shape.hpp"

namespace loopgenie {
namespace {

// What a decimetre beyond a limit costs, in hundredths: enough to outweigh what it can save.
constexpr std::int64_t kPenalty = 400;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

RouteStep reversed(RouteStep step) { return {step.edge, !step.forward}; }

NodeIndex end_of(const Network& network, RouteStep step) {
  return step.forward ? network.graph.head(step.edge) : network.graph.tail(step.edge);
}

}  // namespace

struct Stager::Label {
  std::int64_t cost_cdm = 0;
  std::int64_t detours_dm = 0;  // Σ δ, in the query's measure
  std::uint64_t used = 0;       // by tracked spot
  std::uint32_t stop = kNone;
  std::uint32_t before = kNone;  // label of the layer before
};

Stager::Stager(const WalkedNetwork& walked, const Query& query)
    : network_(&walked.network),
      measured_dm_(walked.measured_dm),
      limits_(LoopLimits::of(query)),
      days_(DayLimits::of(query)) {
  if (!is_needed()) {
    return;
  }
  const Network& network = walked.network;
  if (days_.limits_time()) {
    for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
      for (const bool forward : {true, false}) {
        const double time_s = walking_time_s(network, EdgeIndex(e), forward, query.pace);
        constexpr double kMost = std::numeric_limits<std::int32_t>::max();  // a tile may claim any climb
        walk_ds_.push_back(static_cast<std::int32_t>(std::llround(std::min(double{kDsPerSecond} * time_s, kMost))));
      }
    }
  }
  waters_ = Waters(network);
  spots_ = NightSpots(walked, query, waters_, walk_ds_);
  kept_count_ = static_cast<std::uint32_t>(query.keep_nights.size());
  std::uint32_t known = 0;
  for (const NightSpot& spot : spots_.spots()) {
    known += spot.kept != NightSpot::kNotKept ? 1 : 0;
  }
  knows_kept_ = known == kept_count_;
  on_route_.resize(network.node_count());
}

DayFigures Stager::figures(RouteStep step) const {
  const std::uint32_t e = step.edge.value();
  const Climb climb = network_->climb[e].value_or(Climb{});
  return {network_->length_dm[e], walk_ds_.empty() ? 0 : walk_ds_[2 * e + (step.forward ? 0 : 1)],
          step.forward ? climb.ascent_dm : climb.descent_dm};
}

bool Stager::touches_route(const NightWay& way) const {
  for (std::uint32_t rest = way.rest; rest != NightWay::kNone; rest = spots_.way(rest).rest) {
    if (on_route_[spots_.way(rest).from.value()] == run_) {
      return true;
    }
  }
  return false;
}

void Stager::add_stop(std::uint32_t step_count, NodeIndex node, std::int64_t since_water_dm) {
  for (const std::uint32_t index : spots_.ways_from(node)) {
    const NightWay& way = spots_.way(index);
    if (touches_route(way)) {
      continue;
    }
    const std::int64_t water_dm = way.water_dm >= 0    ? way.water_dm
                                  : since_water_dm < 0 ? DayLimits::kNoLimit
                                                       : since_water_dm + way.length_dm;
    Stop stop;
    stop.is_dry = water_dm > days_.water_before_dm;
    if (stop.is_dry && days_.needs_water) {
      continue;
    }
    stop.at = whole_;
    stop.out = {way.length_dm, way.out_ds, way.ascent_dm};
    stop.back = {way.length_dm, way.back_ds, way.descent_dm};
    stop.measured_dm = way.measured_dm;
    stop.cost_cdm = 2 * way.measured_dm * kCdmPerDm + way.lesser_cdm + spots_.spots()[way.spot].kind_cdm +
                    (stop.is_dry ? days_.dry_night_cdm : 0);
    stop.way = index;
    stop.spot = way.spot;
    stop.step_count = step_count;
    stops_.push_back(stop);
  }
}

void Stager::lay_out(const PlainRoute& route, bool is_backward) {
  ++run_;
  for (const std::span<const RouteStep> steps : {route.stem, route.cycle}) {
    for (const RouteStep& step : steps) {
      on_route_[end_of(*network_, step).value()] = run_;
      on_route_[end_of(*network_, reversed(step)).value()] = run_;
    }
  }
  work_ += 2 * route.stem.size() + route.cycle.size();
  stops_.clear();
  whole_ = {};
  route_dm_ = 0;
  std::int64_t water_at_dm = -1;
  std::uint32_t step_count = 0;
  const auto since_water_dm = [&] { return water_at_dm < 0 ? -1 : whole_.length_dm - water_at_dm; };
  const auto walk = [&](RouteStep step) {
    whole_ = whole_ + figures(step);
    route_dm_ += measured_dm_[step.edge.value()];
    ++step_count;
    if (waters_.is_on(step)) {
      water_at_dm = whole_.length_dm;
    }
  };
  for (const RouteStep& step : route.stem) {
    walk(step);
  }
  stem_dm_ = route_dm_;
  const NodeIndex attachment = end_of(*network_, reversed(route.cycle.front()));
  if (!route.stem.empty()) {
    add_stop(step_count, attachment, since_water_dm());
  }
  for (std::size_t i = 0; i < route.cycle.size(); ++i) {
    const RouteStep step = is_backward ? reversed(route.cycle[route.cycle.size() - 1 - i]) : route.cycle[i];
    walk(step);
    if (i + 1 < route.cycle.size() || !route.stem.empty()) {
      add_stop(step_count, end_of(*network_, step), since_water_dm());
    }
  }
  for (auto step = route.stem.rbegin(); step != route.stem.rend(); ++step) {
    walk(reversed(*step));
  }
}

/// The dynamic programme over the stops that are laid out.
class Stager::Days {
 public:
  /// What a choice of nights may be.
  enum class Rule : std::uint8_t {
    within,   // the limits
    nearest,  // beyond them at a price
    any,      // likewise, and nights may be left out at a price
  };

  Days(Stager& stager, std::int64_t ascent_dm)
      : stager_(stager), days_(stager.days_), ascent_dm_(ascent_dm), bit_of_spot_(stager.spots_.spots().size()) {
    for (std::size_t s = 0; s < bit_of_spot_.size(); ++s) {
      const std::uint32_t kept = stager.spots_.spots()[s].kept;
      bit_of_spot_[s] = kept == NightSpot::kNotKept ? 0 : std::uint64_t{1} << kept;
    }
    tracked_ = stager.kept_count_;
  }

  struct Best {
    std::int64_t cost_cdm = DayLimits::kNoLimit;
    std::vector<std::uint32_t> stops;
    bool is_exact = true;
  };

  /// The best nights by the rule, without repetition; no stops where there are none.
  Best find(Rule rule) {
    for (;;) {
      Best best = run(rule);
      std::vector<std::uint32_t> spots;
      for (const std::uint32_t stop : best.stops) {
        spots.push_back(stager_.stops_[stop].spot);
      }
      std::sort(spots.begin(), spots.end());
      bool is_repeated = false;
      for (std::size_t i = 1; i < spots.size(); ++i) {
        if (spots[i] == spots[i - 1] && bit_of_spot_[spots[i]] == 0) {
          is_repeated = true;
          if (tracked_ == kMostTracked) {
            return {.stops = {}, .is_exact = false};
          }
          bit_of_spot_[spots[i]] = std::uint64_t{1} << tracked_++;
        }
      }
      if (!is_repeated) {
        return best;
      }
    }
  }

  std::optional<MissingNight> missing() {
    run(Rule::within);
    const auto none = std::find_if(layers_.begin(), layers_.end(), [](const auto& layer) { return layer.empty(); });
    if (none == layers_.end()) {
      return std::nullopt;
    }
    const auto day = static_cast<std::uint32_t>(none - layers_.begin()) - 1;
    MissingNight night{day + 1, DayLimits::kNoLimit, 0};
    for (const Label& label : *(none - 1)) {
      DayFigures begun;
      DayFigures detours;
      for (std::uint32_t layer = day, l = static_cast<std::uint32_t>(&label - (none - 1)->data()); layer > 0; --layer) {
        const Stop& stop = stager_.stops_[layers_[layer][l].stop];
        begun = layer == day ? stop.at + stop.out : begun;
        detours = layer == day ? detours : detours + stop.out + stop.back;
        l = layers_[layer][l].before;
      }
      const std::int64_t begun_dm = days_.length(begun + detours);
      night.from_dm = std::min(night.from_dm, begun_dm + (days_.may_be_short(day) ? 0 : days_.length(days_.shortest)));
      night.to_dm = std::max(night.to_dm, begun_dm + days_.length(days_.longest));
    }
    const std::int64_t all_dm = days_.length(stager_.whole_);
    return MissingNight{night.number, std::min(night.from_dm, all_dm), std::min(night.to_dm, all_dm)};
  }

  std::int64_t least_cdm_of_any() { return run(Rule::any).cost_cdm; }

 private:
  /// What the day costs; nullopt beyond the limits unless they are soft.
  [[nodiscard]] std::optional<std::int64_t> day_cdm(std::int64_t day, const DayFigures& figures, bool is_soft) const {
    const std::int64_t beyond = days_.beyond(day, figures);
    if (beyond > 0 && !is_soft) {
      return std::nullopt;
    }
    return days_.uneven_cdm(day, figures) + kPenalty * beyond;
  }

  Best run(Rule rule) {
    const bool is_soft = rule != Rule::within;
    const auto nights = static_cast<std::size_t>(days_.nights);
    layers_.assign(nights + 1, {});
    layers_[0].push_back({});
    Best best;
    std::pair<std::size_t, std::uint32_t> last{0, kNone};  // layer and label
    for (std::size_t night = 0;; ++night) {
      if (night == nights || rule == Rule::any) {
        for (std::uint32_t l = 0; l < layers_[night].size(); ++l) {
          const std::int64_t cost_cdm = whole_cdm(layers_[night][l], night, is_soft);
          if (cost_cdm < best.cost_cdm) {
            best.cost_cdm = cost_cdm;
            last = {night, l};
          }
        }
      }
      if (night == nights) {
        break;
      }
      for (std::uint32_t s = 0; s < stager_.stops_.size(); ++s) {
        sleep_at(s, night, is_soft);
      }
    }
    for (auto [layer, label] = last; label != kNone && layer > 0; --layer) {
      best.stops.push_back(layers_[layer][label].stop);
      label = layers_[layer][label].before;
    }
    std::reverse(best.stops.begin(), best.stops.end());
    return best;
  }

  /// Adds the labels of a night (counted from 0) at the stop.
  void sleep_at(std::uint32_t s, std::size_t night, bool is_soft) {
    const Stop& stop = stager_.stops_[s];
    const std::uint64_t bit = bit_of_spot_[stop.spot];
    std::vector<Label>& layer = layers_[night + 1];
    const std::size_t first = layer.size();
    ++stager_.work_;
    for (std::uint32_t l = 0; l < layers_[night].size(); ++l) {
      const Label& before = layers_[night][l];
      ++stager_.work_;
      DayFigures day = stop.at + stop.out;
      if (before.stop != kNone) {
        const Stop& from = stager_.stops_[before.stop];
        if (from.step_count > stop.step_count) {
          break;
        }
        if (from.spot == stop.spot) {
          continue;
        }
        day = day - from.at + from.back;
      }
      if ((before.used & bit) != 0) {
        continue;
      }
      const std::optional<std::int64_t> cost_cdm = day_cdm(static_cast<std::int64_t>(night), day, is_soft);
      if (cost_cdm) {
        add({before.cost_cdm + *cost_cdm + stop.cost_cdm, before.detours_dm + stop.measured_dm, before.used | bit, s,
             l},
            layer, first, is_soft);
      }
    }
  }

  /// Unless another label of the same stop is at least as good however the walk goes on.
  void add(const Label& label, std::vector<Label>& layer, std::size_t first, bool is_soft) const {
    const bool is_long_enough = stager_.route_dm_ >= stager_.limits_.shortest_dm;
    const auto gives_way = [&](const Label& worse, const Label& better) {
      const std::int64_t more_dm = worse.detours_dm - better.detours_dm;
      return worse.used == better.used && (more_dm == 0 || is_soft || (more_dm > 0 && is_long_enough)) &&
             worse.cost_cdm >= better.cost_cdm + (is_soft ? 0 : 2 * LoopLimits::kGreatestPrice * more_dm);
    };
    for (std::size_t i = first; i < layer.size(); ++i) {
      if (gives_way(label, layer[i])) {
        return;
      }
    }
    layer.erase(std::remove_if(layer.begin() + static_cast<std::ptrdiff_t>(first), layer.end(),
                               [&](const Label& other) { return gives_way(other, label); }),
                layer.end());
    layer.push_back(label);
  }

  /// With the last day and the whole length; kNoLimit beyond the limits.
  [[nodiscard]] std::int64_t whole_cdm(const Label& label, std::size_t night, bool is_soft) const {
    const std::uint64_t kept = (std::uint64_t{1} << stager_.kept_count_) - 1;
    const auto left_out =
        days_.nights - static_cast<std::int64_t>(night) + static_cast<std::int64_t>(std::popcount(kept & ~label.used));
    DayFigures day = stager_.whole_;
    if (label.stop != kNone) {
      const Stop& from = stager_.stops_[label.stop];
      day = day - from.at + from.back;
    }
    const std::optional<std::int64_t> cost_cdm = day_cdm(days_.nights, day, is_soft);
    const LoopLimits& limits = stager_.limits_;
    const std::int64_t length_dm = stager_.route_dm_ + 2 * label.detours_dm;
    const std::int64_t retraced_dm = stager_.stem_dm_ + label.detours_dm;
    if (!is_soft && (!cost_cdm || left_out > 0 || !limits.allows(length_dm, retraced_dm, ascent_dm_))) {
      return DayLimits::kNoLimit;
    }
    const std::int64_t beyond_dm =
        std::max<std::int64_t>({limits.shortest_dm - length_dm, length_dm - limits.longest_dm, 0}) +
        std::max<std::int64_t>(retraced_dm - limits.longest_retraced_dm(length_dm), 0) +
        left_out * days_.wanted_dm / (days_.nights + 1);
    return label.cost_cdm + *cost_cdm + limits.off_length_cdm(length_dm) + kPenalty * beyond_dm + (is_soft ? 1 : 0);
  }

  Stager& stager_;
  const DayLimits& days_;
  std::int64_t ascent_dm_;
  std::vector<std::uint64_t> bit_of_spot_;  // 0: not tracked
  std::uint32_t tracked_ = 0;
  std::vector<std::vector<Label>> layers_;  // per night, by stop
};

Staging Stager::stage(const PlainRoute& route, StagingDirection direction) {
  Staging best;
  std::int64_t nearest_cdm = DayLimits::kNoLimit;
  best.cost_cdm = DayLimits::kNoLimit;
  for (const bool is_backward : {false, true}) {
    if (is_backward && direction == StagingDirection::as_given) {
      break;
    }
    lay_out(route, is_backward);
    Days days(*this, route.ascent_dm);
    const Days::Best found = knows_kept_ ? days.find(Days::Rule::within) : Days::Best();
    best.is_exact = best.is_exact && found.is_exact;
    if (found.stops.empty()) {
      nearest_cdm = std::min(nearest_cdm, days.least_cdm_of_any());
    } else if (found.cost_cdm < best.cost_cdm) {
      const bool is_exact = best.is_exact;
      best = described(found.stops, found.cost_cdm, is_backward);
      best.is_exact = is_exact;
    }
  }
  if (!best.is_feasible) {
    best.cost_cdm = nearest_cdm;
  }
  return best;
}

Staging Stager::described(const std::vector<std::uint32_t>& stops, std::int64_t cost_cdm, bool is_backward) const {
  Staging staging;
  staging.is_feasible = true;
  staging.is_backward = is_backward;
  staging.cost_cdm = cost_cdm;
  staging.length_dm = route_dm_;
  DayFigures since;  // figures at the last night, less its way back
  for (std::size_t k = 0; k <= stops.size(); ++k) {
    if (k == stops.size()) {
      staging.loss.uneven_days_cdm += days_.uneven_cdm(days_.nights, whole_ - since);
      break;
    }
    const Stop& stop = stops_[stops[k]];
    staging.loss.uneven_days_cdm += days_.uneven_cdm(static_cast<std::int64_t>(k), stop.at + stop.out - since);
    since = stop.at - stop.back;
    const NightWay& way = spots_.way(stop.way);
    const NightSpot& spot = spots_.spots()[stop.spot];
    staging.length_dm += 2 * way.measured_dm;
    staging.loss.night_detours_cdm += 2 * way.measured_dm * kCdmPerDm + way.lesser_cdm;
    staging.loss.night_kinds_cdm += spot.kind_cdm;
    staging.loss.dry_nights_cdm += stop.is_dry ? days_.dry_night_cdm : 0;
    staging.nights.push_back({spot.poi, stop.step_count, spots_.steps(stop.way)});
  }
  staging.loss.off_length_cdm = limits_.off_length_cdm(staging.length_dm);
  return staging;
}

PlainRoute Stager::plain(const Route& route) const {
  return {std::span(route.steps).first(route.stem_step_count), cycle_of(route),
          ascent_in_better_direction_dm(*network_, route.steps)};
}

namespace {

Route with_nights(const Route& plain, Staging staging) {
  Route route = plain;
  if (staging.is_backward) {
    const auto first = route.steps.begin() + static_cast<std::ptrdiff_t>(route.stem_step_count);
    const auto last = route.steps.end() - static_cast<std::ptrdiff_t>(route.stem_step_count);
    std::reverse(first, last);
    std::transform(first, last, first, reversed);
  }
  route.length_dm = staging.length_dm;
  route.loss = staging.loss;
  route.loss.retraced_cdm = plain.loss.retraced_cdm;
  route.loss.lesser_ground_cdm = plain.loss.lesser_ground_cdm;
  route.loss.beside_cdm = plain.loss.beside_cdm;
  route.loss.turns_cdm = plain.loss.turns_cdm;
  route.nights = std::move(staging.nights);
  return route;
}

}  // namespace

std::optional<Route> Stager::staged(const Route& route, StagingDirection direction) {
  Staging staging = stage(plain(route), direction);
  return staging.is_feasible ? std::optional(with_nights(route, std::move(staging))) : std::nullopt;
}

std::optional<Route> Stager::nearest(const Route& route) {
  const PlainRoute steps = plain(route);
  lay_out(steps, false);
  const Days::Best found = Days(*this, steps.ascent_dm).find(Days::Rule::nearest);
  return found.stops.empty() ? std::nullopt
                             : std::optional(with_nights(route, described(found.stops, found.cost_cdm, false)));
}

std::optional<MissingNight> Stager::missing(const Route& route) {
  const PlainRoute steps = plain(route);
  lay_out(steps, false);
  return Days(*this, steps.ascent_dm).missing();
}

}  // namespace loopgenie
