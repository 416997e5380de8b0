#include "core/loop/exact/walk_relaxation.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace loopgenie {
namespace {

// Units of the wanted length: fewer say next to nothing of a walk's length, more take time for little sharpness.
constexpr std::uint64_t kFewestUnits = 100;
constexpr std::uint64_t kMostUnits = 4000;
constexpr std::size_t kMostWalks = 24;  // of an average: each is traced edge by edge

}  // namespace

WalkRelaxation::WalkRelaxation(std::uint32_t node_count, std::vector<Edge> edges, std::vector<Stem> stems,
                               const LoopLimits& limits, std::uint64_t cells)
    : node_count_(node_count), edges_(std::move(edges)), stems_(std::move(stems)), limits_(limits) {
  const std::uint64_t most = cells / std::max<std::uint64_t>(node_count, 1);
  const auto units = static_cast<std::int64_t>(std::clamp<std::uint64_t>(most, kFewestUnits, kMostUnits));
  unit_dm_ = std::max<std::int64_t>(1, (limits.wanted_dm + units - 1) / units);
  wanted_units_ = to_units(limits.wanted_dm, 1);
  for (const Edge& edge : edges_) {
    units_.push_back(to_units(edge.length_dm, 1));
  }
  for (const Stem& stem : stems_) {
    stem_units_.push_back(to_units(stem.length_dm, 0));
  }
  first_in_.assign(node_count + 1, 0);
  for (std::uint32_t a = 0; a < arc_count(); ++a) {
    ++first_in_[head(a) + 1];
  }
  for (std::uint32_t v = 0; v < node_count; ++v) {
    first_in_[v + 1] += first_in_[v];
  }
  find_least_units();
  in_arcs_.resize(arc_count());
  std::vector<std::uint32_t> next(first_in_.begin(), first_in_.end() - 1);
  for (std::uint32_t a = 0; a < arc_count(); ++a) {
    in_arcs_[next[head(a)]++] = {tail(a), units_[a / 2], static_cast<std::uint16_t>(a), 0};
  }
}

WalkRelaxation::Bound WalkRelaxation::solve(std::span<const std::int64_t> edge_price, std::int64_t sum_of_prices,
                                            const LengthPrices& length_price, std::int64_t known_cdm,
                                            std::int64_t spread_cdm, bool both) {
  length_price_ = length_price;
  sum_of_prices_ = sum_of_prices;
  set_costs(edge_price);
  joins_.clear();
  Bound bound;
  std::vector<std::int64_t> unused(edges_.size(), 0);
  Join least = solve_kind(binding_);
  if (least.cost < kNoWalk) {
    bound.length_dm[binding_] = trace(least, unused, 1);
  }
  if (both || least.bound_cdm > known_cdm) {
    const Kind other = binding_ == kShort ? kLong : kShort;
    const Join others = solve_kind(other);
    if (others.cost < kNoWalk) {
      bound.length_dm[other] = trace(others, unused, 1);
    }
    if (others.bound_cdm < least.bound_cdm) {
      binding_ = other;
      least = others;
    }
  }
  bound.least_cdm = least.bound_cdm;
  bound.middle = least.arc / 2;
  average_uses(least.bound_cdm, spread_cdm, bound.uses_per_mille);
  return bound;
}

WalkRelaxation::LeastOver WalkRelaxation::least_over_edges() {
  constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
  LeastOver least{std::vector(edges_.size(), kNever), std::vector(edges_.size(), kNever),
                  std::vector(stems_.size(), kNever)};
  for (const Kind kind : {kShort, kLong}) {
    least_over_.assign(edges_.size(), kNoWalk);
    least_middle_.assign(edges_.size(), kNoWalk);
    complete(kind);
    complete_stems(kind);
    for (std::size_t s = 0; s < stems_.size(); ++s) {
      least.stem_cdm[s] = std::min(least.stem_cdm[s], bound_of(kind, least_stem_[s]));
    }
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      least.middle_cdm[e] = std::min(least.middle_cdm[e], bound_of(kind, least_middle_[e]));
      least.any_cdm[e] = std::min(least.any_cdm[e], bound_of(kind, std::min(least_over_[e], least_middle_[e])));
    }
  }
  return least;
}

