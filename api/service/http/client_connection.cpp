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

ClientConnection::ClientConnection(ConnectionShared& shared)
    : shared_(shared), outbox_(std::make_shared<Outbox>(shared.lane)) {
  ++shared_.open_connections;
}

ClientConnection::~ClientConnection() {
  --shared_.open_connections;
  if (waiting_) --shared_.in_flight;
}

void ClientConnection::receive(std::string_view bytes) {
  if (shared_.draining) shared_.last_bytes = std::chrono::steady_clock::now();
  if (closing_) {
    dropped_bytes_ += bytes.size();
    return;
  }
  input_.append(bytes);
  unread_ = true;
}

int ClientConnection::answer(int fd, int max_requests) {
  int answered = 0;
  while (may_have_requests() && answered < max_requests) {
    const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(skip_bytes_, input_.size()));
    input_.erase(0, skipped);
    skip_bytes_ -= skipped;
    unread_ = skip_bytes_ == 0 && !input_.empty();
    if (!unread_) break;

    const auto start = std::chrono::steady_clock::now();
    ParsedHead head = parse_head(input_, shared_.limits);
    unread_ = head.status != ParseStatus::incomplete;
    if (!unread_) break;
    ++answered;
    ++shared_.in_flight;  // until its response is handed to the socket or to the slow lane
    if (head.status == ParseStatus::refused) {
      shared_.counts.refused.fetch_add(1, std::memory_order_relaxed);
      const Response refusal =
          problem(head.refusal_status, reason_phrase(head.refusal_status), std::move(head.refusal_detail));
      respond(fd, refusal, false);
      log(fd, {}, refusal, start);
    } else {
      input_.erase(0, head.head_bytes);
      skip_bytes_ = head.body_bytes;
      if (const std::optional<Response> response = shared_.answers.at_once(head.request)) {
        respond(fd, *response, head.keep_alive);
        log(fd, head.request, *response, start);
      } else {
        waiting_ = {std::move(head.request), head.keep_alive, start};
        break;
      }
    }
    --shared_.in_flight;
  }
  return answered;
}

void ClientConnection::answer_waiting(int fd, const Response& response) {
  const Waiting done = *std::exchange(waiting_, std::nullopt);
  respond(fd, response, done.keep_alive);
  log(fd, done.request, response, done.start);
  --shared_.in_flight;
}

void ClientConnection::refuse(int fd, const Response& response) {
  respond(fd, response, false);
  log(fd, {}, response, std::chrono::steady_clock::now());
}

void ClientConnection::end(int fd) {
  closing_ = true;
  input_.clear();
  outbox_->end(fd);
}

void ClientConnection::respond(int fd, const Response& response, bool keep_alive) {
  closing_ = !keep_alive || shared_.draining;
  const bool has_body = !response.head_only && response.status != 204 && response.status != 304;
  if (!outbox_->send(fd, write_head(response, !closing_), has_body ? response.body : nullptr, closing_)) {
    closing_ = true;
  }
  if (closing_) input_.clear();
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
