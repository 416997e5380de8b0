// A server as a child process of a benchmark: started, watched from outside (CPU time and memory by /proc), ended.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace loopgenie::bench {

class ServerProcess {
 public:
  /// Starts it and waits until something listens on the port of this machine; ends the program where nothing does
  /// within 10 s. `log` receives all it prints.
  ServerProcess(const std::vector<std::string>& arguments, const std::string& log, std::uint16_t port);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  /// CPU time so far, in microseconds, of all its threads and of its children's.
  [[nodiscard]] double cpu_us() const;
  /// Memory that is resident now, of the process itself.
  [[nodiscard]] double resident_mib() const;

 private:
  pid_t pid_;
};

/// A free port of this machine.
[[nodiscard]] std::uint16_t free_port();

}  // namespace loopgenie::bench
