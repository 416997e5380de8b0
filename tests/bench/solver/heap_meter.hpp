// What the calling thread has on the heap: the program's operator new and delete are replaced by ones that count.
// Memory must be freed by the thread that took it, or the figures of both are off.
#pragma once

#include <cstddef>

namespace loopgenie::bench {

class HeapMeter {
 public:
  /// Begins anew: what the thread holds now counts as nothing.
  HeapMeter();
  /// The most the thread has held at one time since, in bytes, above what it held at the beginning.
  [[nodiscard]] std::size_t peak_bytes() const;

 private:
  std::ptrdiff_t held_before_;
};

}  // namespace loopgenie::bench
