#include "core/base/sort.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/base/random.hpp"

namespace loopgenie {
namespace {

TEST(HeapSort, SortsAsTheStandardLibraryDoes) {
  Random random(7);
  for (std::size_t size = 0; size < 200; ++size) {
    for (const std::uint32_t values : {1U, 3U, 1'000'000U}) {
      std::vector<std::uint32_t> rows;
      for (std::size_t i = 0; i < size; ++i) {
        rows.push_back(random.below(values));
      }
      std::vector<std::uint32_t> expected = rows;
      std::sort(expected.begin(), expected.end());
      heap_sort(rows);
      EXPECT_EQ(rows, expected) << size << " of " << values;
      std::sort(expected.begin(), expected.end(), std::greater<>());
      heap_sort(rows, std::greater<>());
      EXPECT_EQ(rows, expected) << size << " of " << values << ", the other way round";
    }
  }
}

TEST(HeapSort, OfAPartLeavesTheRest) {
  std::vector<int> rows = {9, 8, 3, 2, 1, 0};
  heap_sort(std::span(rows).subspan(2, 3));
  EXPECT_EQ(rows, (std::vector{9, 8, 1, 2, 3, 0}));
}

TEST(HeapSort, MovesRowsAndNeverCopiesThem) {
  std::vector<std::unique_ptr<int>> rows;
  for (const int value : {2, 0, 1, 3}) {
    rows.push_back(std::make_unique<int>(value));
  }
  heap_sort(rows, [](const auto& a, const auto& b) { return *a < *b; });
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(*rows[static_cast<std::size_t>(i)], i);
  }
}

}  // namespace
}  // namespace loopgenie
