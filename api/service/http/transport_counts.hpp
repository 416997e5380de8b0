// What happened to connections before or beside an answer, for the figures of /metrics.
#pragma once

#include <atomic>
#include <cstdint>

namespace loopgenie::service {

struct TransportCounts {
  std::atomic<std::uint64_t> refused{0};      // requests that could not be read as one
  std::atomic<std::uint64_t> cut_readers{0};  // connections whose reader took too long
  std::atomic<std::uint64_t> turned_away{0};  // connections over the limit
};

}  // namespace loopgenie::service
