// Errors as RFC 9457 problem details: what was got, what was expected, what to do. Never an exception's text.
#pragma once

#include <string>

#include "api/service/http/message.hpp"

namespace loopgenie::service {

/// `title` is the same for all problems of one kind; `detail` is about this request. `code` is for programs that have
/// to tell it from others of the same status; without one the document has no such member.
[[nodiscard]] Response problem(int status, std::string_view title, std::string detail, std::string_view code = {});

/// 503 with Retry-After.
[[nodiscard]] Response unavailable(std::string detail, int retry_after_s);

/// What a client sent, in single quotes and safe to print: at most 60 bytes, each byte that is not printable ASCII as
/// '?'.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace loopgenie::service
