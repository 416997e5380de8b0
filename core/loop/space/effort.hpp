// Counts the work of a search and says when to stop: at a number of steps, or when a callback asks for it. The number
// of steps is a function of the input alone, so an effort gives the same result everywhere; the callback need not.
#pragma once

#include <cstdint>
#include <limits>

#include "core/base/stop.hpp"

namespace loopgenie {

class Effort {
 public:
  Effort(std::uint64_t budget, const StopFn& stop) : budget_(budget), stop_(stop) {}

  void spend(std::uint64_t steps) { spent_ += steps; }
  [[nodiscard]] std::uint64_t spent() const { return spent_; }

  /// True once the budget is spent or the callback said so. The callback is asked once in kStepsPerCall steps.
  [[nodiscard]] bool is_over() { return is_over(budget_); }

  /// The same for a part of the work that may use the steps up to `budget` only.
  [[nodiscard]] bool is_over(std::uint64_t budget) {
    if (!is_stopped_ && spent_ >= next_call_) {
      next_call_ = spent_ + kStepsPerCall;
      is_stopped_ = stop_ && stop_();
    }
    return is_stopped_ || spent_ >= budget || spent_ >= budget_;
  }

  [[nodiscard]] std::uint64_t budget() const { return budget_; }

 private:
  static constexpr std::uint64_t kStepsPerCall = 10'000;

  std::uint64_t budget_;
  const StopFn& stop_;
  std::uint64_t spent_ = 0;
  std::uint64_t next_call_ = 0;
  bool is_stopped_ = false;
};

}  // namespace loopgenie