std::uint32_t WalkRelaxation::to_units(std::int64_t length_dm, std::int64_t least) const {
  return static_cast<std::uint32_t>(std::max(least, (length_dm + unit_dm_ / 2) / unit_dm_));
}

std::uint32_t WalkRelaxation::tail(std::uint32_t arc) const {
  return arc % 2 == 0 ? edges_[arc / 2].tail : edges_[arc / 2].head;
}

const WalkRelaxation::Cell& WalkRelaxation::cell(Kind kind, std::uint32_t x, std::uint32_t node) const {
  return cells_[kind][std::size_t{row(kind, x, node)} * node_count_ + node];
}

std::uint32_t WalkRelaxation::row(Kind kind, std::uint32_t x, std::uint32_t node) const {
  return kind == kLong && x <= least_units_[node] ? 0 : x;
}

WalkRelaxation::Join WalkRelaxation::solve_kind(Kind kind) {
  if (kind == kShort) {
    walk_short();
  } else {
    walk_long();
  }
  Join least;
  for (std::uint32_t e = 0; e < edges_.size(); ++e) {
    if (!edges_[e].may_be_middle) {
      continue;
    }
    Join of_edge;
    for (const std::uint32_t arc : {2 * e, 2 * e + 1}) {
      for_each_join(kind, arc, [&](std::uint32_t x) {
        const std::int64_t cost = join(kind, arc, x);
        if (cost < of_edge.cost) {
          of_edge = {cost, arc, x, kind, bound_of(kind, cost)};
        }
      });
    }
    if (of_edge.cost < kNoWalk) {
      joins_.push_back(of_edge);
    }
    if (of_edge.cost < least.cost) {
      least = of_edge;
    }
  }
  least.kind = kind;
  least.bound_cdm = bound_of(kind, least.cost);
  return least;
}

void WalkRelaxation::average_uses(std::int64_t least_cdm, std::int64_t spread_cdm,
                                  std::vector<std::int64_t>& uses_per_mille) {
  uses_per_mille.assign(edges_.size(), 0);
  const std::size_t count = std::min<std::size_t>(joins_.size(), kMostWalks);
  std::partial_sort(joins_.begin(), joins_.begin() + static_cast<std::ptrdiff_t>(count), joins_.end(),
                    [](const Join& a, const Join& b) {
                      return std::tie(a.bound_cdm, a.arc, a.kind) < std::tie(b.bound_cdm, b.arc, b.kind);
                    });
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t weight = 1 + kMille * (least_cdm + spread_cdm - joins_[i].bound_cdm) / (spread_cdm + 1);
    if (weight <= 0) {
      break;
    }
    sum += weight;
    static_cast<void>(trace(joins_[i], uses_per_mille, weight));
  }
  for (std::int64_t& uses : uses_per_mille) {
    uses = uses * kMille / std::max<std::int64_t>(sum, 1);
  }
}

std::int64_t WalkRelaxation::bound_of(Kind kind, std::int64_t cost) const {
  if (cost >= kNoWalk) {
    return std::numeric_limits<std::int64_t>::max();
  }
  const std::int64_t doubled = cost - 2 * sum_of_prices_ - 2 * limits_.off_length_conjugate(length_price_[kind]);
  return doubled >= 0 ? (doubled + 1) / 2 : doubled / 2;
}

