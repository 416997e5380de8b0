// Progress on stderr: a line when a step begins and, in long ones, one every few seconds.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

namespace loopgenie::ingest {

class ProgressPrinter {
 public:
  void operator()(std::string_view step, double share) {
    const auto now = std::chrono::steady_clock::now();
    const bool is_new = step != step_;
    if (!is_new && (now - printed_ < kInterval || share >= 1)) {
      return;
    }
    step_ = step;
    printed_ = now;
    if (is_new && share <= 0) {
      std::fprintf(stderr, "[ingest] %s …\n", step_.c_str());
    } else {
      std::fprintf(stderr, "[ingest] %s … %.0f %%\n", step_.c_str(), share * 100);
    }
  }

 private:
  static constexpr std::chrono::seconds kInterval{1};
  std::string step_;
  std::chrono::steady_clock::time_point printed_;
};

}  // namespace loopgenie::ingest
