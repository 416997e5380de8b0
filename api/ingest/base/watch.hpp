// How a long piece of work says what it is doing, and is told to stop.
#pragma once

#include <functional>
#include <string_view>

#include "core/base/stop.hpp"

namespace loopgenie::ingest {

/// Called with the step ("reading ways", …) and how much of it is done, 0 to 1.
using ProgressFn = std::function<void(std::string_view step, double share)>;

struct Watch {
  ProgressFn progress;
  StopFn stop;

  void report(std::string_view step, double share) const {
    if (progress) {
      progress(step, share);
    }
  }
  [[nodiscard]] bool should_stop() const { return stop && stop(); }
};

}  // namespace loopgenie::ingest
