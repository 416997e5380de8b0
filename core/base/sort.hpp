// Heap sort: for the planner's many sorts of a few rows each. Each instance of it is a fifth of one of std::sort, and
// size counts where the planner runs in a browser; what is sorted again and again in a search takes std::sort, which is
// faster.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace loopgenie {

/// Ascending by `less`, in place; rows that are equal by it may come in any order. O(n log n), also at worst.
template <typename Row, typename Less = std::less<>>
void heap_sort(std::span<Row> rows, Less less = {}) {
  std::size_t root = rows.size() / 2;  // from here on, every row is the root of a heap
  std::size_t unsorted = rows.size();
  while (unsorted > 1) {
    if (root > 0) {
      --root;
    } else {
      --unsorted;
      std::swap(rows[0], rows[unsorted]);
    }
    Row sinking = std::move(rows[root]);
    std::size_t at = root;
    for (std::size_t child = 2 * at + 1; child < unsorted; child = 2 * at + 1) {
      child += child + 1 < unsorted && less(rows[child], rows[child + 1]) ? 1 : 0;
      if (!less(sinking, rows[child])) {
        break;
      }
      rows[at] = std::move(rows[child]);
      at = child;
    }
    rows[at] = std::move(sinking);
  }
}

template <typename Row, typename Less = std::less<>>
void heap_sort(std::vector<Row>& rows, Less less = {}) {
  heap_sort(std::span(rows), less);
}

}  // namespace loopgenie
