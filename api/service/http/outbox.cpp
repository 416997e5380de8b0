#include "api/service/http/outbox.hpp"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <utility>
#include <vector>

namespace loopgenie::service {
namespace {

constexpr std::size_t kTurnBytes = std::size_t{256} << 10;  // one reader's share before the next one's turn
constexpr int kTickMs = 250;                                // how often stalled readers are looked for

iovec slice(const std::string& text, std::size_t skip) {
  // iovec has no const form; sendmsg only reads.
  return {const_cast<char*>(text.data()) + skip, text.size() - skip};
}

}  // namespace

bool Outbox::send(int fd, std::string head, Bytes body, bool last) {
  if (!send_or_queue(fd, std::move(head), std::move(body), last)) return false;
  if (lane_.total_bytes_ <= lane_.limits_.total_bytes) return true;
  lane_.cut_largest();
  const std::lock_guard lock(mutex_);
  return !was_cut_;
}

bool Outbox::send_or_queue(int fd, std::string head, Bytes body, bool last) {
  const std::lock_guard lock(mutex_);
  if (last_) return false;
  last_ = last;
  const bool was_waiting = !parts_.empty();
  parts_.push_back({std::move(head), std::move(body)});
  waiting_bytes_ += parts_.back().size();
  lane_.total_bytes_ += parts_.back().size();
  if (!was_waiting) {
    const Progress progress = write_some(fd, std::numeric_limits<std::size_t>::max());
    if (progress == Progress::finished) {
      if (last) ::shutdown(fd, SHUT_WR);
      return true;
    }
    if (progress == Progress::broken) {
      drop_all();
      return false;
    }
  }
  const bool too_much = parts_.size() > 1 && waiting_bytes_ > lane_.limits_.connection_bytes;
  if (!too_much && !in_lane_) in_lane_ = lane_.add(fd, shared_from_this());
  if (too_much || !in_lane_) {
    drop_all();
    ::shutdown(fd, SHUT_RDWR);
    lane_.on_cut_();
    return false;
  }
  return true;
}

void Outbox::end(int fd) {
  const std::lock_guard lock(mutex_);
  if (!std::exchange(last_, true) && parts_.empty()) ::shutdown(fd, SHUT_WR);
}

bool Outbox::is_waiting() const {
  const std::lock_guard lock(mutex_);
  return !parts_.empty();
}

Outbox::Progress Outbox::write_some(int fd, std::size_t budget) {
  bool any = false;
  while (!parts_.empty()) {
    Part& part = parts_.front();
    std::array<iovec, 2> slices{};
    std::size_t count = 0;
    if (part.sent < part.head.size()) slices[count++] = slice(part.head, part.sent);
    if (part.body) slices[count++] = slice(*part.body, part.sent - std::min(part.sent, part.head.size()));
    msghdr message{};
    message.msg_iov = slices.data();
    message.msg_iovlen = count;
    constexpr int kFlags = MSG_NOSIGNAL | MSG_DONTWAIT;
    // One piece costs the kernel less to take without a list of pieces.
    const ssize_t sent =
        count == 1 ? ::send(fd, slices[0].iov_base, slices[0].iov_len, kFlags) : ::sendmsg(fd, &message, kFlags);
    if (sent < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) return Progress::broken;
      return any ? Progress::some : Progress::none;
    }
    any = true;
    const auto bytes = static_cast<std::size_t>(sent);
    part.sent += bytes;
    waiting_bytes_ -= bytes;
    lane_.total_bytes_ -= bytes;
    if (part.sent == part.size()) parts_.pop_front();
    if (bytes >= budget) return parts_.empty() ? Progress::finished : Progress::some;
    budget -= bytes;
  }
  return Progress::finished;
}

Outbox::Progress Outbox::take_turn(int fd) {
  const std::lock_guard lock(mutex_);
  const Progress progress = write_some(fd, kTurnBytes);
  if (progress == Progress::finished && last_) ::shutdown(fd, SHUT_WR);
  if (progress == Progress::broken) drop_all();
  if (progress == Progress::finished || progress == Progress::broken) in_lane_ = false;
  return progress;
}

