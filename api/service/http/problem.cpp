#include "api/service/http/problem.hpp"

#include <nlohmann/json.hpp>

namespace loopgenie::service {

Response problem(int status, std::string_view title, std::string detail, std::string_view code) {
  nlohmann::ordered_json document = {
      {"type", "about:blank"}, {"title", title}, {"status", status}, {"detail", std::move(detail)}};
  if (!code.empty()) document["code"] = code;
  Response response;
  response.status = status;
  response.headers.add("Content-Type", "application/problem+json");
  response.headers.add("Cache-Control", "no-store");
  response.body = make_bytes(document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  return response;
}

Response unavailable(std::string detail, int retry_after_s) {
  Response response = problem(503, "The data cannot be read now", std::move(detail));
  response.headers.add("Retry-After", std::to_string(retry_after_s));
  return response;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::string result = "'";
  for (const char c : text.substr(0, kMost)) {
    result.push_back(c >= ' ' && c <= '~' && c != '\'' ? c : '?');
  }
  result += text.size() > kMost ? "…'" : "'";
  return result;
}

}  // namespace loopgenie::service
