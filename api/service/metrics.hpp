// Figures for Prometheus (text format 0.0.4). Counting takes no lock. Every label comes from a closed set, so that no
// client can add one.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "api/service/http/transport_counts.hpp"
#include "api/service/route.hpp"
#include "api/service/tiles/tile_source.hpp"

namespace loopgenie::service {

class Metrics {
 public:
  /// Requests are counted by the row of kRoutes, and as `kOther` where the path is none of them.
  static constexpr std::size_t kRouteCount = std::variant_size_v<Route> + 1;
  static constexpr std::size_t kOther = kRouteCount - 1;
  /// Upper bounds of the latency buckets, in microseconds.
  static constexpr std::array<std::uint32_t, 9> kBucketBoundsUs = {100,    250,     1'000,   2'500,    10'000,
                                                                   25'000, 100'000, 500'000, 2'000'000};

  void count(std::size_t route, int status, std::size_t body_bytes, std::chrono::nanoseconds duration);
  /// The transport (PistacheServer) counts here.
  [[nodiscard]] TransportCounts& transport() { return transport_; }

  [[nodiscard]] std::string to_prometheus(const TileSource& source) const;

 private:
  void append_requests(std::string& out) const;
  void append_durations(std::string& out) const;

  using Counter = std::atomic<std::uint64_t>;
  std::array<std::array<Counter, 6>, kRouteCount> requests_{};  // by route and status / 100
  std::array<Counter, kRouteCount> body_bytes_{};
  std::array<Counter, kBucketBoundsUs.size() + 1> buckets_{};
  Counter duration_ns_{0};
  TransportCounts transport_;
};

}  // namespace loopgenie::service
