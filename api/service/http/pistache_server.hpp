// The transport for HTTP/1.1. Pistache does the listening, the threads with an event loop each, and the connections.
//
// Three parts of Pistache 0.0.5 are replaced, each for measured faults. request_parser.hpp replaces its parser, which
// answers malformed fields with 500 and an exception text, loses pipelined requests, and takes a request without Host.
// outbox.hpp replaces its response writer, which spins on a full socket, drops fields it does not know, and copies
// every body. fair_transport.hpp replaces its reading, which lets a client that keeps sending keep a thread for itself.
// DECISIONS.md says why Pistache is kept for the rest.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "api/service/http/message.hpp"
#include "api/service/http/outbox.hpp"
#include "api/service/http/request_log.hpp"
#include "api/service/http/request_parser.hpp"
#include "api/service/http/transport_counts.hpp"
#include "core/base/result.hpp"

namespace loopgenie::service {

struct ServerOptions {
  std::string address = "127.0.0.1";  // DEFAULT this machine only
  std::uint16_t port = 8080;          // 0: a free one
  int threads = 2;
  std::size_t waiting_threads = 2;  // for answers that wait; DEFAULT one per connection to the database
  std::size_t most_waiting = 256;   // answers that wait for such a thread; more are refused with 503
  /// A connection above this number is closed at once. Without descriptors Pistache would spin until some are free.
  std::size_t max_connections = 4'096;
  std::chrono::milliseconds request_timeout{5'000};      // from the first byte of a request to its last
  std::chrono::milliseconds keep_alive_timeout{20'000};  // between requests
  ParseLimits parse;
  OutboxLimits outbox;
  RequestLog* log = nullptr;  // outlives the server; null: no line per request
  bool log_addresses = false;
};

class PistacheServer {
 public:
  /// Everything that `answers` and `counts` refer to must outlive the server.
  PistacheServer(ServerOptions options, Answers answers, TransportCounts& counts);
  ~PistacheServer();
  PistacheServer(const PistacheServer&) = delete;
  PistacheServer& operator=(const PistacheServer&) = delete;

  /// The server listens when this returns. Error io if the address cannot be had; it says what to do.
  [[nodiscard]] Result<void> start();
  [[nodiscard]] std::uint16_t port() const;
  /// "http://127.0.0.1:8080"
  [[nodiscard]] std::string url() const;

  /// Answers what is in flight with `Connection: close`, for at most `grace`, then stops. True if nothing was dropped.
  bool stop(std::chrono::milliseconds grace);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace loopgenie::service
