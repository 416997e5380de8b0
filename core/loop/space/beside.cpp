#include "core/loop/space/beside.hpp"

#include <algorithm>
#include <vector>

#include "core/base/sort.hpp"

namespace loopgenie {

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
