#include "api/service/http/fair_transport.hpp"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <utility>

#include "api/service/http/problem.hpp"

namespace loopgenie::service {
namespace {

constexpr const char* kClientKey = "client";  // short: Pistache makes a string of it for each look-up

void drain(int event_fd) {
  eventfd_t count = 0;
  ::eventfd_read(event_fd, &count);
}

}  // namespace

struct FairTransport::Client {
  explicit Client(ConnectionShared& shared) : connection(shared), since(Clock::now()) {}

  ClientConnection connection;
  Clock::time_point since;  // when the incomplete request began, or the pause since the last request
  bool is_ready = false;    // has a place in `ready_`
};

/// Gets new connections from Pistache. Bytes never come this way.
class FairTransport::Arrivals : public Pistache::Tcp::Handler {
 public:
  PROTOTYPE_OF(Pistache::Tcp::Handler, Arrivals)

  explicit Arrivals(FairTransport& transport) : transport_(transport) {}

  void onInput(const char* /*buffer*/, std::size_t /*length*/, const Peer& /*peer*/) override {}

  void onConnection(const Peer& peer) override {
    ConnectionShared& shared = *transport_.shared_;
    const auto is_full = [&] { return shared.open_connections >= transport_.limits_.max_connections; };
    if (is_full()) transport_.make_room();
    if (is_full()) {
      shared.counts.turned_away.fetch_add(1, std::memory_order_relaxed);
      ::shutdown(peer->fd(), SHUT_RDWR);
      return;
    }
    peer->putData(kClientKey, std::make_shared<Client>(shared));
  }

 private:
  FairTransport& transport_;  // which owns this
};

struct FairTransport::Returned {
  explicit Returned(int notify) : notify_fd(notify) {}

  std::mutex mutex;
  int notify_fd;  // -1 once the transport is gone
  std::vector<std::pair<std::weak_ptr<Pistache::Tcp::Peer>, Response>> answers;
};

FairTransport::FairTransport(std::shared_ptr<ConnectionShared> shared, std::shared_ptr<WaitingRoom> room,
                             TransportLimits limits)
    : Transport(std::make_shared<Arrivals>(*this)),
      shared_(std::move(shared)),
      room_(std::move(room)),
      limits_(limits),
      timer_fd_(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)),
      more_fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)),
      returned_(std::make_shared<Returned>(more_fd_)) {
  itimerspec tick{};
  tick.it_value.tv_nsec = tick.it_interval.tv_nsec = long{kTickMs} * 1'000'000;
  ::timerfd_settime(timer_fd_, 0, &tick, nullptr);
}

FairTransport::~FairTransport() {
  {
    const std::lock_guard lock(returned_->mutex);
    returned_->notify_fd = -1;
  }
  ::close(timer_fd_);
  ::close(more_fd_);
}

std::shared_ptr<Pistache::Aio::Handler> FairTransport::clone() const {
  return std::make_shared<FairTransport>(shared_, room_, limits_);
}

void FairTransport::registerPoller(Pistache::Polling::Epoll& poller) {
  using Pistache::Polling::NotifyOn;
  Transport::registerPoller(poller);
  for (const int fd : {timer_fd_, more_fd_}) {
    poller.addFd(fd, Pistache::Flags<NotifyOn>(NotifyOn::Read), Pistache::Polling::Tag(static_cast<std::uint64_t>(fd)));
  }
}

void FairTransport::onReady(const Pistache::Aio::FdSet& fds) {
  std::vector<Pistache::Polling::Event> others;  // Pistache's own, such as new connections
  for (const auto& entry : fds) {
    const Pistache::Polling::Tag tag = entry.getTag();
    const int fd = static_cast<int>(tag.value());
    if (fd == timer_fd_) {
      std::uint64_t ticks = 0;
      if (::read(timer_fd_, &ticks, sizeof ticks) > 0) check_times();
    } else if (fd == more_fd_) {
      drain(more_fd_);
      take_returned();
    } else if (const auto found = peers.find(fd); found == peers.end()) {
      Pistache::Polling::Event& event = others.emplace_back(tag);
      if (entry.isReadable()) event.flags.setFlag(Pistache::Polling::NotifyOn::Read);
      if (entry.isWritable()) event.flags.setFlag(Pistache::Polling::NotifyOn::Write);
    } else {
      const Peer peer = found->second;
      auto client = std::static_pointer_cast<Client>(peer->tryGetData(kClientKey));
      if (!client) {
        close(peer);  // turned away
      } else {
        add_turn(peer, std::move(client));
      }
    }
  }
  if (!others.empty()) Transport::onReady(Pistache::Aio::FdSet(std::move(others)));
  take_turns();
}

bool FairTransport::is_here(const Peer& peer) const {
  const auto found = peers.find(peer->fd());
  return found != peers.end() && found->second == peer;
}

void FairTransport::add_turn(const Peer& peer, std::shared_ptr<Client> client) {
  if (!std::exchange(client->is_ready, true)) ready_.push_back({peer, std::move(client)});
}

void FairTransport::take_turns() {
  taking_.swap(ready_);
  for (Turn& turn : taking_) {
    if (!is_here(turn.peer)) continue;
    bool has_more = false;
    try {
      has_more = take_turn(turn.peer, *turn.client);
    } catch (...) {
      close(turn.peer);  // no memory is left: this connection is given up
    }
    turn.client->is_ready = has_more;
    if (has_more) ready_.push_back(std::move(turn));
  }
  taking_.clear();
  // Ask the poller before the next turns, so that other connections that are ready now come first.
  if (!ready_.empty()) ::eventfd_write(more_fd_, 1);
}

bool FairTransport::take_turn(const Peer& peer, Client& client) {
  if (client.connection.may_have_requests()) return answer_some(peer, client);
  return read_some(peer, client) && answer_some(peer, client);
}

