#include "core/search/bucket_queue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/base/random.hpp"

namespace loopgenie {
namespace {

/// Puts weights in while taking nodes out, as a search does, and gives the weights in the order they came out in.
std::vector<std::int64_t> drained(BucketQueue& queue, std::int64_t longest, std::uint64_t seed) {
  Random random(seed);
  std::vector<std::int64_t> weight_of_node(1, 0);
  std::vector<std::int64_t> out;
  queue.begin(longest);
  queue.push(NodeIndex(0), 0);
  while (!queue.empty()) {
    const std::int64_t weight = weight_of_node[queue.pop().value()];
    out.push_back(weight);
    for (int i = 0; i < 3 && weight_of_node.size() < 5'000; ++i) {
      weight_of_node.push_back(weight + random.below(static_cast<std::uint32_t>(longest / 20 + 1)));
      queue.push(NodeIndex(static_cast<std::uint32_t>(weight_of_node.size() - 1)), weight_of_node.back());
    }
  }
  EXPECT_EQ(out.size(), weight_of_node.size());
  return out;
}

TEST(BucketQueue, TakesNodesOutInTheOrderOfTheirBuckets) {
  BucketQueue queue;
  constexpr std::int64_t kLongest = 1'000'000;
  constexpr std::int64_t kWidth = 1024;  // 2^20 / kBuckets
  const std::vector<std::int64_t> out = drained(queue, kLongest, 1);
  std::int64_t heaviest = 0;
  for (const std::int64_t weight : out) {
    if (weight <= kLongest) {
      EXPECT_GT(weight, heaviest - kWidth);
    }
    heaviest = std::max(heaviest, weight);
  }
}

TEST(BucketQueue, IsExactWhereABucketHoldsOneWeight) {
  BucketQueue queue;
  queue.begin(BucketQueue::kBuckets - 1);
  for (const std::uint32_t weight : {700U, 3U, 64U, 63U, 1023U, 0U}) {
    queue.push(NodeIndex(weight), weight);
  }
  for (const std::uint32_t weight : {0U, 3U, 63U, 64U, 700U, 1023U}) {
    EXPECT_EQ(queue.pop(), NodeIndex(weight));
  }
  EXPECT_TRUE(queue.empty());
}

TEST(BucketQueue, KeepsWhatIsHeavierThanSaid) {
  BucketQueue queue;
  queue.begin(10);
  queue.push(NodeIndex(1), std::int64_t{1} << 60);
  queue.push(NodeIndex(2), 5);
  EXPECT_EQ(queue.pop(), NodeIndex(2));
  EXPECT_EQ(queue.pop(), NodeIndex(1));
  EXPECT_TRUE(queue.empty());
}

TEST(BucketQueue, OrdersWhatIsFarBeyondTheLongestAsFinely) {
  BucketQueue queue;
  queue.begin(BucketQueue::kBuckets - 1);
  Random random(4);
  std::vector<std::uint32_t> weights;
  for (int i = 0; i < 2'000; ++i) {
    weights.push_back(random.below(3) * 1'000'000 + random.below(2'000));
    queue.push(NodeIndex(weights.back()), weights.back());
  }
  std::sort(weights.begin(), weights.end());
  for (const std::uint32_t weight : weights) {
    EXPECT_EQ(queue.pop(), NodeIndex(weight));
  }
  EXPECT_TRUE(queue.empty());
}

TEST(BucketQueue, StartsAnewAfterItWasDrained) {
  BucketQueue used;
  static_cast<void>(drained(used, 5'000'000'000, 2));
  BucketQueue fresh;
  EXPECT_EQ(drained(used, 12'345, 3), drained(fresh, 12'345, 3));
}

}  // namespace
}  // namespace loopgenie
