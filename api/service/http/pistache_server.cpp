#include "api/service/http/pistache_server.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <pistache/listener.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "api/service/http/client_connection.hpp"
#include "api/service/http/fair_transport.hpp"
#include "api/service/http/waiting_room.hpp"

namespace loopgenie::service {
namespace {

constexpr int kBacklog = 1'024;
constexpr std::chrono::milliseconds kQuiet{500};  // while stopping, a connection silent for so long counts as idle

std::string cannot_listen(const std::string& where, std::uint16_t port, int error) {
  if (error == EADDRINUSE) return "port " + std::to_string(port) + " is in use: choose another with --port";
  if (error == EACCES) {
    return "port " + std::to_string(port) + " needs privileges: choose one from 1024 up with --port";
  }
  if (error == EADDRNOTAVAIL)
    return "address " + where + " is not one of this machine's: choose another with --address";
  return "cannot listen on " + where + " port " + std::to_string(port) + ": " + std::strerror(error);
}

/// Binds the address and releases it again, for an error that says what is wrong: Pistache's does not.
Result<void> probe(const std::string& address, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  if (::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0 || found == nullptr) {
    return fail(ErrorCode::invalid_input, "got --address '" + address +
                                              "', expected an address of this machine such "
                                              "as 127.0.0.1 or 0.0.0.0");
  }
  const int fd = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  const bool is_bound = fd >= 0 && ::bind(fd, found->ai_addr, found->ai_addrlen) == 0;
  const int error = errno;
  ::freeaddrinfo(found);
  if (fd >= 0) ::close(fd);
  if (!is_bound) return fail(ErrorCode::io, cannot_listen(address, port, error));
  return {};
}

}  // namespace

class PistacheServer::Impl {
 public:
  Impl(ServerOptions options, Answers answers, TransportCounts& counts)
      : options_(std::move(options)),
        shared_(std::shared_ptr<ConnectionShared>(new ConnectionShared{
            std::move(answers), counts, options_.parse,
            SlowLane(options_.outbox, [&counts] { counts.cut_readers.fetch_add(1, std::memory_order_relaxed); }),
            options_.log, options_.log_addresses})) {}

  Result<void> start() {
    if (Result<void> free = probe(options_.address, options_.port); !free) return free;
    try {
      using Pistache::Tcp::Options;
      listener_ =
          std::make_unique<Pistache::Tcp::Listener>(Pistache::Address(options_.address, Pistache::Port(options_.port)));
      listener_->init(static_cast<std::size_t>(options_.threads),
                      Pistache::Flags<Options>(Options::ReuseAddr | Options::NoDelay | Options::CloseOnExec), "",
                      kBacklog);
      const TransportLimits limits{options_.max_connections, options_.request_timeout, options_.keep_alive_timeout};
      room_ = std::make_shared<WaitingRoom>(options_.waiting_threads, options_.most_waiting);
      listener_->setTransportFactory(
          [this, limits] { return std::make_shared<FairTransport>(shared_, room_, limits); });
      listener_->bind();
      listener_->runThreaded();
    } catch (const std::exception&) {
      listener_.reset();
      return fail(ErrorCode::io, cannot_listen(options_.address, options_.port, errno));
    }
    return {};
  }

  std::uint16_t port() const { return listener_ ? static_cast<std::uint16_t>(listener_->getPort()) : options_.port; }

  std::string url() const {
    const bool is_ipv6 = options_.address.find(':') != std::string::npos;
    return "http://" + (is_ipv6 ? "[" + options_.address + "]" : options_.address) + ":" + std::to_string(port());
  }

  bool stop(std::chrono::milliseconds grace) {
    if (!listener_) return true;
    using Clock = std::chrono::steady_clock;
    const Clock::time_point deadline = Clock::now() + grace;
    shared_->last_bytes = Clock::now();
    shared_->draining = true;
    // A busy client learns from its next answer that it is the last one; a silent connection counts as idle.
    const auto quiet = std::min<Clock::duration>(grace, kQuiet);
    while (Clock::now() < deadline && (shared_->in_flight > 0 || Clock::now() < shared_->last_bytes.load() + quiet)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const bool handled = shared_->in_flight == 0;
    listener_->shutdown();
    const bool sent = shared_->lane.wait_until_empty(deadline);
    listener_.reset();
    room_.reset();
    return handled && sent;
  }

 private:
  const ServerOptions options_;
  std::shared_ptr<ConnectionShared> shared_;
  std::shared_ptr<WaitingRoom> room_;
  std::unique_ptr<Pistache::Tcp::Listener> listener_;
};

PistacheServer::PistacheServer(ServerOptions options, Answers answers, TransportCounts& counts)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(answers), counts)) {}
PistacheServer::~PistacheServer() { stop(std::chrono::milliseconds(0)); }
Result<void> PistacheServer::start() { return impl_->start(); }
std::uint16_t PistacheServer::port() const { return impl_->port(); }
std::string PistacheServer::url() const { return impl_->url(); }
bool PistacheServer::stop(std::chrono::milliseconds grace) { return impl_->stop(grace); }

}  // namespace loopgenie::service
