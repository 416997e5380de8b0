#include "api/service/http/response_head.hpp"

#include <array>
#include <cassert>
#include <cstdio>
#include <ctime>

namespace loopgenie::service {
namespace {

/// IMF-fixdate (RFC 9110 §5.6.7).
std::string http_date(std::time_t time) {
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&time, &utc);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                kDays[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                kMonths[static_cast<std::size_t>(utc.tm_mon)], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
  return text.data();
}

/// Written anew once a second, by each thread.
const std::string& date_now() {
  thread_local std::time_t second = -1;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != second) {
    second = now;
    text = http_date(now);
  }
  return text;
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
  assert(value.find_first_of("\r\n") == std::string_view::npos);
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string write_head(const Response& response, bool keep_alive) {
  std::string head;
  head.reserve(640);
  head.append("HTTP/1.1 ").append(std::to_string(response.status)).append(" ");
  head.append(reason_phrase(response.status)).append("\r\n");
  append_field(head, "Date", date_now());
  append_field(head, "Connection", keep_alive ? "keep-alive" : "close");
  for (const auto& [name, value] : response.headers.fields()) append_field(head, name, value);
  for (const auto& [name, value] : response.fixed) append_field(head, name, value);
  if (response.status != 204 && response.status != 304) {
    append_field(head, "Content-Length", std::to_string(response.body_text().size()));
  }
  return head.append("\r\n");
}

}  // namespace loopgenie::service
