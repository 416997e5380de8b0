// The transport for AWS Lambda: takes one invocation after another from the Runtime API, as long as the environment
// lives.
#pragma once

#include <chrono>
#include <functional>

#include "api/service/http/message.hpp"
#include "api/service/lambda/lambda_runtime.hpp"
#include "core/base/result.hpp"

namespace loopgenie::service {

struct LambdaOptions {
  /// An invocation that is not answered so long before its deadline is answered with 503. If it ran on until the
  /// deadline, Lambda would end the environment, and the caller would get a 502.
  std::chrono::milliseconds margin{250};
  /// Called after each answer, with the time that it took.
  std::function<void(const Request&, const Response&, std::chrono::nanoseconds)> log{};
};

/// Answers each invocation with `answer`, which one thread at a time calls. An event that is no HTTP request is
/// reported as an error. Returns only when the Runtime API fails, with that Error.
[[nodiscard]] Error run_lambda(LambdaRuntime& runtime, const AnswerFn& answer, const LambdaOptions& options = {});

}  // namespace loopgenie::service
