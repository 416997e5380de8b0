// A request and a response as plain values: what is answered and with what, whoever carries them (Pistache or Lambda).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loopgenie::service {

/// ASCII only, as HTTP's field names are.
[[nodiscard]] bool equals_ignoring_case(std::string_view left, std::string_view right);
/// Without leading and trailing spaces and tabs.
[[nodiscard]] std::string_view trim(std::string_view text);
/// The items of a comma-separated field, trimmed, empty ones left out. Commas inside double quotes do not separate.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view field);
/// Decodes %XX; nullopt where an escape is broken.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// Field names compare without regard to case; order of arrival is kept.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  /// Replaces every field of the name.
  void set(std::string_view name, std::string value);
  /// All values of the name joined with ", " (RFC 9110 §5.2); nullopt where there is none.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

/// No path reads a request's body, so a request has none.
struct Request {
  std::string method;
  std::string path;   // as sent: still percent-encoded, begins with '/' (or is "*")
  std::string query;  // as sent, without '?'
  Headers headers;

  /// The first value of a query parameter, percent-decoded.
  [[nodiscard]] std::optional<std::string> query_parameter(std::string_view name) const;
};

/// Bytes that several responses and the cache may share; never null in a Response that has a body.
using Bytes = std::shared_ptr<const std::string>;
[[nodiscard]] inline Bytes make_bytes(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

struct Response {
  int status = 200;
  Headers headers;         // without Content-Length, Connection and Date: the carrier's business
  Bytes body;              // null for none
  bool head_only = false;  // answers HEAD: the body's length is announced, the body is not sent

  [[nodiscard]] std::string_view body_text() const { return body ? std::string_view(*body) : std::string_view(); }
};

/// How whoever carries requests gets them answered. Must not throw.
using AnswerFn = std::function<Response(const Request&)>;

[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace loopgenie::service