void WalkRelaxation::set_costs(std::span<const std::int64_t> edge_price) {
  for (const Kind kind : {kShort, kLong}) {
    costs_[kind].clear();
    stem_costs_[kind].clear();
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      const std::int64_t doubled = 2 * (edges_[e].lesser_cdm + length_price_[kind] * edges_[e].length_dm);
      costs_[kind].push_back(static_cast<std::int32_t>(doubled + edge_price[e]));
    }
    for (const Stem& stem : stems_) {
      stem_costs_[kind].push_back(static_cast<std::int32_t>(stem.loss_cdm + 2 * length_price_[kind] * stem.length_dm));
    }
  }
}

void WalkRelaxation::walk_short() {
  std::vector<Cell>& cells = cells_[kShort];
  const std::uint32_t rows = most_units(kShort);
  cells.assign(std::size_t{rows + 1} * node_count_, {});
  for (std::uint32_t x = 0; x <= rows; ++x) {
    Cell* const row = cells.data() + std::size_t{x} * node_count_;
    for (std::size_t s = 0; s < stems_.size(); ++s) {
      if (stem_units_[s] <= x) {
        row[stems_[s].node].offer(stem_costs_[kShort][s], kStem);
      }
    }
    for (std::uint32_t v = 0; v < node_count_; ++v) {
      if (x < least_units_[v] || x + to_middle_[v] > rows) {
        continue;  // no walk is there then, or it cannot come to its middle in time
      }
      for (std::uint32_t i = first_in_[v]; i < first_in_[v + 1]; ++i) {
        const InArc& in = in_arcs_[i];
        if (in.units > x) {
          continue;
        }
        const std::int32_t before = cells[std::size_t{x - in.units} * node_count_ + in.tail].without(in.arc ^ 1U);
        if (before < kNoWalk) {
          row[v].offer(before + costs_[kShort][in.arc / 2], in.arc);
        }
      }
    }
  }
}

void WalkRelaxation::walk_long() {
  std::vector<Cell>& cells = cells_[kLong];
  const std::uint32_t rows = most_units(kLong);
  cells.assign(std::size_t{rows + 1} * node_count_, {});
  find_least_paths();
  for (std::uint32_t x = 1; x <= rows; ++x) {
    Cell* const row = cells.data() + std::size_t{x} * node_count_;
    for (std::size_t s = 0; s < stems_.size(); ++s) {
      if (stem_units_[s] >= x && x > least_units_[stems_[s].node]) {
        row[stems_[s].node].offer(stem_costs_[kLong][s], kStem);
      }
    }
    for (std::uint32_t v = 0; v < node_count_; ++v) {
      if (x <= least_units_[v] || x + to_middle_[v] > rows) {
        continue;
      }
      for (std::uint32_t i = first_in_[v]; i < first_in_[v + 1]; ++i) {
        const InArc& in = in_arcs_[i];
        const std::int32_t before = cell(kLong, x > in.units ? x - in.units : 0, in.tail).without(in.arc ^ 1U);
        if (before < kNoWalk) {
          row[v].offer(std::min(before + costs_[kLong][in.arc / 2], kNoWalk), in.arc);
        }
      }
    }
  }
}

void WalkRelaxation::find_least_units() {
  least_units_.assign(node_count_, wanted_units_ + 1);
  for (std::size_t s = 0; s < stems_.size(); ++s) {
    std::uint32_t& least = least_units_[stems_[s].node];
    least = std::min(least, stem_units_[s]);
  }
  spread(least_units_);
  to_middle_.assign(node_count_, wanted_units_ + 1);
  for (const Edge& edge : edges_) {
    if (edge.may_be_middle) {
      to_middle_[edge.tail] = 0;
      to_middle_[edge.head] = 0;
    }
  }
  spread(to_middle_);
}

void WalkRelaxation::spread(std::vector<std::uint32_t>& least_units) const {
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (std::uint32_t a = 0; a < arc_count(); ++a) {
      const std::uint32_t over = least_units[tail(a)] + units_[a / 2];
      if (over < least_units[head(a)]) {
        least_units[head(a)] = over;
        has_changed = true;
      }
    }
  }
}

