#include "api/service/http/client_connection.hpp"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <utility>

#include "api/service/http/problem.hpp"
#include "api/service/http/response_head.hpp"

namespace loopgenie::service {
namespace {

/// Counts a request as in flight until its response is handed to the socket or to the slow lane.
class InFlight {
 public:
  explicit InFlight(std::atomic<int>& count) : count_(count) { ++count_; }
  ~InFlight() { --count_; }
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;

 private:
  std::atomic<int>& count_;
};

/// The address of the other end, in digits.
std::string address_of(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  std::array<char, NI_MAXHOST> host{};
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (::getpeername(fd, plain, &size) != 0 ||
      ::getnameinfo(plain, size, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST) != 0) {
    return "unknown";
  }
  return host.data();
}

}  // namespace

int ClientConnection::receive(int fd, std::string_view bytes) {
  if (shared_.draining) shared_.last_bytes = std::chrono::steady_clock::now();
  if (closing_) return 0;
  input_.append(bytes);
  int answered = 0;
  while (!closing_) {
    const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(skip_bytes_, input_.size()));
    input_.erase(0, skipped);
    skip_bytes_ -= skipped;
    if (skip_bytes_ > 0 || input_.empty()) break;

    const auto start = std::chrono::steady_clock::now();
    ParsedHead head = parse_head(input_, shared_.limits);
    if (head.status == ParseStatus::incomplete) break;
    const InFlight in_flight(shared_.in_flight);
    ++answered;
    if (head.status == ParseStatus::refused) {
      shared_.counts.refused.fetch_add(1, std::memory_order_relaxed);
      const Response refusal =
          problem(head.refusal_status, reason_phrase(head.refusal_status), std::move(head.refusal_detail));
      respond(fd, refusal, false);
      log(fd, {}, refusal, start);
      break;
    }
    input_.erase(0, head.head_bytes);
    skip_bytes_ = head.body_bytes;
    const Response response = shared_.answer(head.request);
    respond(fd, response, head.keep_alive && !shared_.draining);
    log(fd, head.request, response, start);
  }
  if (closing_) input_.clear();
  return answered;
}

void ClientConnection::respond(int fd, const Response& response, bool keep_alive) {
  closing_ = !keep_alive;
  const bool has_body = !response.head_only && response.status != 204 && response.status != 304;
  if (!outbox_->send(fd, write_head(response, keep_alive), has_body ? response.body : nullptr, closing_)) {
    closing_ = true;
  }
}

void ClientConnection::log(int fd, const Request& request, const Response& response,
                           std::chrono::steady_clock::time_point start) const {
  if (shared_.log == nullptr) return;
  shared_.log->add({.method = request.method,
                    .path = request.path,
                    .status = response.status,
                    .body_bytes = response.head_only ? 0 : response.body_text().size(),
                    .duration = std::chrono::steady_clock::now() - start,
                    .address = shared_.log_addresses ? address_of(fd) : std::string()});
}

}  // namespace loopgenie::service
