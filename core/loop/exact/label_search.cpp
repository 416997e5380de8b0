#include "core/loop/exact/label_search.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace loopgenie {
namespace {

constexpr std::uint64_t kComparisonsPerStep = 16;

}  // namespace

LabelSearch::Outcome LabelSearch::run(const Options& options, Effort& effort, Pool& pool) {
  outcome_ = {true, Diagram::kFar};
  below_cdm_ = std::min(options.below_cdm, pool.below_cdm());
  labels_.assign(1, {});
  std::size_t begin = 0;
  for (std::uint32_t layer = 0; layer < in_.diagram->layer_count() && begin < labels_.size(); ++layer) {
    keep_undominated(begin);
    if (options.max_per_layer > 0 && labels_.size() - begin > options.max_per_layer) {
      keep_most_promising(begin, options.max_per_layer);
      outcome_.is_whole = false;
    }
    const std::size_t end = labels_.size();
    effort.spend(end - begin + compared_ / kComparisonsPerStep);
    compared_ = 0;
    if (end > options.max_labels || effort.is_over(options.until_steps)) {
      outcome_.is_whole = false;
      break;
    }
    for (std::size_t i = begin; i < end; ++i) {
      expand(layer, static_cast<std::uint32_t>(i), pool);
    }
    begin = end;
  }
  return outcome_;
}

std::int64_t LabelSearch::bound(const Label& label) const {
  std::int64_t highest = 0;
  for (const Completion& completion : in_.completions) {
    const std::int64_t least = completion.least[label.state];
    if (least >= Diagram::kFar) {
      return Diagram::kFar;
    }
    highest = std::max(highest, label.loss_cdm + completion.price * label.length_dm -
                                    in_.limits->off_length_conjugate(completion.price) + least);
  }
  return highest;
}

// Going on from the better label loses no more than from the worse one if its length costs it less than it is ahead,
// unless the better one leaves the limits where the worse does not. Then the worse ends far off the wanted length.
// The loss of length is convex: being shorter costs most where the way on is shortest, being longer where it is
// longest.
bool LabelSearch::is_dominated(const Label& label, std::size_t first_of_state) {
  const Diagram::Lengths& rest = in_.lengths[label.state];
  const std::int64_t least_lesser_cdm = in_.completions.front().least[label.state];
  for (std::size_t i = first_of_state; i < labels_.size(); ++i) {
    const Label& better = labels_[i];
    ++compared_;
    if (better.length_dm == label.length_dm) {
      return true;
    }
    const LoopLimits& limits = *in_.limits;
    const bool is_shorter = better.length_dm < label.length_dm;
    const std::int64_t longer_dm = std::int64_t{better.length_dm} - label.length_dm;
    const std::int64_t end_dm = is_shorter
                                    ? std::max<std::int64_t>(label.length_dm + rest.least_dm, limits.shortest_dm)
                                    : std::min<std::int64_t>(label.length_dm + rest.greatest_dm, limits.longest_dm);
    const std::int64_t cost_of_length_cdm = limits.off_length_cdm(end_dm + longer_dm) - limits.off_length_cdm(end_dm);
    if (better.loss_cdm + cost_of_length_cdm > label.loss_cdm) {
      continue;
    }
    const bool is_inside = is_shorter ? better.length_dm + rest.least_dm >= limits.shortest_dm
                                      : better.length_dm + rest.greatest_dm <= limits.longest_dm;
    const std::int64_t last_outside_dm = is_shorter ? std::min(limits.shortest_dm - longer_dm, limits.wanted_dm)
                                                    : std::max(limits.longest_dm - longer_dm, limits.wanted_dm);
    const std::int64_t outside_cdm = label.loss_cdm + least_lesser_cdm + limits.off_length_cdm(last_outside_dm);
    if (is_inside || outside_cdm >= below_cdm_) {
      return true;
    }
  }
  return false;
}

void LabelSearch::keep_undominated(std::size_t begin) {
  const auto key = [](const Label& label) {
    return std::tuple(label.state, label.loss_cdm, label.length_dm, label.parent, label.move);
  };
  std::vector<Label> layer(labels_.begin() + static_cast<std::ptrdiff_t>(begin), labels_.end());
  std::sort(layer.begin(), layer.end(), [&](const Label& a, const Label& b) { return key(a) < key(b); });
  labels_.resize(begin);
  std::size_t first_of_state = begin;
  for (const Label& label : layer) {
    if (labels_.size() > begin && labels_.back().state != label.state) {
      first_of_state = labels_.size();
    }
    if (label.bound_cdm < below_cdm_ && !is_dominated(label, first_of_state)) {
      labels_.push_back(label);
    }
  }
}

