#include "core/search/bucket_queue.hpp"

#include <algorithm>

namespace loopgenie {

void BucketQueue::take_up_far() {
  start_at(std::min_element(far_.begin(), far_.end(), [](const Far& a, const Far& b) {
             return a.weight < b.weight;
           })->weight);
  std::size_t kept = 0;
  for (const Far& far : far_) {
    if (bucket_of(far.weight) < kBuckets) {
      put(far.node, static_cast<std::uint32_t>(bucket_of(far.weight)));
    } else {
      far_[kept++] = far;
    }
  }
  far_.resize(kept);
}

}  // namespace loopgenie
