// A client of AWS Lambda's Runtime API (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html): plain HTTP to
// the address in AWS_LAMBDA_RUNTIME_API, on one connection that is kept. Belongs to one thread.
//
// Error io if the API cannot be reached or refuses what it is sent; malformed if its answer lacks what the API's
// description promises.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace loopgenie::service {

struct Invocation {
  std::string id;
  std::chrono::system_clock::time_point deadline;  // Lambda ends the environment then
  std::string event;
};

class LambdaRuntime {
 public:
  /// `address`: host and port.
  explicit LambdaRuntime(const std::string& address);
  ~LambdaRuntime();
  LambdaRuntime(const LambdaRuntime&) = delete;
  LambdaRuntime& operator=(const LambdaRuntime&) = delete;

  /// Waits without a limit: Lambda freezes the environment until an invocation comes.
  [[nodiscard]] Result<Invocation> next();
  [[nodiscard]] Result<void> respond(const Invocation& invocation, const std::string& answer);
  /// Says that the invocation has failed; its caller gets a 502.
  [[nodiscard]] Result<void> report(const Invocation& invocation, const Error& error);
  /// Says that the environment cannot serve at all.
  [[nodiscard]] Result<void> report_init(const Error& error);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace loopgenie::service