bool FairTransport::read_some(const Peer& peer, Client& client) {
  if (client.connection.waiting_request() != nullptr) return false;  // read again when its answer is there
  if (client.connection.dropped_bytes() > kLingerBytes) return false;
  std::array<char, kTurnBytes> bytes;
  ssize_t count = 0;
  do {
    count = ::recv(peer->fd(), bytes.data(), bytes.size(), MSG_DONTWAIT);
  } while (count < 0 && errno == EINTR);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return false;
  if (count <= 0) {
    close(peer);
    return false;
  }
  if (!client.connection.is_within_request() && !client.connection.is_closing()) client.since = Clock::now();
  client.connection.receive(std::string_view(bytes.data(), static_cast<std::size_t>(count)));
  return true;
}

bool FairTransport::answer_some(const Peer& peer, Client& client) {
  if (client.connection.answer(peer->fd(), kTurnRequests) > 0) client.since = Clock::now();
  if (client.connection.waiting_request() != nullptr) {
    let_wait(peer, client);
    return client.connection.waiting_request() == nullptr;
  }
  return true;  // until nothing is left to read
}

void FairTransport::let_wait(const Peer& peer, Client& client) {
  const auto answer = [shared = shared_, returned = returned_, request = *client.connection.waiting_request(),
                       asker = std::weak_ptr<Pistache::Tcp::Peer>(peer)] {
    Response response = shared->answers.waiting(request);
    const std::lock_guard lock(returned->mutex);
    returned->answers.emplace_back(asker, std::move(response));
    if (returned->notify_fd >= 0) ::eventfd_write(returned->notify_fd, 1);
  };
  if (!room_->add(answer)) {
    client.connection.answer_waiting(
        peer->fd(), unavailable("Too many requests wait for the database now. Ask again in a moment.", 2));
  }
}

void FairTransport::take_returned() {
  std::vector<std::pair<std::weak_ptr<Pistache::Tcp::Peer>, Response>> answers;
  {
    const std::lock_guard lock(returned_->mutex);
    answers.swap(returned_->answers);
  }
  for (const auto& [asker, response] : answers) {
    const Peer peer = asker.lock();
    if (!peer || !is_here(peer)) continue;  // gone meanwhile
    auto client = std::static_pointer_cast<Client>(peer->tryGetData(kClientKey));
    client->connection.answer_waiting(peer->fd(), response);
    client->since = Clock::now();
    add_turn(peer, std::move(client));
  }
}

bool FairTransport::is_overdue(const Client& client, Clock::time_point now) const {
  const ClientConnection& connection = client.connection;
  if (connection.waiting_request() != nullptr || connection.is_sending()) return false;
  const auto pause = now - client.since;
  if (connection.is_closing()) return pause > kLinger || connection.dropped_bytes() > kLingerBytes;
  return pause > (connection.is_within_request() ? limits_.request_timeout : limits_.keep_alive_timeout);
}

void FairTransport::check_times() {
  const Clock::time_point now = Clock::now();
  std::vector<Peer> all;
  all.reserve(peers.size());
  for (const auto& [fd, peer] : peers) all.push_back(peer);
  for (const Peer& peer : all) {
    const auto client = std::static_pointer_cast<Client>(peer->tryGetData(kClientKey));
    if (!client) continue;
    if (client->connection.is_sending()) client->since = now;  // the slow lane has its own limits
    if (!is_overdue(*client, now)) continue;
    try {
      end_unless_heard(peer, client, now);
    } catch (...) {
      close(peer);  // no memory is left: this connection is given up
    }
  }
}

void FairTransport::end_unless_heard(const Peer& peer, const std::shared_ptr<Client>& its, Clock::time_point now) {
  Client& client = *its;
  ClientConnection& connection = client.connection;
  if (connection.is_closing()) return close(peer);
  // Ends within one request, whose size is limited.
  while (is_overdue(client, now) && read_some(peer, client)) answer_some(peer, client);
  if (!is_here(peer)) return;
  add_turn(peer, its);
  if (!is_overdue(client, now)) return;
  if (connection.is_within_request()) {
    shared_->counts.refused.fetch_add(1, std::memory_order_relaxed);
    connection.refuse(peer->fd(),
                      problem(408, reason_phrase(408),
                              "got only a part of a request in the time for it; send it again, all at once"));
  } else {
    connection.end(peer->fd());
  }
  client.since = now;
}

void FairTransport::make_room() {
  const Clock::time_point now = Clock::now();
  std::vector<std::pair<Clock::time_point, Peer>> resting;
  for (const auto& [fd, peer] : peers) {
    const auto client = std::static_pointer_cast<Client>(peer->tryGetData(kClientKey));
    if (!client || client->is_ready) continue;
    const ClientConnection& connection = client->connection;
    if (connection.waiting_request() != nullptr || connection.is_sending()) continue;
    if (connection.is_within_request() && now - client->since < kTimeForRequest) continue;
    resting.emplace_back(client->since, peer);
  }
  const std::size_t most = std::min(resting.size(), kLeaveTogether);
  std::partial_sort(resting.begin(), resting.begin() + static_cast<std::ptrdiff_t>(most), resting.end(),
                    [](const auto& a, const auto& b) { return a.first < b.first; });
  resting.resize(most);
  for (const auto& [since, peer] : resting) {
    char next = 0;
    if (::recv(peer->fd(), &next, 1, MSG_PEEK | MSG_DONTWAIT) > 0) continue;  // its next request is here
    shared_->counts.turned_away.fetch_add(1, std::memory_order_relaxed);
    close(peer);
  }
}

void FairTransport::close(const Peer& peer) { removePeer(peer); }

}  // namespace loopgenie::service
