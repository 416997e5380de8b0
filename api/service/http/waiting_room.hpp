// Threads for answers that have to wait for the database or for a long computation, so that the threads that serve
// connections never wait. Each thread works on one answer at a time, in the order in which they were added.
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

  /// At most `most_waiting` answers wait until a thread is free for them.
  WaitingRoom(std::size_t threads, std::size_t most_waiting);
  /// Drops the work that has not begun, and waits until the rest is done.
  ~WaitingRoom();
  WaitingRoom(const WaitingRoom&) = delete;
  WaitingRoom& operator=(const WaitingRoom&) = delete;

  /// False if too many wait already; the work is not done then. `work` must not throw.
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
