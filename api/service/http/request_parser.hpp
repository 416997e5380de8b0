// Reads the head of an HTTP/1.1 request, strictly by RFC 9112: lines end in CRLF, no folding, no control bytes, one
// Host, one body length. A head that two servers could read differently is refused, so that no request can be smuggled
// past a proxy. Pure: bytes in, request or refusal out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "api/service/http/message.hpp"

namespace loopgenie::service {

struct ParseLimits {
  std::size_t head_bytes = 8'192;  // request line and fields together
  std::size_t field_count = 64;
  std::uint64_t body_bytes = 65'536;  // bodies are skipped, not read; longer ones are refused
};

enum class ParseStatus { incomplete, complete, refused };

struct ParsedHead {
  ParseStatus status = ParseStatus::incomplete;
  // complete
  Request request;
  std::size_t head_bytes = 0;    // consumed by the head
  std::uint64_t body_bytes = 0;  // to be skipped after it
  bool keep_alive = true;
  bool http10 = false;
  // refused: nothing more can be read from the connection
  int refusal_status = 400;
  std::string refusal_detail;
};

/// Reads the head at the beginning of `bytes`. O(bytes), at most O(limits.head_bytes).
[[nodiscard]] ParsedHead parse_head(std::string_view bytes, const ParseLimits& limits = {});

}  // namespace loopgenie::service
