// What AWS Lambda hands over and takes back, payload format version 2.0: the form of function URLs and API Gateway's
// HTTP APIs (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html). Pure: text in, text out.
//
// An event is written out as the head of an HTTP/1.1 request and then read by request_parser.hpp: what that refuses of
// a request from a socket is refused here in the same words, with the same limits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "api/service/http/message.hpp"
#include "core/base/result.hpp"

namespace loopgenie::service {

/// Lambda's limit for an answer given at once, 6 MB, with some room for what is counted besides.
inline constexpr std::size_t kMaxLambdaAnswerBytes = 6'291'456;

/// The head with its empty line. A body, of which the service reads none, is left out; its length is announced. Bytes
/// that a path or query cannot hold are percent-encoded: API Gateway decodes paths. Cookies are left out. Error
/// invalid_input where the event is not of this format (another service's, version 1.0), or would be more than one
/// head.
[[nodiscard]] Result<std::string> head_of_lambda_event(std::string_view text);

/// The response as the document Lambda takes: status, headers, and the body in base64. Where that would exceed
/// `max_bytes`, a problem document that says so instead. O(bytes).
[[nodiscard]] std::string write_lambda_answer(const Response& response, std::size_t max_bytes = kMaxLambdaAnswerBytes);

}  // namespace loopgenie::service
