#include "api/service/health_check.hpp"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <string_view>

namespace loopgenie::service {
namespace {

constexpr std::string_view kRequest = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
constexpr std::string_view kReady = "HTTP/1.1 200 ";

/// The first bytes of the answer, or nothing.
std::string ask(const addrinfo& target) {
  const int fd = ::socket(target.ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return {};
  const timeval patience{.tv_sec = 3, .tv_usec = 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  std::string answer;
  if (::connect(fd, target.ai_addr, target.ai_addrlen) == 0 &&
      ::send(fd, kRequest.data(), kRequest.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(kRequest.size())) {
    std::array<char, 512> buffer{};
    ssize_t got = 0;
    while (answer.size() < kReady.size() && (got = ::recv(fd, buffer.data(), buffer.size(), 0)) > 0) {
      answer.append(buffer.data(), static_cast<std::size_t>(got));
    }
  }
  ::close(fd);
  return answer;
}

}  // namespace

Result<void> check_health(const std::string& address, std::uint16_t port) {
  const bool is_any = address == "0.0.0.0" || address == "::";
  const std::string host = is_any ? (address == "::" ? "::1" : "127.0.0.1") : address;
  const std::string where = host + " port " + std::to_string(port);
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* target = nullptr;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &target) != 0 || target == nullptr) {
    return fail(ErrorCode::invalid_input, "got --address '" + address + "', expected an address");
  }
  const std::string answer = ask(*target);
  ::freeaddrinfo(target);
  if (answer.empty()) return fail(ErrorCode::io, "nothing answers on " + where);
  if (answer.compare(0, kReady.size(), kReady) != 0) {
    return fail(ErrorCode::io, "the server on " + where + " is not ready: " + answer.substr(0, answer.find('\r')));
  }
  return {};
}

}  // namespace loopgenie::service
