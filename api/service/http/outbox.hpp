// Every byte that leaves the server goes through here. A response is written at once, without waiting. What the socket
// does not take is left to the slow lane: a thread of its own that sleeps in epoll until the reader makes room. So a
// reader that stalls holds up nobody. It costs the memory of its response, which is limited for each connection, for
// all together, and in time. (Pistache's own writer spins on a full socket: upstream issue 949.)
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "api/service/http/message.hpp"

namespace loopgenie::service {

struct OutboxLimits {
  std::size_t connection_bytes = std::size_t{8} << 20;  // unsent on one connection that has more than one response
  std::size_t total_bytes = std::size_t{64} << 20;      // unsent on all connections together
  std::chrono::milliseconds stall{5'000};               // longest time without any progress
  std::chrono::milliseconds total_time{120'000};        // longest time a connection may have unsent bytes
};

class SlowLane;

/// The unsent bytes of one connection.
class Outbox : public std::enable_shared_from_this<Outbox> {
 public:
  explicit Outbox(SlowLane& lane) : lane_(lane) {}

  /// Sends, or queues behind what waits already. `fd` is the connection's socket, open during the call. After the
  /// `last` response the sending side is closed. False if the connection cannot be used any more.
  bool send(int fd, std::string head, Bytes body, bool last);
  /// Closes the sending side once all is sent.
  void end(int fd);
  [[nodiscard]] bool is_waiting() const;

 private:
  friend class SlowLane;
  bool send_or_queue(int fd, std::string head, Bytes body, bool last);

  enum class Progress { none, some, finished, broken };

  struct Part {
    std::string head;
    Bytes body;
    std::size_t sent = 0;
    [[nodiscard]] std::size_t size() const { return head.size() + (body ? body->size() : 0); }
  };

  /// Writes as much as the socket takes, at most about `budget` bytes. REQUIRES mutex_ held.
  Progress write_some(int fd, std::size_t budget);
  /// Called by the slow lane when the socket has room. With `finished` or `broken` the outbox leaves the lane.
  Progress take_turn(int fd);
  void drop_all();

  SlowLane& lane_;
  mutable std::mutex mutex_;
  std::deque<Part> parts_;
  std::atomic<std::size_t> waiting_bytes_ = 0;  // read by the lane without the mutex
  bool in_lane_ = false;
  bool last_ = false;
  bool was_cut_ = false;
};

class SlowLane {
 public:
  /// `on_cut` is called for each reader that is given up, by any thread.
  SlowLane(OutboxLimits limits, std::function<void()> on_cut);
  ~SlowLane();
  SlowLane(const SlowLane&) = delete;
  SlowLane& operator=(const SlowLane&) = delete;

  /// Waits until every queued response is sent or given up, at most until the deadline. False if some are left.
  bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

 private:
  friend class Outbox;
  using Clock = std::chrono::steady_clock;
  struct Entry {
    std::shared_ptr<Outbox> outbox;
    Clock::time_point since;
    Clock::time_point last_progress;
  };

  /// Watches a copy of the descriptor, so that the connection's owner may close its own at any time. False if the
  /// process has no descriptor left.
  bool add(int fd, std::shared_ptr<Outbox> outbox);
  /// Gives up the readers with the most unsent bytes, until all that wait is within the limit. REQUIRES no outbox
  /// locked.
  void cut_largest();
  void cut(int fd, Outbox& outbox);
  void run();
  void serve(int fd);
  void cut_stalled();
  void remove(int fd);

  const OutboxLimits limits_;
  const std::function<void()> on_cut_;
  std::atomic<std::size_t> total_bytes_ = 0;
  int epoll_fd_ = -1;
  int wake_fd_ = -1;
  std::mutex mutex_;
  std::condition_variable emptied_;
  std::unordered_map<int, Entry> entries_;
  bool stop_ = false;
  std::thread thread_;
};

}  // namespace loopgenie::service
