#include "api/service/lambda/lambda_event.hpp"

#include <pistache/base64.h>

#include <array>
#include <cstdio>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "api/service/http/problem.hpp"

namespace loopgenie::service {
namespace {

using Json = nlohmann::json;

/// The text at a path of keys, or "" where there is none.
std::string text_at(const Json& event, std::initializer_list<const char*> keys) {
  const Json* value = &event;
  for (const char* key : keys) {
    const auto found = value->is_object() ? value->find(key) : value->end();
    if (found == value->end()) return {};
    value = &*found;
  }
  return value->is_string() ? value->get<std::string>() : std::string();
}

/// Percent-encodes everything but visible ASCII, and the characters of `also`.
std::string percent_encode(std::string_view text, std::string_view also) {
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (c > ' ' && c < '\x7f' && also.find(c) == std::string_view::npos) {
      encoded += c;
      continue;
    }
    std::array<char, 4> escape{};
    std::snprintf(escape.data(), escape.size(), "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    encoded += escape.data();
  }
  return encoded;
}

/// The size of the event's body as the client sent it.
std::size_t body_bytes(const Json& event) {
  const std::string body = text_at(event, {"body"});
  const auto coded = event.find("isBase64Encoded");
  if (coded == event.end() || *coded != Json(true)) return body.size();
  return body.substr(0, body.find('=')).size() * 3 / 4;
}

/// A field about the connection or about where the body ends: Lambda has dealt with these already.
bool is_hop_by_hop(std::string_view name) {
  for (const char* field : {"connection", "content-length", "transfer-encoding"}) {
    if (equals_ignoring_case(name, field)) return true;
  }
  return false;
}

/// A field's name can be in the document only once, so equal names are joined.
Json write_headers(const Response& response) {
  const Headers& headers = response.headers;
  Json document = Json::object();
  for (const auto& [name, value] : response.fixed) document[std::string(name)] = value;
  for (const auto& [name, value] : headers.fields()) document[name] = headers.find(name).value_or(value);
  return document;
}

std::string write_document(const Response& response) {
  const bool has_body = !response.head_only && !response.body_text().empty();
  Json document = {{"statusCode", response.status}, {"headers", write_headers(response)}};
  document["isBase64Encoded"] = has_body;
  document["body"] = has_body ? Base64Encoder::EncodeString(*response.body) : std::string();
  return document.dump();
}

}  // namespace

Result<std::string> head_of_lambda_event(std::string_view text) {
  const Json event = Json::parse(text, nullptr, false);
  if (event.is_discarded()) return fail(ErrorCode::invalid_input, "got an event that is not JSON");
  const std::string method = text_at(event, {"requestContext", "http", "method"});
  const std::string path = text_at(event, {"rawPath"});
  if (text_at(event, {"version"}) != "2.0" || method.empty() || path.empty()) {
    return fail(ErrorCode::invalid_input,
                "got an event that is no HTTP request of payload version 2.0, expected one from a function URL or an "
                "HTTP API");
  }
  std::string target = percent_encode(path, "?#");
  if (const std::string query = text_at(event, {"rawQueryString"}); !query.empty()) {
    target += '?' + percent_encode(query, "#");
  }
  std::vector<std::string> lines = {method + ' ' + target + " HTTP/1.1"};
  if (const auto headers = event.find("headers"); headers != event.end() && headers->is_object()) {
    for (const auto& [name, value] : headers->items()) {
      if (value.is_string() && !is_hop_by_hop(name)) lines.push_back(name + ": " + value.get<std::string>());
    }
  }
  if (const std::size_t bytes = body_bytes(event); bytes > 0) {
    lines.push_back("Content-Length: " + std::to_string(bytes));
  }
  std::string head;
  for (const std::string& line : lines) {
    if (line.find_first_of("\r\n") != std::string::npos) {
      return fail(ErrorCode::invalid_input, "got an event with a line break in its method or headers, expected none");
    }
    head.append(line).append("\r\n");
  }
  return head + "\r\n";
}

std::string write_lambda_answer(const Response& response, std::size_t max_bytes) {
  std::string document = write_document(response);
  if (document.size() <= max_bytes) return document;
  return write_document(problem(413, "The answer is too large",
                                "got an answer of " + std::to_string(response.body_text().size()) +
                                    " bytes, expected at most about 4.7 MB: Lambda passes on 6 MB, and base64 takes a "
                                    "quarter of them; ask for a smaller area, or with Accept-Encoding: gzip"));
}

}  // namespace loopgenie::service
