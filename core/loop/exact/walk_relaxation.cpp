#include "core/loop/exact/walk_relaxation.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace loopgenie {
namespace {

constexpr std::uint64_t kFewestUnits = 100;
constexpr std::uint64_t kMostUnits = 4000;

}  // namespace

WalkRelaxation::WalkRelaxation(std::uint32_t node_count, std::vector<Edge> edges, std::vector<Stem> stems,
                               std::int64_t wanted_dm, std::uint64_t cells)
    : node_count_(node_count), edges_(std::move(edges)), stems_(std::move(stems)), wanted_dm_(wanted_dm) {
  const std::uint64_t most = cells / std::max<std::uint64_t>(node_count, 1);
  const auto units = static_cast<std::int64_t>(std::clamp<std::uint64_t>(most, kFewestUnits, kMostUnits));
  unit_dm_ = std::max<std::int64_t>(1, (wanted_dm + units - 1) / units);
  wanted_units_ = to_units(wanted_dm, 1);
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
                                            const LengthPrices& length_price, std::int64_t known_cdm, bool both) {
  length_price_ = length_price;
  sum_of_prices_ = sum_of_prices;
  set_costs(edge_price);
  Bound bound = solve_kind(binding_);
  if (both || bound.least_cdm > known_cdm) {
    const Kind other = binding_ == kShort ? kLong : kShort;
    Bound others = solve_kind(other);
    if (others.least_cdm < bound.least_cdm) {
      binding_ = other;
      others.length_dm[1 - other] = bound.length_dm[1 - other];
      bound = std::move(others);
    } else {
      bound.length_dm[other] = others.length_dm[other];
    }
  }
  return bound;
}

bool WalkRelaxation::is_open(std::uint32_t edge, std::int64_t below_cdm) const {
  for (const Kind kind : {kShort, kLong}) {
    const std::uint32_t first = least_units_[edges_[edge].tail] + units_[edge];
    const std::uint32_t back = std::min(least_units_[edges_[edge].head], total(kind));
    const std::uint32_t last = kind == kShort ? total(kind) - back : std::max(total(kind) - back, first);
    for (std::uint32_t x = first; x <= last; ++x) {
      if (bound_of(kind, over(kind, 2 * edge, x)) < below_cdm) {
        return true;
      }
    }
  }
  return false;
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

WalkRelaxation::Bound WalkRelaxation::solve_kind(Kind kind) {
  if (kind == kShort) {
    walk_short();
  } else {
    walk_long();
  }
  Bound bound;
  bound.uses.assign(edges_.size(), 0);
  const Join join = best_join(kind);
  bound.least_cdm = bound_of(kind, join.cost);
  if (join.cost < kNoWalk) {
    bound.length_dm[kind] = trace(kind, join, bound.uses);
  }
  return bound;
}

std::int64_t WalkRelaxation::bound_of(Kind kind, std::int64_t cost) const {
  if (cost >= kNoWalk) {
    return std::numeric_limits<std::int64_t>::max();
  }
  const std::int64_t doubled = cost - 2 * sum_of_prices_ - 2 * length_price_[kind] * wanted_dm_;
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
  cells.assign(std::size_t{total(kShort) + 1} * node_count_, {});
  for (std::uint32_t x = 0; x <= total(kShort); ++x) {
    Cell* const row = cells.data() + std::size_t{x} * node_count_;
    for (std::size_t s = 0; s < stems_.size(); ++s) {
      if (stem_units_[s] <= x) {
        row[stems_[s].node].offer(stem_costs_[kShort][s], kStem);
      }
    }
    for (std::uint32_t v = 0; v < node_count_; ++v) {
      if (x < least_units_[v] || x + least_units_[v] > total(kShort)) {
        continue;  // no walk is there then, or it cannot end in time
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
  cells.assign(std::size_t{total(kLong) + 1} * node_count_, {});
  find_least_paths();
  for (std::uint32_t x = 1; x <= total(kLong); ++x) {
    Cell* const row = cells.data() + std::size_t{x} * node_count_;
    for (std::size_t s = 0; s < stems_.size(); ++s) {
      if (stem_units_[s] >= x && x > least_units_[stems_[s].node]) {
        row[stems_[s].node].offer(stem_costs_[kLong][s], kStem);
      }
    }
    for (std::uint32_t v = 0; v < node_count_; ++v) {
      if (x <= least_units_[v]) {
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
  for (bool has_changed = true; has_changed;) {
    has_changed = false;
    for (std::uint32_t a = 0; a < arc_count(); ++a) {
      const std::uint32_t over = least_units_[tail(a)] + units_[a / 2];
      if (over < least_units_[head(a)]) {
        least_units_[head(a)] = over;
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

std::int64_t WalkRelaxation::over(Kind kind, std::uint32_t arc, std::uint32_t x) const {
  const std::uint32_t units = units_[arc / 2];
  const std::uint32_t before = x > units ? x - units : 0;
  const std::uint32_t after = x < total(kind) ? total(kind) - x : 0;
  const std::int64_t sum = std::int64_t{cell(kind, before, tail(arc)).without(arc ^ 1U)} + costs_[kind][arc / 2] +
                           cell(kind, after, head(arc)).without(arc);
  return std::min<std::int64_t>(sum, kNoWalk);
}

WalkRelaxation::Join WalkRelaxation::best_join(Kind kind) const {
  Join best;
  const std::uint32_t half = total(kind) / 2;
  for (std::uint32_t arc = 0; arc < arc_count(); ++arc) {
    const std::uint32_t units = units_[arc / 2];
    const std::uint32_t end = std::min(half + units, total(kind) + 1);
    for (std::uint32_t x = kind == kShort ? std::max(half, units) : half; x < end; ++x) {
      const std::int64_t cost = over(kind, arc, x);
      if (cost < best.cost) {
        best = {cost, arc, x};
      }
    }
  }
  return best;
}

std::int64_t WalkRelaxation::trace(Kind kind, const Join& join, std::vector<std::uint32_t>& uses) const {
  const std::uint32_t units = units_[join.arc / 2];
  ++uses[join.arc / 2];
  return edges_[join.arc / 2].length_dm +
         trace_half(kind, join.x > units ? join.x - units : 0, tail(join.arc), join.arc ^ 1U, uses) +
         trace_half(kind, join.x < total(kind) ? total(kind) - join.x : 0, head(join.arc), join.arc, uses);
}

std::int64_t WalkRelaxation::trace_half(Kind kind, std::uint32_t x, std::uint32_t node, std::uint32_t excluded,
                                        std::vector<std::uint32_t>& uses) const {
  std::int64_t length_dm = 0;
  for (;;) {
    x = row(kind, x, node);
    const Cell& at = cell(kind, x, node);
    const std::uint32_t arc = at.first_arc == excluded ? at.second_arc : at.first_arc;
    if (arc >= kStem) {
      return length_dm;
    }
    ++uses[arc / 2];
    length_dm += edges_[arc / 2].length_dm;
    const std::uint32_t units = units_[arc / 2];
    x = x > units ? x - units : 0;
    node = tail(arc);
    excluded = kind == kLong && row(kind, x, node) == 0 ? kNoArc : arc ^ 1U;
  }
}

}  // namespace loopgenie
