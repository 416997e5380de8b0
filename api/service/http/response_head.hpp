// The status line and fields of an HTTP/1.1 response as bytes.
#pragma once

#include <string>

#include "api/service/http/message.hpp"

namespace loopgenie::service {

/// With Content-Length (but for 204 and 304, which have none), Date and Connection. Line breaks in values are a
/// programmer's error.
[[nodiscard]] std::string write_head(const Response& response, bool keep_alive);

/// IMF-fixdate (RFC 9110 §5.6.7).
[[nodiscard]] std::string http_date(std::int64_t unix_seconds);

}  // namespace loopgenie::service