void Outbox::drop_all() {
  parts_.clear();
  lane_.total_bytes_ -= waiting_bytes_;
  waiting_bytes_ = 0;
  last_ = true;
}

SlowLane::SlowLane(OutboxLimits limits, std::function<void()> on_cut)
    : limits_(limits),
      on_cut_(std::move(on_cut)),
      epoll_fd_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = wake_fd_;
  ::epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, wake_fd_, &event);
  thread_ = std::thread([this] { run(); });
}

SlowLane::~SlowLane() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  ::eventfd_write(wake_fd_, 1);
  thread_.join();
  for (const auto& [fd, entry] : entries_) ::close(fd);
  ::close(wake_fd_);
  ::close(epoll_fd_);
}

bool SlowLane::wait_until_empty(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  return emptied_.wait_until(lock, deadline, [&] { return entries_.empty(); });
}

bool SlowLane::add(int fd, std::shared_ptr<Outbox> outbox) {
  const int copy = ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
  if (copy < 0) return false;
  const Clock::time_point now = Clock::now();
  const std::lock_guard lock(mutex_);
  entries_.insert_or_assign(copy, Entry{std::move(outbox), now, now});
  epoll_event event{};
  event.events = EPOLLOUT;
  event.data.fd = copy;
  if (::epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, copy, &event) == 0) return true;
  entries_.erase(copy);
  ::close(copy);
  return false;
}

void SlowLane::run() {
  std::array<epoll_event, 64> events{};
  while (true) {
    const int count = ::epoll_wait(epoll_fd_, events.data(), static_cast<int>(events.size()), kTickMs);
    {
      const std::lock_guard lock(mutex_);
      if (stop_) return;
    }
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      if (fd != wake_fd_) serve(fd);
    }
    cut_stalled();
  }
}

void SlowLane::serve(int fd) {
  std::shared_ptr<Outbox> outbox;
  {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(fd);
    if (found == entries_.end()) return;
    outbox = found->second.outbox;
  }
  // Without the lane's mutex: Outbox::send locks the outbox first and then the lane.
  const Outbox::Progress progress = outbox->take_turn(fd);
  const std::lock_guard lock(mutex_);
  const auto entry = entries_.find(fd);
  if (entry == entries_.end() || entry->second.outbox != outbox) return;  // cut meanwhile
  if (progress == Outbox::Progress::some) {
    entry->second.last_progress = Clock::now();
  } else if (progress != Outbox::Progress::none) {
    remove(fd);
  }
}

void SlowLane::cut_stalled() {
  const Clock::time_point now = Clock::now();
  std::vector<std::pair<int, std::shared_ptr<Outbox>>> stalled;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [fd, entry] : entries_) {
      if (now - entry.last_progress > limits_.stall || now - entry.since > limits_.total_time) {
        stalled.emplace_back(fd, entry.outbox);
      }
    }
  }
  for (const auto& [fd, outbox] : stalled) cut(fd, *outbox);
}

void SlowLane::cut_largest() {
  while (total_bytes_ > limits_.total_bytes) {
    int largest_fd = -1;
    std::shared_ptr<Outbox> largest;
    {
      const std::lock_guard lock(mutex_);
      for (const auto& [fd, entry] : entries_) {
        if (!largest || entry.outbox->waiting_bytes_ > largest->waiting_bytes_) {
          largest_fd = fd;
          largest = entry.outbox;
        }
      }
    }
    if (!largest) return;
    cut(largest_fd, *largest);
  }
}

void SlowLane::cut(int fd, Outbox& outbox) {
  {
    const std::lock_guard lock(outbox.mutex_);
    outbox.drop_all();
    outbox.in_lane_ = false;
    outbox.was_cut_ = true;
  }
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(fd);
  if (found == entries_.end() || found->second.outbox.get() != &outbox) return;  // somebody else did
  ::shutdown(fd, SHUT_RDWR);
  on_cut_();
  remove(fd);
}

void SlowLane::remove(int fd) {
  ::epoll_ctl(epoll_fd_, EPOLL_CTL_DEL, fd, nullptr);
  entries_.erase(fd);
  ::close(fd);
  if (entries_.empty()) emptied_.notify_all();
}

}  // namespace loopgenie::service