void LabelSearch::keep_most_promising(std::size_t begin, std::uint32_t count) {
  const auto key = [](const Label& label) {
    return std::tuple(label.bound_cdm, label.state, label.loss_cdm, label.length_dm, label.parent, label.move);
  };
  std::nth_element(labels_.begin() + static_cast<std::ptrdiff_t>(begin),
                   labels_.begin() + static_cast<std::ptrdiff_t>(begin + count), labels_.end(),
                   [&](const Label& a, const Label& b) { return key(a) < key(b); });
  labels_.resize(begin + count);
}

void LabelSearch::expand(std::uint32_t layer, std::uint32_t index, Pool& pool) {
  const std::int64_t pairs_cdm = in_.diagram->pairs_cdm(labels_[index].state);
  for (std::size_t m = 0; m < kMoveCount; ++m) {
    const auto move = static_cast<Move>(m);
    const Label from = labels_[index];
    const Diagram::StateIndex to = in_.diagram->next(from.state, move);
    if (to == Diagram::kNone) {
      continue;
    }
    const Diagram::Cost cost = in_.diagram->cost(layer, move);
    Label label = from;
    label.loss_cdm += cost.loss_cdm + (move == Move::skip ? 0 : pairs_cdm);
    label.length_dm += static_cast<std::int32_t>(cost.length_dm);
    label.parent = index;
    label.state = to;
    label.move = move;
    if (to == Diagram::kEnd) {
      finish(layer, label, pool);
      continue;
    }
    if (to >= in_.diagram->state_count() || in_.lengths[to].greatest_dm < 0 ||
        label.length_dm + in_.lengths[to].least_dm > in_.limits->longest_dm ||
        label.length_dm + in_.lengths[to].greatest_dm < in_.limits->shortest_dm) {
      continue;
    }
    label.bound_cdm = bound(label);
    if (label.bound_cdm < below_cdm_) {
      labels_.push_back(label);
    }
  }
}

void LabelSearch::finish(std::uint32_t layer, const Label& end, Pool& pool) {
  if (end.length_dm < in_.limits->shortest_dm || end.length_dm > in_.limits->longest_dm) {
    return;
  }
  const std::int64_t loss_cdm = end.loss_cdm + in_.limits->off_length_cdm(end.length_dm);
  if (loss_cdm >= below_cdm_) {
    return;
  }
  labels_.push_back(end);  // to walk back from
  const auto last = static_cast<std::uint32_t>(labels_.size() - 1);
  const Cycle cycle = cycle_of(layer, last);
  labels_.pop_back();
  const CycleCost cost = route_cost(*in_.space, *in_.limits, cycle);
  const bool is_feasible = cost.is_feasible && leaves_places_rarely(*in_.space, cycle);
  if (is_feasible) {
    pool.offer(cycle, cost.loss_cdm);
    below_cdm_ = std::min(below_cdm_, pool.below_cdm());
  }
  if (!is_feasible || cost.loss_cdm > loss_cdm) {
    outcome_.least_unresolved_cdm = std::min(outcome_.least_unresolved_cdm, loss_cdm);
  }
}

Cycle LabelSearch::cycle_of(std::uint32_t layer, std::uint32_t index) const {
  std::vector<std::uint32_t> taken;  // edges of the block, latest first
  for (;;) {
    const Label& label = labels_[index];
    if (label.move != Move::skip) {
      taken.push_back(in_.diagram->edge(layer));
    }
    if (layer == 0) {
      break;
    }
    index = label.parent;
    --layer;
  }
  Cycle cycle;
  const auto& edges = in_.block->edges;
  std::uint32_t at = edges[taken.front()].tail;
  while (!taken.empty()) {
    const auto step = std::find_if(taken.begin(), taken.end(),
                                   [&](std::uint32_t e) { return edges[e].tail == at || edges[e].head == at; });
    const BlockGraph::Edge& edge = edges[*step];
    const bool forward = edge.tail == at;
    cycle.push_back({in_.block->nodes[at].space_node, edge.space_edge, forward});
    at = forward ? edge.head : edge.tail;
    taken.erase(step);
  }
  return cycle;
}

}  // namespace loopgenie
