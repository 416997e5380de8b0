#include "api/service/connection.hpp"

#include <algorithm>
#include <utility>

#include "api/service/problem.hpp"
#include "api/service/response_head.hpp"

namespace loopgenie::service {
namespace {

/// Counts a request from before it is handled until its response is with the socket or the slow lane.
class InFlight {
 public:
  explicit InFlight(std::atomic<int>& count) : count_(count) { ++count_; }
  ~InFlight() { --count_; }
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;

 private:
  std::atomic<int>& count_;
};

}  // namespace

int Connection::receive(int fd, std::string_view bytes) {
  if (closing_) return 0;
  input_.append(bytes);
  int answered = 0;
  while (!closing_) {
    const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(skip_bytes_, input_.size()));
    input_.erase(0, skipped);
    skip_bytes_ -= skipped;
    if (skip_bytes_ > 0 || input_.empty()) break;

    ParsedHead head = parse_head(input_, shared_.limits);
    if (head.status == ParseStatus::incomplete) break;
    const InFlight in_flight(shared_.in_flight);
    ++answered;
    if (head.status == ParseStatus::refused) {
      shared_.context.metrics.count_refused();
      respond(fd, problem(head.refusal_status, reason_phrase(head.refusal_status), std::move(head.refusal_detail)),
              false);
      break;
    }
    input_.erase(0, head.head_bytes);
    skip_bytes_ = head.body_bytes;
    respond(fd, handle(head.request, shared_.context), head.keep_alive && !shared_.draining);
  }
  if (closing_) input_.clear();
  return answered;
}

void Connection::respond(int fd, const Response& response, bool keep_alive) {
  closing_ = !keep_alive;
  const bool has_body = !response.head_only && response.status != 204 && response.status != 304;
  if (!outbox_->send(fd, write_head(response, keep_alive), has_body ? response.body : nullptr, closing_)) {
    closing_ = true;
  }
}

}  // namespace loopgenie::service
