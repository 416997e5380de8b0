// One client's connection. It takes bytes in, answers the requests in their order (pipelined ones, too), and sends the
// responses.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "api/service/http/message.hpp"
#include "api/service/http/outbox.hpp"
#include "api/service/http/request_log.hpp"
#include "api/service/http/request_parser.hpp"
#include "api/service/http/transport_counts.hpp"

namespace loopgenie::service {

/// What all connections share.
struct ConnectionShared {
  const AnswerFn answer;
  TransportCounts& counts;
  const ParseLimits limits;
  SlowLane lane;
  RequestLog* const log;  // null: none
  const bool log_addresses;
  std::atomic<bool> draining = false;  // the server is stopping: each response is its connection's last
  std::atomic<std::chrono::steady_clock::time_point> last_bytes{};  // when bytes last came; kept only while draining
  std::atomic<int> in_flight = 0;
  std::atomic<std::size_t> open_connections = 0;
};

class ClientConnection {
 public:
  explicit ClientConnection(ConnectionShared& shared)
      : shared_(shared), outbox_(std::make_shared<Outbox>(shared.lane)) {
    ++shared_.open_connections;
  }
  ~ClientConnection() { --shared_.open_connections; }
  ClientConnection(const ClientConnection&) = delete;
  ClientConnection& operator=(const ClientConnection&) = delete;

  /// Adds the bytes to what came before, and answers every request that is complete. `fd` is the connection's socket.
  /// Returns how many were answered.
  int receive(int fd, std::string_view bytes);

  /// Part of a request has come, and its rest has not.
  [[nodiscard]] bool is_within_request() const { return !closing_ && (!input_.empty() || skip_bytes_ > 0); }
  /// The reader has not taken all of a response yet.
  [[nodiscard]] bool is_sending() const { return outbox_->is_waiting(); }

 private:
  void respond(int fd, const Response& response, bool keep_alive);
  void log(int fd, const Request& request, const Response& response, std::chrono::steady_clock::time_point start) const;

  ConnectionShared& shared_;
  std::shared_ptr<Outbox> outbox_;  // shared with the slow lane, which may use it after the connection is gone
  std::string input_;
  std::uint64_t skip_bytes_ = 0;  // what is left to skip of a request's body
  bool closing_ = false;          // the last response is on its way; bytes that still come in are ignored
};

}  // namespace loopgenie::service
