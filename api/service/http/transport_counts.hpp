// What a transport counts of requests and connections that `handle` never sees. /metrics prints it.
#pragma once

#include <atomic>
#include <cstdint>

namespace loopgenie::service {

struct TransportCounts {
  std::atomic<std::uint64_t> refused{0};      // heads of requests that the parser refused
  std::atomic<std::uint64_t> cut_readers{0};  // connections closed because their reader took too long
  std::atomic<std::uint64_t> turned_away{0};  // connections closed because there were too many
};

}  // namespace loopgenie::service
