#include "api/service/lambda/lambda_loop.hpp"

#include <algorithm>
#include <future>
#include <string>
#include <utility>

#include "api/service/http/problem.hpp"
#include "api/service/http/request_parser.hpp"
#include "api/service/lambda/lambda_event.hpp"

namespace loopgenie::service {
namespace {

/// Answers in another thread, so that the deadline can be kept.
class Worker {
 public:
  explicit Worker(const AnswerFn& answer) : answer_(answer) {}

  Response answer_by(std::chrono::system_clock::time_point end, const Request& request) {
    // There is one connection to the database, so what the last invocation left unfinished has to end first.
    if (running_.valid() && running_.wait_until(end) != std::future_status::ready) return too_late();
    running_ = std::async(std::launch::async, [this, request] { return answer_(request); });
    if (running_.wait_until(end) != std::future_status::ready) return too_late();
    return running_.get();
  }

 private:
  static Response too_late() {
    return unavailable("The answer was not ready before the function's time was up. Ask again in a moment.", 1);
  }

  const AnswerFn& answer_;
  std::future<Response> running_;
};

Response answer_head(const std::string& head, Worker& worker, std::chrono::system_clock::time_point end,
                     Request& request) {
  ParsedHead parsed = parse_head(head);
  if (parsed.status != ParseStatus::complete) {
    return problem(parsed.refusal_status, reason_phrase(parsed.refusal_status), std::move(parsed.refusal_detail));
  }
  request = std::move(parsed.request);
  return worker.answer_by(end, request);
}

}  // namespace

Error run_lambda(LambdaRuntime& runtime, const AnswerFn& answer, const LambdaOptions& options) {
  Worker worker(answer);
  while (true) {
    const Result<Invocation> invocation = runtime.next();
    if (!invocation) return invocation.error();
    const auto start = std::chrono::steady_clock::now();
    const Result<std::string> head = head_of_lambda_event(invocation->event);
    if (!head) {
      if (const Result<void> reported = runtime.report(*invocation, head.error()); !reported) return reported.error();
      continue;
    }
    Request request;
    const Response response = answer_head(*head, worker, invocation->deadline - options.margin, request);
    const Result<void> taken = runtime.respond(*invocation, write_lambda_answer(response));
    if (options.log) options.log(request, response, std::chrono::steady_clock::now() - start);
    if (taken) continue;
    if (const Result<void> reported = runtime.report(*invocation, taken.error()); !reported) return reported.error();
  }
}

}  // namespace loopgenie::service
