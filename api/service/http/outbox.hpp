// The one way bytes leave the server. A response is written at once, without waiting; what the socket does not take is
// finished by the slow lane, a thread of its own that sleeps in epoll until the reader makes room. So a reader that
// stalls holds up nobody, and costs no more than the memory of its response, which is bounded per connection, over all
// connections, and in time. (Pistache's own writer spins on a full socket: upstream issue 949.)
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
  std::size_t connection_bytes = std::size_t{8} << 20;  // waiting on one connection, besides the response in progress
  std::size_t total_bytes = std::size_t{64} << 20;      // waiting on all of them
  std::chrono::milliseconds stall{5'000};               // without any progress
  std::chrono::milliseconds total_time{120'000};        // for all that waits on a connection
};

class SlowLane;

/// The unsent bytes of one connection.
class Outbox : public std::enable_shared_from_this<Outbox> {
 public:
  explicit Outbox(SlowLane& lane) : lane_(lane) {}

  /// Sends, or queues behind what waits already. `fd` is the connection's socket, open during the call. After a `last`
  /// response the sending side is closed. False where the connection is of no more use.
  bool send(int fd, std::string head, Bytes body, bool last);
  [[nodiscard]] bool is_waiting() const;

 private:
  friend class SlowLane;
  enum class Progress { none, some, finished, broken };

  struct Part {
    std::string head;
    Bytes body;
    std::size_t sent = 0;
    [[nodiscard]] std::size_t size() const { return head.size() + (body ? body->size() : 0); }
  };

  /// Writes as much as the socket takes, at most about `budget` bytes. REQUIRES mutex_ held.
  Progress write_some(int fd, std::size_t budget);
  /// The slow lane's turn; leaves the lane where `finished` or `broken`.
  Progress take_turn(int fd);
  void drop_all();

  SlowLane& lane_;
  mutable std::mutex mutex_;
  std::deque<Part> parts_;
  std::size_t waiting_bytes_ = 0;
  bool in_lane_ = false;
  bool last_ = false;
};

class SlowLane {
 public:
  /// `on_cut` is called for each reader given up, from the lane's thread.
  SlowLane(OutboxLimits limits, std::function<void()> on_cut);
  ~SlowLane();
  SlowLane(const SlowLane&) = delete;
  SlowLane& operator=(const SlowLane&) = delete;

  /// Waits until every queued response is sent or given up, at most until the deadline.
  bool wait_until_empty(std::chrono::steady_clock::time_point deadline);

 private:
  friend class Outbox;
  using Clock = std::chrono::steady_clock;
  struct Entry {
    std::shared_ptr<Outbox> outbox;
    Clock::time_point since;
    Clock::time_point last_progress;
  };

  /// Watches a copy of the descriptor, so that the connection's owner may close its own at any time. False where there
  /// is no descriptor left for it.
  bool add(int fd, std::shared_ptr<Outbox> outbox);
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
