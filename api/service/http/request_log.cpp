#include "api/service/http/request_log.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <utility>

namespace loopgenie::service {
namespace {

constexpr std::chrono::milliseconds kPause{500};
constexpr std::size_t kMostText = 200;

void append_text(std::string_view name, std::string_view text, std::string& out) {
  out.append(",\"").append(name).append("\":\"");
  const std::size_t begin = out.size();
  out.append(text.substr(0, kMostText));
  for (std::size_t i = begin; i < out.size(); ++i) {
    const char c = out[i];
    if (c < ' ' || c > '~' || c == '"' || c == '\\') out[i] = '?';
  }
  out.push_back('"');
}

void append_number(std::string_view name, std::uint64_t number, std::string& out) {
  out.append(",\"").append(name).append("\":").append(std::to_string(number));
}

/// Written anew once a second, by each thread.
const std::string& time_now() {
  thread_local std::time_t second = -1;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != second) {
    second = now;
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 32> buffer{};
    text.assign(buffer.data(), std::strftime(buffer.data(), buffer.size(), "%FT%TZ", &utc));
  }
  return text;
}

/// True if everything was written.
bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

void append_log_line(const LoggedRequest& request, std::string& out) {
  out.append("{\"time\":\"").append(time_now()).push_back('"');
  append_text("method", request.method, out);
  append_text("path", request.path, out);
  append_number("status", static_cast<std::uint64_t>(request.status), out);
  append_number("bytes", request.body_bytes, out);
  append_number("us", static_cast<std::uint64_t>(request.duration.count() / 1'000), out);
  if (!request.address.empty()) append_text("address", request.address, out);
  out.push_back('}');
}

RequestLog::RequestLog(int fd) : fd_(fd), thread_([this] { run(); }) {}

RequestLog::~RequestLog() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void RequestLog::add(const LoggedRequest& request) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() > kMaxWaitingBytes) {
    ++dropped_;
    return;
  }
  append_log_line(request, waiting_);
  waiting_.push_back('\n');
}

void RequestLog::run() {
  std::string writing;
  bool stop = false;
  while (!stop) {
    std::uint64_t dropped = 0;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, kPause, [&] { return stop_; });
      stop = stop_;
      writing.clear();
      std::swap(writing, waiting_);
      dropped = std::exchange(dropped_, 0);
    }
    if (dropped > 0) writing += "{\"dropped_lines\":" + std::to_string(dropped) + "}\n";
    write_all(fd_, writing);
  }
}

}  // namespace loopgenie::service
