// What one client can take from the others: turns, bytes and threads. Each of these attacks once held the server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>

#include <array>
#include <memory>
#include <optional>
#include <pqxx/transaction>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include "api/service/http/fair_transport.hpp"
#include "tests/api/service/http/loopback_server.hpp"

namespace loopgenie::service {
namespace {

using ::testing::HasSubstr;

constexpr const char* kLive = "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// The value of a sample in the text of /metrics.
std::uint64_t sample(const std::string& metrics, const std::string& name) {
  const std::size_t at = metrics.find("\n" + name + " ");
  return at == std::string::npos ? 0 : std::stoull(metrics.substr(at + name.size() + 2));
}

std::string repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

/// Whether bytes of an answer, or the end of the connection, are there now.
bool has_arrived(const Client& client) {
  pollfd poll{client.descriptor(), POLLIN, 0};
  return ::poll(&poll, 1, 0) > 0;
}

/// Sends until the server closes the connection or `most` bytes are sent; returns how many were.
std::size_t send_until_closed(const Client& client, const std::string& piece, std::size_t most,
                              std::chrono::milliseconds pause = {}) {
  std::size_t sent = 0;
  while (sent < most) {
    const ssize_t count = ::send(client.descriptor(), piece.data(), piece.size(), MSG_NOSIGNAL);
    if (count < 0) break;
    sent += static_cast<std::size_t>(count);
    std::this_thread::sleep_for(pause);
  }
  return sent;
}

TEST(ClientConnectionTurn, AnswersNoMoreRequestsThanItsTurnHas) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
  TransportCounts counts;
  ConnectionShared shared{
      {[](const Request&) { return Response{}; }, {}}, counts, {}, SlowLane({}, [] {}), nullptr, false};
  {
    ClientConnection connection(shared);
    connection.receive(repeated(kLive, 40));
    EXPECT_EQ(connection.answer(ends[0], 16), 16);
    EXPECT_TRUE(connection.may_have_requests());
    EXPECT_EQ(connection.answer(ends[0], 16), 16);
    EXPECT_EQ(connection.answer(ends[0], 16), 8);
    EXPECT_FALSE(connection.may_have_requests());
  }
  EXPECT_EQ(shared.open_connections, 0U);
  EXPECT_EQ(shared.in_flight, 0);
  for (const int end : ends) ::close(end);
}

TEST_F(Loopback, AClientThatPipelinesWithoutEndLeavesTurnsForOthers) {
  options_.threads = 1;
  serve(database_.url());
  Client patient(port());
  ASSERT_EQ(patient.get("/readyz").status, 503);
  constexpr int kBursts = 200;
  constexpr int kRequestsPerBurst = 100;
  const Client greedy(port());
  std::thread sender([&] {
    const std::string burst = repeated(kLive, kRequestsPerBurst);
    for (int i = 0; i < kBursts; ++i) greedy.send(burst);
  });
  const std::string metrics = patient.get("/metrics").body;
  EXPECT_LT(sample(metrics, "loopgenie_requests_total{route=\"livez\",status=\"2xx\"}"),
            std::uint64_t{kBursts} * kRequestsPerBurst / 2)
      << "the other client was answered only after most of 20,000 pipelined requests";
  ::shutdown(greedy.descriptor(), SHUT_RD);
  sender.join();
}

TEST_F(Loopback, TwoClientsThatPipelineAndReadLeaveBothThreadsToOthers) {
  options_.threads = 2;
  serve(database_.url());
  // Connections are given to the threads in turn: these three are served by both.
  std::array<Client, 3> patient{Client(port()), Client(port()), Client(port())};
  constexpr int kBursts = 200;
  constexpr int kRequestsPerBurst = 100;
  std::array<std::thread, 4> threads;
  std::array<std::optional<Client>, 2> greedy;
  for (std::size_t i = 0; i < greedy.size(); ++i) {
    const int fd = greedy[i].emplace(port()).descriptor();
    threads[2 * i] = std::thread([fd] {
      std::array<char, 65'536> bytes;
      while (::recv(fd, bytes.data(), bytes.size(), 0) > 0) {
      }
    });
    threads[2 * i + 1] = std::thread([&client = *greedy[i]] {
      const std::string burst = repeated(kLive, kRequestsPerBurst);
      for (int sent = 0; sent < kBursts; ++sent) client.send(burst);
    });
  }
  for (Client& client : patient) {
    const std::string metrics = client.get("/metrics").body;
    EXPECT_LT(sample(metrics, "loopgenie_requests_total{route=\"livez\",status=\"2xx\"}"),
              std::uint64_t{2} * kBursts * kRequestsPerBurst / 2)
        << "the other client was answered only after most of 40,000 pipelined requests";
  }
  for (const std::size_t i : {1U, 3U}) threads[i].join();
  for (const std::optional<Client>& client : greedy) ::shutdown(client->descriptor(), SHUT_RDWR);
  for (const std::size_t i : {0U, 2U}) threads[i].join();
}

TEST_F(Loopback, WhoeverSendsOnAfterTheLastResponseIsCut) {
  serve(database_.url());
  constexpr std::size_t kMost = std::size_t{256} << 20;
  for (const char* last :
       {"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET /livez HTTP/9\r\n\r\n"}) {
    Client client(port());
    client.send(last);
    EXPECT_NE(client.receive().status, 0);
    EXPECT_LT(send_until_closed(client, std::string(65'536, 'x'), kMost), kMost) << last;
  }
}

TEST_F(Loopback, AByteNowAndThenDoesNotKeepAConnectionOpenAfterTheLastResponse) {
  serve(database_.url());
  Client client(port());
  client.send("GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.receive().status, 200);
  const auto pause = FairTransport::kLinger / 10;
  EXPECT_LT(send_until_closed(client, "x", 200, pause), 200U);
}

TEST_F(Loopback, ARequestThatIsNotWholeInTimeGetsAProblemDocument) {
  serve(database_.url());
  Client client(port());
  client.send("GET /livez HTTP/1.1\r\nHost: ");
  const Answer answer = client.receive();
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(answer.headers.at("content-type"), "application/problem+json");
}

/// A server with one worker, which sleeps for kNap when it is asked for /nap: whoever asks meanwhile is heard late.
class LateWorker : public testing::Test {
 protected:
  static constexpr std::chrono::milliseconds kLimit{500};
  static constexpr std::chrono::milliseconds kNap{1'500};

  LateWorker()
      : server_(options(),
                {[this](const Request& request) {
                   if (request.path == "/nap") {
                     naps_.release();
                     std::this_thread::sleep_for(kNap);
                   }
                   return Response{};
                 },
                 {}},
                counts_) {
    EXPECT_TRUE(server_.start());
  }

  static ServerOptions options() {
    ServerOptions options;
    options.port = 0;
    options.threads = 1;
    options.request_timeout = options.keep_alive_timeout = kLimit;
    return options;
  }
  /// Returns while the worker sleeps.
  void let_nap(const Client& client) {
    client.send("GET /nap HTTP/1.1\r\nHost: x\r\n\r\n");
    naps_.acquire();
  }

  TransportCounts counts_;
  std::counting_semaphore<> naps_{0};
  PistacheServer server_;
};

TEST_F(LateWorker, AnswersARequestThatCameBeforeTheEndOfThePause) {
  Client client(server_.port());
  ASSERT_EQ(client.get("/").status, 200);
  const Client sleeper(server_.port());
  let_nap(sleeper);
  EXPECT_EQ(client.get("/").status, 200) << "it was cut with a whole request unread";
}

TEST_F(LateWorker, AnswersARequestWhoseEndCameInTime) {
  Client client(server_.port());
  ASSERT_EQ(client.get("/").status, 200);
  client.send("GET / HTTP/1.1\r\n");
  std::this_thread::sleep_for(kLimit / 5);  // the worker has read the first part
  const Client sleeper(server_.port());
  let_nap(sleeper);
  client.send("Host: x\r\nContent-Length: 40000\r\n\r\n" + std::string(40'000, 'x'));
  EXPECT_EQ(client.receive().status, 200) << "it was late only because the server read it late";
  EXPECT_EQ(counts_.refused, 0U);
}

TEST_F(LateWorker, ASilentConnectionIsEndedWithoutAReset) {
  Client client(server_.port());
  ASSERT_EQ(client.get("/").status, 200);
  EXPECT_EQ(client.receive().status, 0);  // the end
  // A request that was on its way meanwhile is dropped, but answers that are still unread are not lost to a reset.
  for (int i = 0; i < 4; ++i) {
    client.send(kLive);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

TEST_F(Loopback, WhenAllWaitingBytesAreTakenTheLargestDebtorGoes) {
  options_.outbox.connection_bytes = std::size_t{64} << 20;
  options_.outbox.total_bytes = std::size_t{15} << 20;
  serve(database_.url());
  const std::string big = "GET /big.js HTTP/1.1\r\nHost: localhost\r\n\r\n";
  constexpr int kSmallBuffer = 4'096;
  Client greedy(port(), kSmallBuffer);
  greedy.send(repeated(big, 6));
  Client modest(port(), kSmallBuffer);
  modest.send(repeated(big, 4));
  // The sum of both is over the limit; the modest client, who came last, is still served.
  for (int i = 0; i < 4; ++i) {
    const Answer answer = modest.receive();
    ASSERT_EQ(answer.status, 200) << i;
    EXPECT_EQ(answer.body.size(), kBigFile) << i;
  }
  EXPECT_EQ(metrics_.transport().cut_readers.load(), 1U);
}

TEST_F(Loopback, ADatabaseThatHangsDelaysOnlyTheAnswersThatNeedIt) {
  options_.threads = 1;
  options_.waiting_threads = 1;
  import(1);
  serve(database_.url(), 0);  // nothing is cached
  const auto blocker = db::connect(database_.url()).value();
  pqxx::work lock(*blocker);
  lock.exec("lock table loopgenie.tile in access exclusive mode");

  Client waiting(port());
  const std::string path = path_of(baked_.tiles.back());
  waiting.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n");
  Client other(port());
  for (int i = 0; i < 100; ++i) ASSERT_EQ(other.get("/livez").status, 200);
  ASSERT_EQ(other.get("/v1/meta").status, 200);
  EXPECT_FALSE(has_arrived(waiting)) << "the tile was not waiting for the database";
  lock.abort();
  EXPECT_EQ(waiting.receive().status, 200);
  // The connection goes on in order after it has waited.
  EXPECT_EQ(waiting.get("/livez").status, 200);
}

TEST_F(Loopback, RequestsBehindOneThatWaitsKeepTheirOrder) {
  import(1);
  serve(database_.url(), 0);
  Client client(port());
  const std::string tile =
      "GET " + path_of(baked_.tiles.back()) + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n";
  client.send(tile + "GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n" + tile + kLive);
  EXPECT_EQ(client.receive().body, baked_.tiles.back().gzip);
  EXPECT_EQ(client.receive().status, 404);
  EXPECT_EQ(client.receive().body, baked_.tiles.back().gzip);
  EXPECT_THAT(client.receive().body, HasSubstr("alive"));
}

TEST_F(Loopback, ConnectionsThatDoNothingLeaveForNewOnes) {
  options_.max_connections = 64;
  options_.request_timeout = 120s;
  options_.keep_alive_timeout = 120s;
  serve(database_.url());
  std::vector<std::unique_ptr<Client>> resting;
  for (int i = 0; i < 64; ++i) {  // half of them have asked once
    resting.push_back(std::make_unique<Client>(port()));
    if (i % 2 == 0) {
      ASSERT_EQ(resting.back()->get("/livez").status, 200);
    }
  }
  int served = 0;
  std::vector<std::unique_ptr<Client>> others;
  for (int i = 0; i < 200; ++i) {
    others.push_back(std::make_unique<Client>(port()));
    if (others.back()->get("/livez").status == 200) ++served;
  }
  EXPECT_EQ(served, 200);
  EXPECT_GE(metrics_.transport().turned_away.load(), 200U);
  // The last ones were not sent away for those that came after them.
  EXPECT_EQ(others.back()->get("/livez").status, 200);
}

}  // namespace
}  // namespace loopgenie::service
