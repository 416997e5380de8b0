// Carries requests over Lambda's Runtime API: one invocation after another, as long as the environment lives.
#pragma once

#include <chrono>
#include <functional>

#include "api/service/http/message.hpp"
#include "api/service/lambda/lambda_runtime.hpp"
#include "core/base/result.hpp"

namespace loopgenie::service {

struct LambdaOptions {
  /// So long before its deadline an invocation is answered with 503, whatever is still being done for it: what went on
  /// until the deadline would end the environment, and the caller would get a 502.
  std::chrono::milliseconds margin{250};
  /// Called after each answer, with the time it took.
  std::function<void(const Request&, const Response&, std::chrono::nanoseconds)> log{};
};

/// Takes invocations and answers each by `answer`, which is called by one thread at a time. An event that is no HTTP
/// request is reported as an error. Returns only when the Runtime API fails, with its Error.
[[nodiscard]] Error run_lambda(LambdaRuntime& runtime, const AnswerFn& answer, const LambdaOptions& options = {});

}  // namespace loopgenie::service
