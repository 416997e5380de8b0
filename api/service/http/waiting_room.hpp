// Threads for answers that have to wait (for the database, or for a long computation), so that the threads that serve
// connections never do. One question at a time per thread, first come, first served.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace loopgenie::service {

class WaitingRoom {
 public:
  using Work = std::function<void()>;

  /// At most `most_waiting` wait besides those that are being worked on.
  WaitingRoom(std::size_t threads, std::size_t most_waiting);
  /// Drops what has not begun, and waits for what has.
  ~WaitingRoom();
  WaitingRoom(const WaitingRoom&) = delete;
  WaitingRoom& operator=(const WaitingRoom&) = delete;

  /// False, and nothing is done, where too many wait already. `work` must not throw.
  [[nodiscard]] bool add(Work work);

 private:
  void run();

  const std::size_t most_waiting_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Work> waiting_;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace loopgenie::service
