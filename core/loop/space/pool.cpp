#include "core/loop/space/pool.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace loopgenie {
namespace {

// The order of ties: by the sets of edges, so that a cycle's direction and first node do not matter.
bool is_better(const Pool::Entry& a, const Pool::Entry& b) {
  return a.loss_cdm != b.loss_cdm ? a.loss_cdm < b.loss_cdm : a.edge_bits > b.edge_bits;
}

}  // namespace

void Pool::offer(const Cycle& cycle, std::int64_t loss_cdm) {
  if (listener_ != nullptr) {
    listener_->hear(cycle, loss_cdm);
  }
  if (loss_cdm >= wanted_below_cdm_ || (entries_.size() == capacity_ && loss_cdm > entries_.back().loss_cdm)) {
    return;
  }
  Entry entry{loss_cdm, 0, std::vector<std::uint64_t>((space_->graph.edge_count() + 63) / 64), {}};
  for (const CycleStep& step : cycle) {
    entry.length_dm += space_->figures[step.edge.value()].length_dm;
    entry.edge_bits[step.edge.value() / 64] |= std::uint64_t{1} << (step.edge.value() % 64);
  }
  const auto place =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return is_better(entry, e); });
  if (std::any_of(entries_.begin(), place, [&](const Entry& e) { return is_alike(e, entry); })) {
    return;
  }
  entry.cycle = cycle;
  auto at = entries_.insert(place, std::move(entry));
  const Entry& taken = *at;
  entries_.erase(std::remove_if(at + 1, entries_.end(), [&](const Entry& e) { return is_alike(taken, e); }),
                 entries_.end());
  if (entries_.size() > capacity_) {
    entries_.pop_back();
  }
}

bool Pool::is_alike(const Entry& a, const Entry& b) const {
  std::int64_t shared_dm = 0;
  for (std::size_t w = 0; w < a.edge_bits.size(); ++w) {
    for (std::uint64_t bits = a.edge_bits[w] & b.edge_bits[w]; bits != 0; bits &= bits - 1) {
      shared_dm += space_->figures[w * 64 + static_cast<std::size_t>(std::countr_zero(bits))].length_dm;
    }
  }
  return a.edge_bits == b.edge_bits ||
         shared_dm * LoopLimits::kMillion > max_shared_ppm_ * std::min(a.length_dm, b.length_dm);
}

}  // namespace loopgenie
