#include "api/service/http/pistache_server.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <pistache/endpoint.h>
#include <pistache/peer.h>
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

namespace loopgenie::service {
namespace {

constexpr const char* kConnectionKey = "loopgenie.connection";
constexpr int kBacklog = 1'024;
constexpr std::chrono::milliseconds kQuiet{500};  // while stopping, a connection silent for so long counts as idle
constexpr std::size_t kParserBytes = 256;         // Pistache's own parser stays empty

/// Pistache makes a copy for each worker thread.
class Handler : public Pistache::Http::Handler {
 public:
  HTTP_PROTOTYPE(Handler)

  Handler(std::shared_ptr<ConnectionShared> shared, std::size_t max_connections)
      : shared_(std::move(shared)), max_connections_(max_connections) {}

  void onConnection(const std::shared_ptr<Pistache::Tcp::Peer>& peer) override {
    // Pistache's own onConnection does this, too; it is private.
    peer->putData(ParserData, std::make_shared<Pistache::Http::RequestParser>(kParserBytes));
    if (shared_->open_connections >= max_connections_) {
      shared_->counts.turned_away.fetch_add(1, std::memory_order_relaxed);
      ::shutdown(peer->fd(), SHUT_RDWR);
      return;
    }
    peer->putData(kConnectionKey, std::make_shared<ClientConnection>(*shared_));
  }

  void onRequest(const Pistache::Http::Request& /*request*/, Pistache::Http::ResponseWriter /*response*/) override {
    // Never called: onInput takes the bytes before Pistache parses them.
  }

 private:
  void onInput(const char* buffer, std::size_t length, const std::shared_ptr<Pistache::Tcp::Peer>& peer) override {
    try {
      const std::shared_ptr<void> connection = peer->tryGetData(kConnectionKey);
      if (!connection) return;  // turned away
      receive(std::string_view(buffer, length), *peer, *static_cast<ClientConnection*>(connection.get()),
              getParser(peer).get());
    } catch (...) {
      // Pistache would send the exception's text to the client.
      ::shutdown(peer->fd(), SHUT_RDWR);
    }
  }

  /// Pistache cuts a peer by the age of its parser: an idle peer after the keep-alive timeout, another one after the
  /// request timeout with a 408. The parser has no other use here, so it is reset when a request begins or ends.
  void receive(std::string_view bytes, Pistache::Tcp::Peer& peer, ClientConnection& connection,
               Pistache::Http::RequestParser* clock) {
    const bool begins = !connection.is_within_request();
    const int answered = connection.receive(peer.fd(), bytes);
    if (begins || answered > 0) clock->reset();
    // A 408 must not get into the middle of a response that the slow lane is still sending.
    peer.setIdle(!(connection.is_within_request() && !connection.is_sending()));
  }

  std::shared_ptr<ConnectionShared> shared_;
  const std::size_t max_connections_;
};

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

std::optional<std::uint16_t> port_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return std::nullopt;
  if (address.ss_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
  if (address.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  return std::nullopt;
}

/// Pistache 0.0.5 has an option for the backlog, but always listens with 128. In a burst of more connections the others
/// would wait a second until their client tries again. A second listen() sets the backlog (Linux, listen(2)).
void lengthen_backlog(std::uint16_t port) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd", error)) {
    const int fd = std::atoi(entry.path().filename().c_str());
    int is_listening = 0;
    socklen_t size = sizeof is_listening;
    if (::getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &is_listening, &size) != 0 || is_listening == 0) continue;
    if (port_of(fd) == port) ::listen(fd, kBacklog);
  }
}

}  // namespace

class PistacheServer::Impl {
 public:
  Impl(ServerOptions options, AnswerFn answer, TransportCounts& counts)
      : options_(std::move(options)),
        shared_(std::shared_ptr<ConnectionShared>(new ConnectionShared{
            std::move(answer), counts, options_.parse,
            SlowLane(options_.outbox, [&counts] { counts.cut_readers.fetch_add(1, std::memory_order_relaxed); }),
            options_.log, options_.log_addresses})) {}

  Result<void> start() {
    if (Result<void> free = probe(options_.address, options_.port); !free) return free;
    try {
      using Pistache::Tcp::Options;
      endpoint_ = std::make_unique<Pistache::Http::Endpoint>(
          Pistache::Address(options_.address, Pistache::Port(options_.port)));
      endpoint_->init(Pistache::Http::Endpoint::options()
                          .threads(options_.threads)
                          .flags(Options::ReuseAddr | Options::NoDelay | Options::CloseOnExec)
                          .maxRequestSize(kParserBytes)
                          .headerTimeout(options_.request_timeout)
                          .bodyTimeout(options_.request_timeout)
                          .keepaliveTimeout(options_.keep_alive_timeout));
      endpoint_->setHandler(std::make_shared<Handler>(shared_, options_.max_connections));
      endpoint_->serveThreaded();
      lengthen_backlog(port());
    } catch (const std::exception&) {
      endpoint_.reset();
      return fail(ErrorCode::io, cannot_listen(options_.address, options_.port, errno));
    }
    return {};
  }

  std::uint16_t port() const { return endpoint_ ? static_cast<std::uint16_t>(endpoint_->getPort()) : options_.port; }

  std::string url() const {
    const bool is_ipv6 = options_.address.find(':') != std::string::npos;
    return "http://" + (is_ipv6 ? "[" + options_.address + "]" : options_.address) + ":" + std::to_string(port());
  }

  bool stop(std::chrono::milliseconds grace) {
    if (!endpoint_) return true;
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
    endpoint_->shutdown();
    const bool sent = shared_->lane.wait_until_empty(deadline);
    endpoint_.reset();
    return handled && sent;
  }

 private:
  const ServerOptions options_;
  std::shared_ptr<ConnectionShared> shared_;
  std::unique_ptr<Pistache::Http::Endpoint> endpoint_;
};

PistacheServer::PistacheServer(ServerOptions options, AnswerFn answer, TransportCounts& counts)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(answer), counts)) {}
PistacheServer::~PistacheServer() { stop(std::chrono::milliseconds(0)); }
Result<void> PistacheServer::start() { return impl_->start(); }
std::uint16_t PistacheServer::port() const { return impl_->port(); }
std::string PistacheServer::url() const { return impl_->url(); }
bool PistacheServer::stop(std::chrono::milliseconds grace) { return impl_->stop(grace); }

}  // namespace loopgenie::service
