// How long work tells what it does and learns that it should stop.
#pragma once

#include <functional>
#include <string_view>

#include "api/ingest/read.hpp"

namespace loopgenie::ingest {

/// True once the work should end early; asked often, from any thread.
using StopFn = std::function<bool()>;

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
