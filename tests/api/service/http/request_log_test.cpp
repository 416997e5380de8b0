#include "api/service/http/request_log.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <nlohmann/json.hpp>

namespace loopgenie::service {
namespace {

TEST(RequestLog, ALineIsJsonWithoutAnAddressUnlessGiven) {
  LoggedRequest request{.method = "GET", .path = "/v1/\"odd\\path\n", .status = 200, .body_bytes = 12};
  request.duration = std::chrono::microseconds(41);
  std::string line;
  append_log_line(request, line);
  const nlohmann::json document = nlohmann::json::parse(line);
  EXPECT_EQ(document.at("path"), "/v1/?odd?path?");
  EXPECT_EQ(document.at("status"), 200);
  EXPECT_EQ(document.at("bytes"), 12);
  EXPECT_EQ(document.at("us"), 41);
  EXPECT_FALSE(document.contains("address"));
  line.clear();
  request.address = "192.0.2.1";
  append_log_line(request, line);
  EXPECT_EQ(nlohmann::json::parse(line).at("address"), "192.0.2.1");
}

TEST(RequestLog, NobodyWaitsForAReaderOfTheLogThatStalls) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  std::signal(SIGPIPE, SIG_IGN);  // as the program does
  {
    RequestLog log(pipe[1]);
    // More than the pipe and the memory for waiting lines hold: without dropping, this would never end.
    for (int i = 0; i < 40'000; ++i) log.add({.method = "GET", .path = "/v1/meta", .status = 200});
    ::close(pipe[0]);  // and the writing thread is let go
  }
  ::close(pipe[1]);
}

TEST(RequestLog, WritesWhatWaitsBeforeItEnds) {
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
  { RequestLog(pipe[1]).add({.method = "HEAD", .path = "/", .status = 304}); }
  std::array<char, 512> bytes{};
  const ssize_t count = ::read(pipe[0], bytes.data(), bytes.size());
  ASSERT_GT(count, 0);
  EXPECT_EQ(bytes[static_cast<std::size_t>(count) - 1], '\n');
  EXPECT_EQ(nlohmann::json::parse(bytes.data(), bytes.data() + count).at("method"), "HEAD");
  ::close(pipe[0]);
  ::close(pipe[1]);
}

}  // namespace
}  // namespace loopgenie::service