void WalkRelaxation::find_least_paths() {
  std::vector<Cell>& cells = cells_[kLong];
  for (std::size_t s = 0; s < stems_.size(); ++s) {
    cells[stems_[s].node].offer(stem_costs_[kLong][s], kStem);
  }
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (std::uint32_t a = 0; a < arc_count(); ++a) {
      const std::int32_t cost = std::min(cells[tail(a)].first + costs_[kLong][a / 2], kNoWalk);
      if (cost < cells[head(a)].first) {
        cells[head(a)].first = cost;
        cells[head(a)].first_arc = static_cast<std::uint16_t>(a);
        has_changed = true;
      }
    }
  }
  for (std::uint32_t v = 0; v < node_count_; ++v) {
    cells[v].second = cells[v].first;
    cells[v].second_arc = cells[v].first_arc;
  }
}

void WalkRelaxation::complete(Kind kind) {
  completions_.assign(std::size_t{most_units(kind) + 1} * node_count_, {});
  for (std::uint32_t arc = 0; arc < arc_count(); ++arc) {
    if (!edges_[arc / 2].may_be_middle) {
      continue;
    }
    const std::uint32_t units = units_[arc / 2];
    std::int32_t& least = least_middle_[arc / 2];
    for_each_join(kind, arc, [&](std::uint32_t x) {
      const std::uint32_t before = x > units ? x - units : 0;
      const std::uint32_t after = total(kind) - x;
      const std::int32_t to_tail = cell(kind, before, tail(arc)).without(arc ^ 1U);
      const std::int32_t to_head = cell(kind, after, head(arc)).without(arc);
      least = std::min(least, go_on(kind, before, arc, to_head, to_tail));
      go_on(kind, after, arc ^ 1U, to_tail, to_head);
    });
  }
  for (std::uint32_t x = most_units(kind) + 1; x-- > 0;) {
    complete_row(kind, x);
  }
  if (kind == kLong) {
    complete_least_paths();
  }
}

std::int32_t WalkRelaxation::go_on(Kind kind, std::uint32_t x, std::uint32_t arc, std::int32_t rest,
                                   std::int32_t before) {
  if (rest >= kNoWalk) {
    return kNoWalk;
  }
  rest = std::min(rest + costs_[kind][arc / 2], kNoWalk);
  completions_[std::size_t{x} * node_count_ + tail(arc)].offer(rest, static_cast<std::uint16_t>(arc));
  return static_cast<std::int32_t>(std::min<std::int64_t>(std::int64_t{before} + rest, kNoWalk));
}

void WalkRelaxation::complete_row(Kind kind, std::uint32_t x) {
  const std::uint32_t rows = most_units(kind);
  for (std::uint32_t v = 0; v < node_count_; ++v) {
    if (x + to_middle_[v] > rows || (kind == kShort && x < least_units_[v])) {
      continue;
    }
    const Cell& before = cell(kind, x, v);
    for (std::uint32_t i = first_in_[v]; i < first_in_[v + 1]; ++i) {
      const InArc& in = in_arcs_[i];
      if (x + in.units <= rows) {
        const std::int32_t rest = completions_[std::size_t{x + in.units} * node_count_ + in.tail].without(in.arc);
        std::int32_t& least = least_over_[in.arc / 2];
        least = std::min(least, go_on(kind, x, in.arc ^ 1U, rest, before.without(in.arc)));
      }
    }
  }
}

void WalkRelaxation::complete_stems(Kind kind) {
  least_stem_.assign(stems_.size(), kNoWalk);
  for (std::size_t s = 0; s < stems_.size(); ++s) {
    // A short walk may have been counted to begin later than it does, a long one earlier.
    const std::uint32_t first = kind == kShort ? stem_units_[s] : 0;
    const std::uint32_t last = kind == kShort ? most_units(kind) : std::min(stem_units_[s], most_units(kind));
    for (std::uint32_t x = first; x <= last; ++x) {
      const std::int32_t rest = completions_[std::size_t{x} * node_count_ + stems_[s].node].first;
      least_stem_[s] = std::min(least_stem_[s], std::min(rest + stem_costs_[kind][s], kNoWalk));
    }
  }
}

