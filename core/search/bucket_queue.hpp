// A priority queue of nodes for searches that may take them out in nearly the right order.
//
// Weights up to the longest one are put into buckets of equal width, heavier ones wait until all buckets are empty and
// then get buckets of the same width from the least of them on; a bitmap finds the next bucket that holds something,
// and inside a bucket the last in is the first out. So no comparison is made: on the small graphs of a loop search a
// binary heap spends most of its time on the processor's wrong guesses of their outcomes. (One level of buckets: Dial,
// Communications of the ACM 12, 1969; Denardo, Fox, Operations Research 27, 1979.)
#pragma once

#include <array>
#include <bit>
#include <cassert>
#include <cstdint>
#include <vector>

#include "core/base/ids.hpp"

namespace loopgenie {

class BucketQueue {
 public:
  static constexpr std::uint32_t kBuckets = 1024;

  /// Prepares for weights of which most are in [0, longest]. REQUIRES an empty queue and longest ≥ 0.
  void begin(std::int64_t longest) {
    assert(empty() && longest >= 0);
    const auto width = static_cast<std::uint32_t>(std::bit_width(static_cast<std::uint64_t>(longest)));
    shift_ = width > kBucketBits ? width - kBucketBits : 0;
    start_at(0);
  }

  /// REQUIRES a weight that is at least that of the node taken out last. Amortized O(1).
  void push(NodeIndex node, std::int64_t weight) {
    if (bucket_of(weight) < kBuckets) {
      put(node, static_cast<std::uint32_t>(bucket_of(weight)));
    } else {
      far_.push_back({weight, node});
    }
    ++size_;
  }

  [[nodiscard]] bool empty() const { return size_ == 0; }

  /// A node of the lightest bucket. REQUIRES !empty(). O(1); besides, O(kBuckets / 64 + those that wait) whenever the
  /// buckets are empty.
  NodeIndex pop() {
    assert(!empty());
    while (is_filled_[word_] == 0) {
      if (++word_ == is_filled_.size()) {
        take_up_far();
      }
    }
    std::uint64_t& word = is_filled_[word_];
    const std::uint32_t bucket = word_ * kWordBits + static_cast<std::uint32_t>(std::countr_zero(word));
    const Entry& entry = entries_[last_[bucket]];
    last_[bucket] = entry.before;
    if (entry.before == kNone) {
      word &= word - 1;
    }
    --size_;
    return entry.node;
  }

 private:
  static constexpr std::uint32_t kBucketBits = std::bit_width(kBuckets - 1);
  static constexpr std::uint32_t kWordBits = 64;
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  struct Entry {
    NodeIndex node;
    std::uint32_t before;  // in the same bucket
  };

  struct Far {
    std::int64_t weight;
    NodeIndex node;
  };

  [[nodiscard]] std::uint64_t bucket_of(std::int64_t weight) const {
    return static_cast<std::uint64_t>(weight - least_) >> shift_;
  }

  void start_at(std::int64_t least) {
    least_ = least;
    word_ = 0;
    entries_.clear();
  }

  void put(NodeIndex node, std::uint32_t bucket) {
    std::uint64_t& word = is_filled_[bucket / kWordBits];
    const std::uint64_t bit = std::uint64_t{1} << (bucket % kWordBits);
    entries_.push_back({node, (word & bit) != 0 ? last_[bucket] : kNone});
    last_[bucket] = static_cast<std::uint32_t>(entries_.size() - 1);
    word |= bit;
  }

  /// REQUIRES that some wait and that all buckets are empty.
  void take_up_far();

  std::int64_t least_ = 0;  // weight of the first bucket
  std::uint32_t shift_ = 0;
  std::uint32_t word_ = 0;  // no bucket of an earlier one is filled
  std::uint32_t size_ = 0;
  std::array<std::uint64_t, kBuckets / kWordBits> is_filled_{};
  std::array<std::uint32_t, kBuckets> last_{};  // entry, where the bucket is filled
  std::vector<Entry> entries_;
  std::vector<Far> far_;  // too heavy for the buckets
};

}  // namespace loopgenie
