// The calling thread's own time on a processor, in seconds: what other programs take from it does not count.
#pragma once

#include <ctime>

namespace loopgenie::bench {

[[nodiscard]] inline double thread_cpu_s() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

class CpuTimer {
 public:
  [[nodiscard]] double elapsed_s() const { return thread_cpu_s() - started_s_; }

 private:
  double started_s_ = thread_cpu_s();
};

}  // namespace loopgenie::bench
