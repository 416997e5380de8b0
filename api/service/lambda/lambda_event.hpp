// AWS Lambda's events and answers in payload format version 2.0, as function URLs and API Gateway's HTTP APIs use it
// (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html). Pure: text in, text out.
//
// An event is written as the head of an HTTP/1.1 request, and request_parser.hpp reads that. So a request through
// Lambda is refused for the same reasons, in the same words and with the same limits as one from a socket.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "api/service/http/message.hpp"
#include "core/base/result.hpp"

namespace loopgenie::service {

/// Lambda's limit for an answer that is not streamed: 6 MB.
inline constexpr std::size_t kMaxLambdaAnswerBytes = 6'291'456;

/// The head, with the empty line at its end. A body is left out, for the service reads none; Content-Length still names
/// its size. API Gateway decodes paths, so bytes that a path or query cannot hold are percent-encoded again. Cookies
/// are left out. Error invalid_input if the event has another format (another service's, or version 1.0), or a line
/// break in its method or headers, which would make two heads of it.
[[nodiscard]] Result<std::string> head_of_lambda_event(std::string_view text);

/// The response as the document that Lambda takes: status, headers, and the body in base64. If that were larger than
/// `max_bytes`, it is a 413 problem that says so. O(bytes).
[[nodiscard]] std::string write_lambda_answer(const Response& response, std::size_t max_bytes = kMaxLambdaAnswerBytes);

}  // namespace loopgenie::service
