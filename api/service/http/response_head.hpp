// The status line and fields of an HTTP/1.1 response as bytes.
#pragma once

#include <string>

#include "api/service/http/message.hpp"

namespace loopgenie::service {

/// Adds Date, Connection and Content-Length; 204 and 304 have no Content-Length. REQUIRES values without line breaks.
[[nodiscard]] std::string write_head(const Response& response, bool keep_alive);

}  // namespace loopgenie::service