void WalkRelaxation::complete_least_paths() {
  for (std::uint32_t arc = 0; arc < arc_count(); ++arc) {
    const std::uint32_t most = std::min(units_[arc / 2], most_units(kLong));
    std::int32_t& least = least_over_[arc / 2];
    for (std::uint32_t x = 1; x <= most; ++x) {
      const std::int32_t rest = completions_[std::size_t{x} * node_count_ + head(arc)].without(arc ^ 1U);
      least = std::min(least, go_on(kLong, 0, arc, rest, cells_[kLong][tail(arc)].first));
    }
  }
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (std::uint32_t arc = 0; arc < arc_count(); ++arc) {
      const std::int32_t cost = std::min(completions_[head(arc)].first + costs_[kLong][arc / 2], kNoWalk);
      if (cost < completions_[tail(arc)].first) {
        completions_[tail(arc)].first = cost;
        has_changed = true;
      }
    }
  }
  for (std::uint32_t arc = 0; arc < arc_count(); ++arc) {
    const std::int64_t through =
        std::int64_t{cells_[kLong][tail(arc)].first} + costs_[kLong][arc / 2] + completions_[head(arc)].first;
    least_over_[arc / 2] = static_cast<std::int32_t>(std::min<std::int64_t>(least_over_[arc / 2], through));
  }
}

std::int64_t WalkRelaxation::join(Kind kind, std::uint32_t arc, std::uint32_t x) const {
  const std::uint32_t units = units_[arc / 2];
  const std::int64_t sum = std::int64_t{cell(kind, x > units ? x - units : 0, tail(arc)).without(arc ^ 1U)} +
                           costs_[kind][arc / 2] + cell(kind, total(kind) - x, head(arc)).without(arc);
  return std::min<std::int64_t>(sum, kNoWalk);
}

template <typename F>
void WalkRelaxation::for_each_join(Kind kind, std::uint32_t arc, F&& f) const {
  const std::uint32_t units = units_[arc / 2];
  const std::uint32_t last = std::min(half(kind) + units, total(kind));
  for (std::uint32_t x = kind == kShort ? std::max(half(kind), units) : half(kind); x <= last; ++x) {
    f(x);
  }
}

std::int64_t WalkRelaxation::trace(const Join& join, std::vector<std::int64_t>& uses, std::int64_t weight) const {
  const std::uint32_t units = units_[join.arc / 2];
  uses[join.arc / 2] += weight;
  return edges_[join.arc / 2].length_dm +
         trace_half(join.kind, join.x > units ? join.x - units : 0, tail(join.arc), join.arc ^ 1U, uses, weight) +
         trace_half(join.kind, total(join.kind) - join.x, head(join.arc), join.arc, uses, weight);
}

std::int64_t WalkRelaxation::trace_half(Kind kind, std::uint32_t x, std::uint32_t node, std::uint32_t excluded,
                                        std::vector<std::int64_t>& uses, std::int64_t weight) const {
  std::int64_t length_dm = 0;
  for (;;) {
    x = row(kind, x, node);
    const Cell& at = cell(kind, x, node);
    const std::uint32_t arc = at.first_arc == excluded ? at.second_arc : at.first_arc;
    if (arc >= kStem) {
      return length_dm;
    }
    uses[arc / 2] += weight;
    length_dm += edges_[arc / 2].length_dm;
    const std::uint32_t units = units_[arc / 2];
    x = x > units ? x - units : 0;
    node = tail(arc);
    excluded = kind == kLong && row(kind, x, node) == 0 ? kNoArc : arc ^ 1U;
  }
}

}  // namespace loopgenie
