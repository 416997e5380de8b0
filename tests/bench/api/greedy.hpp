// What an ordinary client feels of greedy ones: connections that pipeline requests without end.
#pragma once

#include <cstdint>
#include <string>

namespace loopgenie::bench {

enum class Greed {
  none,
  reads_all,     // takes the answers as fast as they come
  reads_slowly,  // takes little of them now and then; where the server cuts it, it comes again
};

struct BesideGreed {
  double p50_ms = 0;
  double p99_ms = 0;
  double worst_ms = 0;
  double greedy_mib_per_s = 0;  // of answers that the greedy ones took
};

/// Asks the server on this machine's port for `path` a hundred times a second on one connection, while `connections`
/// greedy ones ask for `greedy_path`. Ends the program where an answer is missing.
[[nodiscard]] BesideGreed measure_beside_greed(std::uint16_t port, const std::string& path, Greed greed,
                                               int connections, const std::string& greedy_path, int seconds);

}  // namespace loopgenie::bench
