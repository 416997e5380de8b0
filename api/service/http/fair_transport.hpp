// Decides which connection is served when: Pistache's transport, with connections that take turns.
//
// Pistache 0.0.5 reads a connection until nothing is left to read, so a client that keeps sending keeps a thread for
// itself. Here a turn reads at most kTurnBytes from a connection and answers at most kTurnRequests of its requests;
// then every other connection that is ready has its turn. A request whose answer has to wait goes to the waiting room,
// and its connection is not read until the answer is there.
//
// Time limits are checked every kTickMs. A request that is not complete in time is answered with 408. A connection
// without a request is ended after keep_alive_timeout. What the client has sent by then is read first: the worker may
// be late itself. An ended connection stays open for reading so that no reset takes the last response from the client
// (RFC 9112 §9.6), until the client closes it, kLinger is over or the client has sent kLingerBytes.
#pragma once

#include <chrono>
#include <memory>
#include <unordered_map>
#include <vector>

#include <pistache/peer.h>
#include <pistache/tcp.h>
#include <pistache/transport.h>

#include "api/service/http/client_connection.hpp"
#include "api/service/http/waiting_room.hpp"

namespace loopgenie::service {

struct TransportLimits {
  std::size_t max_connections = 4'096;
  std::chrono::milliseconds request_timeout{5'000};
  std::chrono::milliseconds keep_alive_timeout{20'000};
};

/// Pistache makes a copy for each worker thread. Only that thread calls it.
class FairTransport : public Pistache::Tcp::Transport {
 public:
  static constexpr std::size_t kTurnBytes = std::size_t{16} << 10;
  static constexpr int kTurnRequests = 16;
  static constexpr int kTickMs = 250;
  static constexpr std::chrono::milliseconds kLinger{2'000};
  static constexpr std::size_t kLingerBytes = std::size_t{256} << 10;

  /// Where there are too many connections, those go first that do nothing, or send one request for so long; so many at
  /// once, since finding them takes a look at all.
  static constexpr std::chrono::milliseconds kTimeForRequest{1'000};
  static constexpr std::size_t kLeaveTogether = 32;

  FairTransport(std::shared_ptr<ConnectionShared> shared, std::shared_ptr<WaitingRoom> room, TransportLimits limits);
  ~FairTransport() override;
  FairTransport(const FairTransport&) = delete;
  FairTransport& operator=(const FairTransport&) = delete;

  void registerPoller(Pistache::Polling::Epoll& poller) override;
  void onReady(const Pistache::Aio::FdSet& fds) override;
  [[nodiscard]] std::shared_ptr<Pistache::Aio::Handler> clone() const override;

 private:
  using Clock = std::chrono::steady_clock;
  using Peer = std::shared_ptr<Pistache::Tcp::Peer>;
  class Arrivals;
  struct Client;
  struct Returned;  // answers from the waiting room, on their way back to this thread

  [[nodiscard]] bool is_here(const Peer& peer) const;
  void add_turn(const Peer& peer, std::shared_ptr<Client> client);
  void take_turns();
  /// False if there is nothing more to do for the connection now.
  bool take_turn(const Peer& peer, Client& client);
  bool read_some(const Peer& peer, Client& client);
  bool answer_some(const Peer& peer, Client& client);
  void let_wait(const Peer& peer, Client& client);
  void take_returned();
  [[nodiscard]] bool is_overdue(const Client& client, Clock::time_point now) const;
  void check_times();
  /// Reads what has come already, and ends the connection where it is overdue even so. REQUIRES an overdue one.
  void end_unless_heard(const Peer& peer, const std::shared_ptr<Client>& its, Clock::time_point now);
  /// Closes the connections that have done nothing for the longest time.
  void make_room();
  void close(const Peer& peer);

  const std::shared_ptr<ConnectionShared> shared_;
  const std::shared_ptr<WaitingRoom> room_;
  const TransportLimits limits_;
  int timer_fd_ = -1;
  int more_fd_ = -1;  // an eventfd: turns are left, or answers have returned
  struct Turn {
    Peer peer;
    std::shared_ptr<Client> client;
  };
  std::vector<Turn> ready_;
  std::vector<Turn> taking_;  // empty between calls; kept for its memory
  std::shared_ptr<Returned> returned_;
};

}  // namespace loopgenie::service
