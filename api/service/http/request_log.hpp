// One line of JSON per request: time, method, path, status, bytes of the body, microseconds. It never has the query
// string, and the address only if asked for: nobody keeps a log of who looked where by accident.
//
//   {"time":"2026-01-31T12:00:00Z","method":"GET","path":"/v1/meta","status":200,"bytes":512,"us":41}
//
// A worker never waits for the log. Lines are collected in memory, and a thread of their own writes them twice a
// second. If writing stalls and more than kMaxWaitingBytes wait, further lines are dropped and counted.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace loopgenie::service {

struct LoggedRequest {
  std::string_view method{};  // method and path are "" if the request could not be read
  std::string_view path{};
  int status = 0;
  std::size_t body_bytes = 0;
  std::chrono::nanoseconds duration{};
  std::string_view address{};  // "": left out
};

/// Appends the line without its line break. A byte that JSON would escape is written as '?', a long path is cut.
void append_log_line(const LoggedRequest& request, std::string& out);

class RequestLog {
 public:
  static constexpr std::size_t kMaxWaitingBytes = std::size_t{1} << 20;

  /// Writes to the descriptor and leaves it open.
  explicit RequestLog(int fd);
  /// Writes what waits.
  ~RequestLog();
  RequestLog(const RequestLog&) = delete;
  RequestLog& operator=(const RequestLog&) = delete;

  void add(const LoggedRequest& request);

 private:
  void run();

  const int fd_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::string waiting_;
  std::uint64_t dropped_ = 0;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace loopgenie::service
