// One client's connection. It takes bytes in, answers the requests in their order (pipelined ones, too), and sends the
// responses. It knows neither when a socket is ready nor how late it is: fair_transport.hpp does, and calls it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
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
  const Answers answers;
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
  explicit ClientConnection(ConnectionShared& shared);
  ~ClientConnection();
  ClientConnection(const ClientConnection&) = delete;
  ClientConnection& operator=(const ClientConnection&) = delete;

  /// Adds the bytes to what came before. Bytes that come after the last response was made are dropped.
  void receive(std::string_view bytes);

  /// Answers the requests that are complete, at most `max_requests`. It stops at one whose answer has to wait (see
  /// `waiting_request`). `fd` is the connection's socket. Returns how many requests it took.
  int answer(int fd, int max_requests);

  /// The request whose answer has to wait; null if there is none. No other is answered until `answer_waiting`.
  [[nodiscard]] const Request* waiting_request() const { return waiting_ ? &waiting_->request : nullptr; }
  /// REQUIRES a waiting request.
  void answer_waiting(int fd, const Response& response);

  /// Ends the connection with a last response that answers no request.
  void refuse(int fd, const Response& response);
  /// Ends the connection without another response.
  void end(int fd);

  /// There are bytes that `answer` has not read to their end.
  [[nodiscard]] bool may_have_requests() const { return unread_ && !waiting_ && !closing_; }
  /// Part of a request has come, and its rest has not.
  [[nodiscard]] bool is_within_request() const { return !closing_ && (!input_.empty() || skip_bytes_ > 0); }
  /// The reader has not taken all of a response yet.
  [[nodiscard]] bool is_sending() const { return outbox_->is_waiting(); }
  /// The last response was made, or there will be none.
  [[nodiscard]] bool is_closing() const { return closing_; }
  /// Bytes that came after it.
  [[nodiscard]] std::size_t dropped_bytes() const { return dropped_bytes_; }

 private:
  struct Waiting {
    Request request;
    bool keep_alive;
    std::chrono::steady_clock::time_point start;
  };

  void respond(int fd, const Response& response, bool keep_alive);
  void log(int fd, const Request& request, const Response& response, std::chrono::steady_clock::time_point start) const;

  ConnectionShared& shared_;
  std::shared_ptr<Outbox> outbox_;  // shared with the slow lane, which may use it after the connection is gone
  std::string input_;
  std::uint64_t skip_bytes_ = 0;  // what is left to skip of a request's body
  bool unread_ = false;           // input_ may hold a complete request
  bool closing_ = false;          // the last response is on its way; bytes that still come in are dropped
  std::size_t dropped_bytes_ = 0;
  std::optional<Waiting> waiting_;
};

}  // namespace loopgenie::service
