// Ten thousand requests that no client should send, seeded, over real sockets: no crash, no hang, no 5xx.
#include <gtest/gtest.h>

#include <poll.h>

#include <functional>

#include "core/base/random.hpp"
#include "tests/api/service/http/loopback_server.hpp"

namespace loopgenie::service {
namespace {

constexpr int kRequests = 10'000;

std::string random_bytes(Random& random, std::uint32_t most) {
  std::string bytes(random.below(most) + 1, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.below(256));
  return bytes;
}

std::string random_number(Random& random) {
  static const std::array<std::string, 12> kNumbers = {
      "0", "-1", "1", "13", "31", "32", "255", "4294967295", "4294967296", "99999999999999999999", "1e11", "0x10"};
  return kNumbers[random.below(kNumbers.size())];
}

std::string get(const std::string& target, const std::string& headers = "Host: a\r\n") {
  return "GET " + target + " HTTP/1.1\r\n" + headers + "\r\n";
}

std::string request_with(const std::string& header) { return get("/v1/meta", "Host: a\r\n" + header + "\r\n"); }

using Maker = std::function<std::string(Random&)>;

const std::vector<Maker>& makers() {
  static const std::vector<Maker> all = {
      [](Random& r) { return random_bytes(r, 3'000); },
      [](Random& r) { return random_bytes(r, 300) + "\r\n\r\n"; },
      [](Random& r) { return request_with("X-Long: " + std::string(r.below(20'000), 'x')); },
      [](Random& r) { return get("/" + std::string(r.below(20'000), 'y')); },
      [](Random& r) {
        std::string headers = "Host: a\r\n";
        for (std::uint32_t i = r.below(200); i > 0; --i) headers += "H" + std::to_string(i) + ": 1\r\n";
        return get("/livez", headers);
      },
      [](Random& r) { return request_with("Content-Length: " + random_number(r)) + random_bytes(r, 40); },
      [](Random& r) {
        return request_with("Content-Length: " + random_number(r) + "\r\nTransfer-Encoding: chunked") +
               "5\r\nhello\r\n0\r\n\r\n";
      },
      [](Random& r) { return request_with("Transfer-Encoding: " + random_bytes(r, 20)); },
      [](Random& r) { return request_with("X-Control: a" + std::string(1, static_cast<char>(r.below(32))) + "b"); },
      [](Random& r) { return request_with("Host: " + random_bytes(r, 30)); },
      [](Random& r) {
        std::string path;
        static const std::array<std::string, 8> kSteps = {"/..",           "/%2e%2e", "/%2E.",   "/..%2f",
                                                          "/%c0%ae%c0%ae", "/etc",    "/passwd", "/\\.."};
        for (std::uint32_t i = r.below(12) + 1; i > 0; --i) path += kSteps[r.below(kSteps.size())];
        return get(path);
      },
      [](Random& r) { return get("/%c0%af%e0%80%af%f0%80%80%af" + std::string(r.below(5), '%')); },
      [](Random& r) {
        return get("/v1/tiles/trails/" + random_number(r) + "/" + random_number(r) + "/" + random_number(r));
      },
      [](Random& r) { return get("/v1/tiles/index/8/1/1?h=" + random_number(r)); },
      [](Random& r) {
        return get("/v1/subgraph?bbox=" + random_number(r) + "," + random_number(r) + "," + random_number(r) + ",nan");
      },
      [](Random& r) { return request_with("If-None-Match: \"" + random_number(r) + ",W/\"" + random_bytes(r, 20)); },
      [](Random& r) { return request_with("Accept-Encoding: gzip;q=" + random_number(r) + ",*;q=0.0001,;;,"); },
      [](Random& r) {
        // A good request, damaged in a few places.
        std::string text = request_with("Accept-Encoding: gzip\r\nIf-None-Match: *\r\nConnection: keep-alive");
        for (std::uint32_t i = r.below(4) + 1; i > 0; --i) {
          text[r.below(static_cast<std::uint32_t>(text.size()))] = static_cast<char>(r.below(256));
        }
        return text;
      }};
  return all;
}

/// What came back until the server closed or said nothing for a while.
std::string read_answer(int fd) {
  std::string answer;
  std::array<char, 16'384> bytes{};
  pollfd ready{fd, POLLIN, 0};
  while (::poll(&ready, 1, 60'000) > 0) {
    const ssize_t count = ::recv(fd, bytes.data(), bytes.size(), 0);
    if (count <= 0) return answer;
    answer.append(bytes.data(), static_cast<std::size_t>(count));
  }
  ADD_FAILURE() << "the server neither answers nor closes";
  return answer;
}

TEST_F(Loopback, TenThousandMalformedRequestsHarmNobody) {
  import(1);
  serve(database_.url());
  Random random(20'260'131);
  std::map<std::string, int> statuses;
  for (int i = 0; i < kRequests && !HasFailure(); ++i) {
    const std::string request = makers()[random.below(static_cast<std::uint32_t>(makers().size()))](random);
    Client client(port());
    // The server may close before it has read all of it: that is an answer, too.
    (void)::send(client.descriptor(), request.data(), request.size(), MSG_NOSIGNAL);
    ::shutdown(client.descriptor(), SHUT_WR);
    const std::string answer = read_answer(client.descriptor());
    const std::string status = answer.substr(0, 12);
    ++statuses[status];
    EXPECT_TRUE(status.empty() || (status.starts_with("HTTP/1.1 ") && status[9] >= '2' && status[9] <= '4'))
        << status << " for " << testing::PrintToString(request.substr(0, 300));
  }
  for (const auto& [status, count] : statuses) std::printf("%6d × %s\n", count, status.c_str());
  EXPECT_EQ(Client(port()).get("/livez").status, 200);
}

}  // namespace
}  // namespace loopgenie::service
