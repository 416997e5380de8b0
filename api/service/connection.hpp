// One client's connection: bytes in, requests handled in order (also pipelined ones), responses out.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "api/service/handle.hpp"
#include "api/service/outbox.hpp"
#include "api/service/request_parser.hpp"

namespace loopgenie::service {

/// What all connections share.
struct ConnectionShared {
  Context& context;
  const ParseLimits limits;
  SlowLane lane;
  std::atomic<bool> draining = false;  // the server is stopping: each response is its connection's last
  std::atomic<int> in_flight = 0;
};

class Connection {
 public:
  explicit Connection(ConnectionShared& shared) : shared_(shared), outbox_(std::make_shared<Outbox>(shared.lane)) {}

  /// Handles every request that is whole now. `fd` is the connection's socket. Returns how many were answered.
  int receive(int fd, std::string_view bytes);

  /// Part of a request has come, the rest has not.
  [[nodiscard]] bool is_within_request() const { return !closing_ && (!input_.empty() || skip_bytes_ > 0); }
  /// The reader has not taken all of a response yet.
  [[nodiscard]] bool is_sending() const { return outbox_->is_waiting(); }

 private:
  void respond(int fd, const Response& response, bool keep_alive);

  ConnectionShared& shared_;
  std::shared_ptr<Outbox> outbox_;  // the slow lane may outlive the connection with it
  std::string input_;
  std::uint64_t skip_bytes_ = 0;  // of a body that nobody reads
  bool closing_ = false;          // the last response is under way; what still comes in is ignored
};

}  // namespace loopgenie::service
