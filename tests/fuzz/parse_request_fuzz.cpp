// Whatever bytes a client sends: incomplete, refused with a 4xx, or a request that lies within them, whose path means
// something or is an Error. What follows a whole head never changes how it is read.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "api/service/http/request_parser.hpp"
#include "api/service/route.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loopgenie::service;
  const std::string bytes(data, data + size);
  const ParsedHead head = parse_head(bytes);
  if (head.status == ParseStatus::refused) {
    if (head.refusal_status < 400 || head.refusal_status > 499) std::abort();
    return 0;
  }
  if (head.status == ParseStatus::incomplete) return 0;
  if (head.head_bytes == 0 || head.head_bytes > size || head.request.path.empty()) std::abort();
  const ParsedHead again = parse_head(bytes.substr(0, head.head_bytes) + "GET / HTTP/1.1\r\n");
  if (again.status != ParseStatus::complete || again.head_bytes != head.head_bytes ||
      again.request.path != head.request.path || again.body_bytes != head.body_bytes) {
    std::abort();
  }
  if (const auto route = parse_route(head.request.path)) {
    if (const auto* tile = std::get_if<TileRoute>(&*route); tile != nullptr && !tile->id.is_valid()) std::abort();
  }
  for (const char* name : {"bbox", "h"}) (void)head.request.query_parameter(name);
  return 0;
}
