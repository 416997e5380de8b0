#include "tests/support/honesty.hpp"

#include <algorithm>

namespace loopgenie::test {

bool is_whole(const Network& network) {
  for (std::uint32_t n = 0; n < network.node_count(); ++n) {
    if (!network.is_complete(NodeIndex(n))) {
      return false;
    }
  }
  return true;
}

std::string what_is_untrue(const Network& network, const Query& query, NodeIndex start, const TrailheadAnswer& answer,
                           const BruteForce& truth) {
  for (const Route& route : answer.routes) {
    if (std::string wrong = what_is_wrong(network, query, start, route); !wrong.empty()) {
      return wrong;
    }
  }
  if (!std::is_sorted(answer.routes.begin(), answer.routes.end(),
                      [](const Route& a, const Route& b) { return a.loss.total_cdm() < b.loss.total_cdm(); })) {
    return "its routes are not best first";
  }
  if (truth.best_loss_cdm && answer.least_loss_cdm > *truth.best_loss_cdm) {
    return "its bound excludes a route that exists";
  }
  const bool says_route = answer.status == TrailheadStatus::optimal || answer.status == TrailheadStatus::bounded;
  if (says_route == answer.routes.empty()) {
    return "its status and its routes contradict each other";
  }
  if (!says_route && !answer.why_none) {
    return "it gives no reason for having no route";
  }
  const std::int64_t best_cdm = says_route ? answer.routes.front().loss.total_cdm() : kNoLoss;
  if (answer.least_loss_cdm > best_cdm) {
    return "its bound is above its best route";
  }
  const bool is_proof = answer.status == TrailheadStatus::optimal || answer.status == TrailheadStatus::none_exists;
  if (is_proof && (best_cdm != truth.best_loss_cdm.value_or(kNoLoss) || answer.least_loss_cdm != best_cdm)) {
    return "what it calls proved is not the truth";
  }
  return "";
}

bool is_settled(const TrailheadAnswer& answer, const BruteForce& truth) {
  return answer.status == (truth.best_loss_cdm ? TrailheadStatus::optimal : TrailheadStatus::none_exists);
}

}  // namespace loopgenie::test
