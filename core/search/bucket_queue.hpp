// A priority queue of nodes for searches that may take them out in nearly the right order.
//
// Weights up to the longest one are put into buckets of equal width, heavier ones into the last; a bitmap finds the
// next bucket that holds something, and inside a bucket the last in is the first out. So no comparison is made: on the
// small graphs of a loop search a binary heap spends most of its time on the processor's wrong guesses of their
// outcomes. (One level of buckets: Dial, Communications of the ACM 12, 1969; Denardo, Fox, Operations Research 27,
// 1979.)
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

  /// Prepares for weights in [0, longest]. REQUIRES an empty queue.
  void begin(std::int64_t longest) {
    assert(empty());
    const auto width = static_cast<std::uint32_t>(std::bit_width(static_cast<std::uint64_t>(longest)));
    shift_ = width > kBucketBits ? width - kBucketBits : 0;
    word_ = 0;
    entries_.clear();
  }

  /// REQUIRES a weight that is at least that of the node taken out last. Amortized O(1).
  void push(NodeIndex node, std::int64_t weight) {
    const auto place = static_cast<std::uint64_t>(weight) >> shift_;
    const auto bucket = static_cast<std::uint32_t>(place < kBuckets ? place : kBuckets - 1);
    std::uint64_t& word = is_filled_[bucket / kWordBits];
    const std::uint64_t bit = std::uint64_t{1} << (bucket % kWordBits);
    entries_.push_back({node, (word & bit) != 0 ? last_[bucket] : kNone});
    last_[bucket] = static_cast<std::uint32_t>(entries_.size() - 1);
    word |= bit;
    ++size_;
  }

  [[nodiscard]] bool empty() const { return size_ == 0; }

  /// A node of the lightest bucket. REQUIRES !empty(). O(1), and O(kBuckets / 64) over all calls.
  NodeIndex pop() {
    assert(!empty());
    while (is_filled_[word_] == 0) {
      ++word_;
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

  std::uint32_t shift_ = 0;
  std::uint32_t word_ = 0;  // no bucket of an earlier one is filled
  std::uint32_t size_ = 0;
  std::array<std::uint64_t, kBuckets / kWordBits> is_filled_{};
  std::array<std::uint32_t, kBuckets> last_{};  // entry, where the bucket is filled
  std::vector<Entry> entries_;
};

}  // namespace loopgenie
