#include "core/loop/space/beside.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/base/sort.hpp"

namespace loopgenie {

BesidePairs::BesidePairs(std::uint32_t edge_count, std::vector<Pair> pairs) {
  for (Pair& pair : pairs) {
    if (pair.second < pair.first) {
      std::swap(pair.first, pair.second);
    }
  }
  heap_sort(pairs, [](const Pair& a, const Pair& b) {
    return std::tuple(a.first, a.second, a.loss_cdm) < std::tuple(b.first, b.second, b.loss_cdm);
  });
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
  alone_cdm_.assign(edge_count, 0);
  std::vector<Pair> both_ways;
  for (const Pair& pair : pairs_) {
    if (pair.first == pair.second) {
      alone_cdm_[pair.first.value()] = pair.loss_cdm;
    } else {
      both_ways.push_back(pair);
      both_ways.push_back({pair.second, pair.first, pair.loss_cdm});
    }
  }
  heap_sort(both_ways,
            [](const Pair& a, const Pair& b) { return std::tuple(a.first, a.second) < std::tuple(b.first, b.second); });
  first_.assign(edge_count + 1, 0);
  for (const Pair& pair : both_ways) {
    ++first_[pair.first.value() + 1];
    partners_.push_back({pair.second, pair.loss_cdm});
  }
  for (std::uint32_t e = 0; e < edge_count; ++e) {
    first_[e + 1] += first_[e];
  }
}

std::int64_t BesideLoss::with_the_others(EdgeIndex edge) const {
  std::int64_t sum_cdm = pairs_->alone_cdm(edge);
  for (const BesidePairs::Partner& partner : pairs_->of(edge)) {
    sum_cdm += is_walked_[partner.edge.value()] != 0 ? partner.loss_cdm : 0;
  }
  return sum_cdm;
}

void BesideLoss::add(EdgeIndex edge) {
  if (!is_walked_.empty()) {
    total_cdm_ += with_the_others(edge);
    is_walked_[edge.value()] = 1;
  }
}

void BesideLoss::remove(EdgeIndex edge) {
  if (!is_walked_.empty()) {
    is_walked_[edge.value()] = 0;
    total_cdm_ -= with_the_others(edge);
  }
}

std::int64_t beside_cdm(const Network& network, std::span<const RouteStep> cycle, const Measure& measure) {
  if (network.beside.empty()) {
    return 0;
  }
  std::vector<EdgeIndex> edges;
  for (const RouteStep& step : cycle) {
    edges.push_back(step.edge);
  }
  heap_sort(edges);
  std::int64_t sum_cdm = 0;
  for (const EdgeIndex first : edges) {
    const auto from = std::lower_bound(network.beside.begin(), network.beside.end(), first,
                                       [](const Beside& pair, EdgeIndex edge) { return pair.first < edge; });
    for (auto pair = from; pair != network.beside.end() && pair->first == first; ++pair) {
      if (std::binary_search(edges.begin(), edges.end(), pair->second)) {
        sum_cdm += kBesideWeight * std::int64_t{measure.beside(network, *pair)} * kCdmPerDm;
      }
    }
  }
  return sum_cdm;
}

}  // namespace loopgenie
