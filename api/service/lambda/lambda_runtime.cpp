#include "api/service/lambda/lambda_runtime.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "api/service/http/message.hpp"

namespace loopgenie::service {
namespace {

constexpr std::size_t kMaxEventBytes = std::size_t{8} << 20;  // Lambda's own limit is 6 MB
constexpr std::size_t kMaxFields = 64;
constexpr long kConnectSeconds = 2;
constexpr long kSendSeconds = 10;

struct Received {
  long status = 0;
  Headers headers;
  std::string body;
};

std::size_t take_body(const char* bytes, std::size_t size, std::size_t count, void* to) {
  std::string& body = static_cast<Received*>(to)->body;
  if (body.size() + size * count > kMaxEventBytes) return 0;  // ends the transfer with a write error
  body.append(bytes, size * count);
  return size * count;
}

std::size_t take_field(const char* bytes, std::size_t size, std::size_t count, void* to) {
  const std::string_view line(bytes, size * count);
  Headers& headers = static_cast<Received*>(to)->headers;
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && headers.fields().size() < kMaxFields) {
    const std::string_view value = line.substr(colon + 1);
    headers.add(std::string(line.substr(0, colon)),
                std::string(trim(value.substr(0, value.find_last_not_of("\r\n") + 1))));
  }
  return line.size();
}

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input:
      return "LoopGenie.InvalidInput";
    case ErrorCode::malformed:
      return "LoopGenie.Malformed";
    case ErrorCode::version:
      return "LoopGenie.Version";
    case ErrorCode::mismatch:
      return "LoopGenie.Mismatch";
    case ErrorCode::missing:
      return "LoopGenie.Missing";
    case ErrorCode::io:
      return "LoopGenie.Io";
  }
  return "LoopGenie.Failure";
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

class LambdaRuntime::Impl {
 public:
  explicit Impl(const std::string& address) : base_("http://" + address + "/2018-06-01/runtime/") {}

  Result<Received> get(const std::string& path) { return perform(path, nullptr, {}, 0); }

  Result<void> post(const std::string& path, const std::string& body, std::string_view error_type = {}) {
    const Result<Received> received = perform(path, &body, error_type, kSendSeconds);
    if (!received) return tl::unexpected(received.error());
    if (received->status < 200 || received->status > 299) {
      return fail(ErrorCode::io, "the Runtime API answered " + std::to_string(received->status) + " to " + path);
    }
    return {};
  }

  Result<void> post_error(const std::string& path, const Error& error) {
    const nlohmann::json document = {{"errorMessage", error.message}, {"errorType", name_of(error.code)}};
    return post(path, document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), name_of(error.code));
  }

 private:
  using Fields = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

  Result<Received> perform(const std::string& path, const std::string* body, std::string_view error_type,
                           long seconds) {
    if (!curl_) return fail(ErrorCode::io, "libcurl cannot start");
    CURL* const curl = curl_.get();
    const std::string url = base_ + path;
    Received received;
    // No "Expect: 100-continue" before a large answer.
    Fields fields(curl_slist_append(nullptr, "Expect:"), &curl_slist_free_all);
    curl_easy_reset(curl);  // keeps the connection
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http");
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds);  // 0: none
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &received);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_field);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &received);
    if (body != nullptr) {
      curl_slist_append(fields.get(), "Content-Type: application/json");
      if (!error_type.empty()) {
        curl_slist_append(fields.get(), ("Lambda-Runtime-Function-Error-Type: " + std::string(error_type)).c_str());
      }
      curl_easy_setopt(curl, CURLOPT_POST, 1L);
      curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body->data());
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body->size()));
    }
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields.get());
    if (const CURLcode code = curl_easy_perform(curl); code != CURLE_OK) {
      return fail(ErrorCode::io, "the Runtime API cannot be reached at " + url + ": " + curl_easy_strerror(code));
    }
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &received.status);
    return received;
  }

  const std::string base_;
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_{curl_easy_init(), &curl_easy_cleanup};
};

LambdaRuntime::LambdaRuntime(const std::string& address) : impl_(std::make_unique<Impl>(address)) {}
LambdaRuntime::~LambdaRuntime() = default;

Result<Invocation> LambdaRuntime::next() {
  Result<Received> received = impl_->get("invocation/next");
  if (!received) return tl::unexpected(received.error());
  if (received->status != 200) {
    return fail(ErrorCode::io, "the Runtime API answered " + std::to_string(received->status) +
                                   " to the question for the next invocation, expected 200");
  }
  const std::string id = received->headers.find("Lambda-Runtime-Aws-Request-Id").value_or("");
  const bool is_plain = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  });
  const auto deadline_ms = whole_number(received->headers.find("Lambda-Runtime-Deadline-Ms").value_or(""));
  if (id.empty() || !is_plain || !deadline_ms) {
    return fail(ErrorCode::malformed, "the Runtime API sent an invocation without a usable id and deadline");
  }
  return Invocation{id, std::chrono::system_clock::time_point(std::chrono::milliseconds(*deadline_ms)),
                    std::move(received->body)};
}

Result<void> LambdaRuntime::respond(const Invocation& invocation, const std::string& answer) {
  return impl_->post("invocation/" + invocation.id + "/response", answer);
}

Result<void> LambdaRuntime::report(const Invocation& invocation, const Error& error) {
  return impl_->post_error("invocation/" + invocation.id + "/error", error);
}

Result<void> LambdaRuntime::report_init(const Error& error) { return impl_->post_error("init/error", error); }

}  // namespace loopgenie::service
