#include "api/service/http/request_parser.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "api/service/http/problem.hpp"

namespace loopgenie::service {
namespace {

struct Refusal {
  int status = 400;
  std::string detail;
};
using Check = std::optional<Refusal>;

Refusal bad_request(std::string detail) { return {400, std::move(detail)}; }

constexpr std::array<bool, 256> make_token_chars() {
  std::array<bool, 256> chars{};
  for (const char c :
       std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    chars[static_cast<unsigned char>(c)] = true;
  }
  return chars;
}

/// RFC 9110 §5.6.2.
bool is_token_char(char c) {
  static constexpr std::array<bool, 256> kTokenChars = make_token_chars();
  return kTokenChars[static_cast<unsigned char>(c)];
}

bool is_token(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char); }

/// Visible ASCII, space, tab and bytes beyond ASCII (RFC 9110 §5.5).
bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
  });
}

/// The next line, with its CR and without its LF; nullopt if its end has not come yet.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

/// Takes the CR off the line's end.
Check drop_cr(std::string_view& line) {
  if (line.empty() || line.back() != '\r') return bad_request("got a line that ends in LF alone, expected CRLF");
  line.remove_suffix(1);
  return std::nullopt;
}

/// origin-form, absolute-form (RFC 9112 §3.2.2) or, for OPTIONS, "*".
Check parse_target(std::string_view target, Request& request) {
  if (!std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c < '\x7f'; })) {
    return bad_request("got a request target with bytes outside visible ASCII, expected them percent-encoded");
  }
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() >= scheme.size() && equals_ignoring_case(target.substr(0, scheme.size()), scheme)) {
      const std::size_t path = target.find_first_of("/?", scheme.size());
      target = path == std::string_view::npos ? "/" : target.substr(path);
      break;
    }
  }
  target = target.substr(0, target.find('#'));
  const std::size_t question = std::min(target.find('?'), target.size());
  request.path = target.substr(0, question);
  request.query = target.substr(std::min(question + 1, target.size()));
  if (request.path.empty()) request.path = "/";
  if (request.path.front() != '/' && !(request.path == "*" && request.method == "OPTIONS")) {
    return bad_request("got request target " + in_quotes(target) + ", expected one that begins with '/'");
  }
  return std::nullopt;
}

Check parse_request_line(std::string_view line, ParsedHead& head) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || last <= first + 1) {
    return bad_request("got request line " + in_quotes(line) + ", expected METHOD TARGET HTTP/1.1");
  }
  if (std::count(line.begin(), line.end(), ' ') > 2) {
    return bad_request("got request line " + in_quotes(line) +
                       " with more than two spaces, expected one before the target and one after it");
  }
  const std::string_view method = line.substr(0, first);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method)) return bad_request("got method " + in_quotes(method) + ", expected GET, HEAD or OPTIONS");
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return bad_request("got version " + in_quotes(version) + ", expected HTTP/1.1");
  }
  head.http10 = version == "HTTP/1.0";
  head.request.method = method;
  return parse_target(line.substr(first + 1, last - first - 1), head.request);
}

Check parse_field(std::string_view line, Headers& headers) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return bad_request("got header line " + in_quotes(line) + ", expected NAME: VALUE");
  }
  const std::string_view value = trim(line.substr(colon + 1));
  if (!is_field_value(value)) {
    return bad_request("got a control byte in header " + in_quotes(line.substr(0, colon)) +
                       ", expected printable text");
  }
  headers.add(std::string(line.substr(0, colon)), std::string(value));
  return std::nullopt;
}

/// RFC 9112 §6. A body's length is told in one way, or there is no body.
Check parse_body_length(const ParseLimits& limits, ParsedHead& head) {
  const Headers& headers = head.request.headers;
  const std::optional<std::string> length = headers.find("Content-Length");
  if (headers.count("Transfer-Encoding") > 0) {
    if (length) return bad_request("got both Transfer-Encoding and Content-Length, expected neither");
    return Refusal{411, "got Transfer-Encoding, expected a request without a body"};
  }
  if (!length) return std::nullopt;
  const auto [end, error] = std::from_chars(length->data(), length->data() + length->size(), head.body_bytes);
  if (length->empty() || !std::all_of(length->begin(), length->end(), [](char c) { return c >= '0' && c <= '9'; }) ||
      end != length->data() + length->size()) {
    return bad_request("got Content-Length " + in_quotes(*length) + ", expected one whole number");
  }
  if (error != std::errc() || head.body_bytes > limits.body_bytes) {
    return Refusal{413, "got a body of " + in_quotes(*length) + " bytes, expected none"};
  }
  return std::nullopt;
}

Check check_host(const ParsedHead& head) {
  const std::size_t count = head.request.headers.count("Host");
  if (count > 1 || (count == 0 && !head.http10)) {
    return bad_request("got " + std::to_string(count) + " Host headers, expected one");
  }
  const std::string host = head.request.headers.find("Host").value_or("");
  if (host.find_first_of(" \t/\\@?#<>\"") != std::string::npos) {
    return bad_request("got Host " + in_quotes(host) + ", expected a host name and perhaps a port");
  }
  return std::nullopt;
}

bool wants_keep_alive(const ParsedHead& head) {
  const std::string connection = head.request.headers.find("Connection").value_or("");
  bool keep_alive = !head.http10;
  for (const std::string_view option : split_list(connection)) {
    if (equals_ignoring_case(option, "close")) return false;
    if (equals_ignoring_case(option, "keep-alive")) keep_alive = true;
  }
  return keep_alive;
}

/// A refusal, or nullopt; `head.status` then says whether the head is complete.
Check parse(std::string_view bytes, const ParseLimits& limits, ParsedHead& head) {
  std::string_view rest = bytes;
  // RFC 9112 §2.2: empty lines before a request line are skipped.
  while (rest.substr(0, 2) == "\r\n") rest.remove_prefix(2);
  std::optional<std::string_view> line = take_line(rest);
  if (!line) return std::nullopt;
  if (Check check = drop_cr(*line)) return check;
  if (Check check = parse_request_line(*line, head)) return check;

  while ((line = take_line(rest))) {
    if (Check check = drop_cr(*line)) return check;
    if (line->empty()) break;
    if (head.request.headers.fields().size() == limits.field_count) {
      return Refusal{431, "got more than " + std::to_string(limits.field_count) + " headers"};
    }
    if (Check check = parse_field(*line, head.request.headers)) return check;
  }
  if (!line) return std::nullopt;
  if (Check check = check_host(head)) return check;
  if (Check check = parse_body_length(limits, head)) return check;
  head.keep_alive = wants_keep_alive(head);
  head.head_bytes = bytes.size() - rest.size();
  head.status = ParseStatus::complete;
  return std::nullopt;
}

}  // namespace

ParsedHead parse_head(std::string_view bytes, const ParseLimits& limits) {
  ParsedHead head;
  const std::string_view within = bytes.substr(0, limits.head_bytes);
  Check refusal = parse(within, limits, head);
  if (!refusal && head.status == ParseStatus::incomplete && bytes.size() >= limits.head_bytes) {
    const bool in_request_line = within.find('\n') == std::string_view::npos;
    refusal = Refusal{in_request_line ? 414 : 431,
                      "got a request head of more than " + std::to_string(limits.head_bytes) + " bytes"};
  }
  if (refusal) {
    head.status = ParseStatus::refused;
    head.keep_alive = false;
    head.refusal_status = refusal->status;
    head.refusal_detail = std::move(refusal->detail);
  }
  return head;
}

}  // namespace loopgenie::service
