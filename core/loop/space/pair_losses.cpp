#include "core/loop/space/pair_losses.hpp"

#include <tuple>
#include <utility>

#include "core/base/sort.hpp"

namespace loopgenie {

PairLosses::PairLosses(std::uint32_t edge_count, std::vector<Pair> pairs) {
  for (Pair& pair : pairs) {
    if (pair.second < pair.first) {
      std::swap(pair.first, pair.second);
    }
  }
  const auto by_ends = [](const Pair& a, const Pair& b) {
    return std::tuple(a.first, a.second) < std::tuple(b.first, b.second);
  };
  heap_sort(pairs, by_ends);
  for (const Pair& pair : pairs) {
    if (!pairs_.empty() && pairs_.back().first == pair.first && pairs_.back().second == pair.second) {
      pairs_.back().loss_cdm += pair.loss_cdm;
    } else {
      pairs_.push_back(pair);
    }
  }
  if (pairs_.empty()) {
    return;
  }
  std::vector<Pair> both_ways;
  for (const Pair& pair : pairs_) {
    both_ways.push_back(pair);
    both_ways.push_back({pair.second, pair.first, pair.loss_cdm});
  }
  heap_sort(both_ways, by_ends);
  first_.assign(edge_count + 1, 0);
  for (const Pair& pair : both_ways) {
    ++first_[pair.first.value() + 1];
    partners_.push_back({pair.second, pair.loss_cdm});
  }
  for (std::uint32_t e = 0; e < edge_count; ++e) {
    first_[e + 1] += first_[e];
  }
}

std::int64_t PairLoss::with_the_others(EdgeIndex edge) const {
  std::int64_t sum_cdm = 0;
  for (const PairLosses::Partner& partner : pairs_->of(edge)) {
    sum_cdm += is_walked_[partner.edge.value()] != 0 ? partner.loss_cdm : 0;
  }
  return sum_cdm;
}

void PairLoss::add(EdgeIndex edge) {
  if (!is_walked_.empty()) {
    total_cdm_ += with_the_others(edge);
    is_walked_[edge.value()] = 1;
  }
}

void PairLoss::remove(EdgeIndex edge) {
  if (!is_walked_.empty()) {
    is_walked_[edge.value()] = 0;
    total_cdm_ -= with_the_others(edge);
  }
}

}  // namespace loopgenie
