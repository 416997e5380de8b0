// A request and a response as plain values, the same for every transport (Pistache or Lambda).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace loopgenie::service {

/// ASCII only, as HTTP's field names are.
[[nodiscard]] bool equals_ignoring_case(std::string_view left, std::string_view right);
/// Without leading and trailing spaces and tabs.
[[nodiscard]] std::string_view trim(std::string_view text);
/// The items of a comma-separated field: trimmed, without empty ones. Commas inside double quotes do not separate.
[[nodiscard]] std::vector<std::string_view> split_list(std::string_view field);
/// Decodes %XX; nullopt if an escape is broken.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

/// Header fields in their order of arrival. Names compare without regard to case.
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  void add(std::string name, std::string value) {
    if (fields_.empty()) fields_.reserve(kUsualCount);
    fields_.emplace_back(std::move(name), std::move(value));
  }
  /// All values of the name, joined with ", " (RFC 9110 §5.2); nullopt if there is none.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }

 private:
  static constexpr std::size_t kUsualCount = 8;
  std::vector<Field> fields_;
};

/// A request without its body: no path reads one.
struct Request {
  std::string method;
  std::string path;   // as sent: still percent-encoded, begins with '/' (or is "*")
  std::string query;  // as sent, without '?'
  Headers headers;

  /// The first value of a query parameter, percent-decoded.
  [[nodiscard]] std::optional<std::string> query_parameter(std::string_view name) const;
};

/// Bytes that several responses and the cache may share. Null stands for no body.
using Bytes = std::shared_ptr<const std::string>;
[[nodiscard]] inline Bytes make_bytes(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

/// A field that many answers have alike.
using FixedField = std::pair<std::string_view, std::string_view>;

struct Response {
  int status = 200;
  Headers headers;                    // without Content-Length, Connection and Date: the transport adds these
  std::span<const FixedField> fixed;  // of static storage; sent after `headers`
  Bytes body;                         // null: none
  bool head_only = false;  // the answer to HEAD: Content-Length names the body's length, the body is not sent

  [[nodiscard]] std::string_view body_text() const { return body ? std::string_view(*body) : std::string_view(); }
};

/// What a transport calls to have a request answered. Must not throw.
using AnswerFn = std::function<Response(const Request&)>;

/// For a transport whose threads must not wait. Several threads call both at once.
struct Answers {
  /// nullopt if the answer would have to wait, for the database or for a long computation.
  std::function<std::optional<Response>(const Request&)> at_once;
  AnswerFn waiting;
};

[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace loopgenie::service
