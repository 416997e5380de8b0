// Finds ids in an ascending list, quickly where one id after the other lies near the one before.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace loopgenie::ingest {

/// Files and ways name nodes more or less in the order of their ids: from the place of the last one found, the search
/// goes out in growing steps, then halves what is left (J. L. Bentley, A. C. Yao, "An almost optimal algorithm for
/// unbounded searching", Information Processing Letters 5(3), 1976).
class NodeFinder {
 public:
  /// `ids` must outlive the finder and ascend whenever it is asked.
  explicit NodeFinder(const std::vector<std::int64_t>& ids) : ids_(ids) {}

  /// The place of the id in the list; nullopt where it is not in it. O(log d) for d places from the last one.
  [[nodiscard]] std::optional<std::uint32_t> find(std::int64_t id) {
    std::size_t begin = last_;
    std::size_t end = last_;
    for (std::size_t step = 1; end < ids_.size() && ids_[end] < id; step *= 2) {
      begin = end;
      end = std::min(ids_.size(), end + step);
    }
    for (std::size_t step = 1; begin > 0 && ids_[begin - 1] >= id; step *= 2) {
      end = begin;
      begin -= std::min(begin, step);
    }
    const auto from = ids_.begin();
    const auto found =
        std::lower_bound(from + static_cast<std::ptrdiff_t>(begin), from + static_cast<std::ptrdiff_t>(end), id);
    last_ = static_cast<std::size_t>(found - from);
    return last_ < ids_.size() && *found == id ? std::optional(static_cast<std::uint32_t>(last_)) : std::nullopt;
  }

 private:
  const std::vector<std::int64_t>& ids_;
  std::size_t last_ = 0;
};

}  // namespace loopgenie::ingest
