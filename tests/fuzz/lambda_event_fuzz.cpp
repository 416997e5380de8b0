// Whatever text Lambda hands over: an Error, or one whole head that is refused with a 4xx or is a request; and the
// answer to it is a document.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "api/service/http/problem.hpp"
#include "api/service/http/request_parser.hpp"
#include "api/service/lambda/lambda_event.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loopgenie::service;
  const auto head = head_of_lambda_event(std::string(data, data + size));
  if (!head) {
    if (head.error().message.empty()) std::abort();
    return 0;
  }
  const ParsedHead parsed = parse_head(*head);
  if (parsed.status == ParseStatus::incomplete) std::abort();
  if (parsed.status == ParseStatus::complete && parsed.head_bytes != head->size()) std::abort();
  if (parsed.status == ParseStatus::refused && (parsed.refusal_status < 400 || parsed.refusal_status > 499)) {
    std::abort();
  }
  const std::string answer = write_lambda_answer(problem(404, "Nothing here", in_quotes(parsed.request.path)));
  if (!nlohmann::json::accept(answer)) std::abort();
  return 0;
}
