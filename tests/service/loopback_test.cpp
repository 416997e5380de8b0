// The whole server as clients see it: Pistache on a loopback socket, a real Postgres with an imported region behind it.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <pqxx/pqxx>
#include <thread>

#include "api/db/connection.hpp"
#include "api/db/gzip.hpp"
#include "api/db/migrate.hpp"
#include "api/ingest/load.hpp"
#include "api/service/pistache_server.hpp"
#include "tests/ingest/made_dataset.hpp"
#include "tests/service/web_folder.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::service {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

/// One connection, spoken to byte by byte, so that a test can say what no client library would.
class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_buffer > 0) ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    const timeval patience{10, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("cannot connect to the server under test");
    }
  }
  ~Client() { ::close(fd_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(const std::string& bytes) const {
    ASSERT_EQ(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
  }

  /// The next answer; status 0 where the server closed the connection instead. `has_body` is false for HEAD.
  Answer receive(bool has_body = true) {
    Answer answer;
    std::size_t head_end = std::string::npos;
    while ((head_end = buffer_.find("\r\n\r\n")) == std::string::npos) {
      if (!read_more()) return answer;
    }
    const std::string head = buffer_.substr(0, head_end + 2);
    buffer_.erase(0, head_end + 4);
    answer.status = std::stoi(head.substr(head.find(' ') + 1));
    for (std::size_t line = head.find("\r\n") + 2; line < head.size();) {
      const std::size_t end = head.find("\r\n", line);
      const std::size_t colon = head.find(':', line);
      std::string name = head.substr(line, colon - line);
      for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      answer.headers[name] = std::string(trim(std::string_view(head).substr(colon + 1, end - colon - 1)));
      line = end + 2;
    }
    const auto length = answer.headers.find("content-length");
    const std::size_t size = has_body && length != answer.headers.end() ? std::stoul(length->second) : 0;
    while (buffer_.size() < size) {
      if (!read_more()) return {};
    }
    answer.body = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return answer;
  }

  Answer get(const std::string& target, const std::string& more_headers = "", const std::string& method = "GET") {
    send(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + more_headers + "\r\n");
    return receive(method != "HEAD");
  }

 private:
  bool read_more() {
    std::array<char, 16'384> bytes{};
    const ssize_t count = ::recv(fd_, bytes.data(), bytes.size(), 0);
    if (count > 0) buffer_.append(bytes.data(), static_cast<std::size_t>(count));
    return count > 0;
  }

  int fd_;
  std::string buffer_;
};

std::string path_of(const ingest::BakedTile& tile) {
  return "/v1/tiles/" + std::string(to_string(tile.layer)) + "/" + std::to_string(tile.id.z) + "/" +
         std::to_string(tile.id.x) + "/" + std::to_string(tile.id.y);
}

class Loopback : public testing::Test {
 protected:
  static constexpr std::size_t kBigFile = 3'000'000;

  Loopback() {
    page_.write("index.html", "<!doctype html><title>Loop Genie</title>");
    page_.write("big.js", std::string(kBigFile, 'x'));
    EXPECT_TRUE(db::migrate(*db::connect(database_.url()).value()));
  }

  void import(std::uint64_t seed) {
    const auto connection = db::connect(database_.url()).value();
    const ingest::Dataset dataset = ingest::made_dataset({.rows = 12, .columns = 12, .seed = seed});
    baked_ = ingest::bake(dataset).value();
    const Result<ingest::Loaded> loaded = ingest::load(*connection, dataset, baked_);
    ASSERT_TRUE(loaded) << loaded.error().message;
  }

  void serve(std::string database_url, std::size_t cache_bytes = std::size_t{1} << 20) {
    TileSourceOptions options;
    options.database_url = std::move(database_url);
    options.cache_bytes = cache_bytes;
    web_.emplace(WebFiles::load(page_.path()).value());
    source_.emplace(options, [](const std::string&) {});
    context_.emplace(*source_, metrics_, &*web_);
    ServerOptions server;
    server.port = 0;
    server.request_timeout = 1s;
    server_.emplace(server, *context_);
    const Result<void> started = server_->start();
    ASSERT_TRUE(started) << started.error().message;
  }

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }

  test::TemporaryDatabase database_;
  WebFolder page_;
  ingest::Baked baked_;
  std::optional<WebFiles> web_;
  std::optional<TileSource> source_;
  Metrics metrics_;
  std::optional<Context> context_;
  std::optional<PistacheServer> server_;
};

TEST_F(Loopback, HandsOutEveryBakedTileByteForByteOnOneConnection) {
  import(1);
  serve(database_.url());
  Client client(port());
  ASSERT_GT(baked_.tiles.size(), 1U);
  for (const ingest::BakedTile& tile : baked_.tiles) {
    const Answer packed = client.get(path_of(tile), "Accept-Encoding: gzip\r\n");
    EXPECT_EQ(packed.status, 200);
    EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
    EXPECT_EQ(packed.body, tile.gzip);
    const Answer plain = client.get(path_of(tile), "Accept-Encoding: identity\r\n");
    EXPECT_EQ(plain.headers.count("content-encoding"), 0U);
    EXPECT_EQ(plain.body, db::gunzip(tile.gzip).value());
    EXPECT_NE(plain.headers.at("etag"), packed.headers.at("etag"));
    EXPECT_EQ(client
                  .get(path_of(tile),
                       "Accept-Encoding: gzip\r\nIf-None-Match: W/\"x\", " + packed.headers.at("etag") + "\r\n")
                  .status,
              304);
    const Answer head = client.get(path_of(tile), "Accept-Encoding: gzip\r\n", "HEAD");
    EXPECT_EQ(head.headers.at("content-length"), std::to_string(tile.gzip.size()));
    EXPECT_EQ(head.headers.at("etag"), packed.headers.at("etag"));
    EXPECT_THAT(client.get(path_of(tile) + "?h=" + packed.headers.at("etag").substr(1, 16)).headers.at("cache-control"),
                HasSubstr("immutable"));
  }
  EXPECT_EQ(client.get("/v1/tiles/trails/9/0/0").status, 204);
  EXPECT_EQ(nlohmann::json::parse(client.get("/v1/meta").body), nlohmann::json::parse(baked_.meta_json));
  EXPECT_EQ(nlohmann::json::parse(client.get("/v1/places.json").body), nlohmann::json::parse(baked_.places_json));
  EXPECT_EQ(client.get("/livez").status, 200);
  EXPECT_EQ(client.get("/readyz").status, 200);
  EXPECT_EQ(client.get("/v1/meta", "", "OPTIONS").status, 204);
  const Answer wrong = client.get("/v1/meta", "", "DELETE");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.headers.at("content-type"), "application/problem+json");
}

TEST_F(Loopback, NoticesANewGenerationAndStillAnswersTheHashesOfTheOldOne) {
  import(1);
  const ingest::BakedTile old = baked_.tiles.back();
  const std::string old_meta = baked_.meta_json;
  serve(database_.url(), 0);
  Client client(port());
  EXPECT_EQ(nlohmann::json::parse(client.get("/v1/meta").body), nlohmann::json::parse(old_meta));
  const std::string old_hash = client.get(path_of(old)).headers.at("etag").substr(1, 16);
  import(2);
  const auto swapped = std::chrono::steady_clock::now();
  while (nlohmann::json::parse(client.get("/v1/meta").body) != nlohmann::json::parse(baked_.meta_json)) {
    ASSERT_LT(std::chrono::steady_clock::now() - swapped, 5s) << "the new generation was not noticed";
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(client.get(path_of(old) + "?h=" + old_hash, "Accept-Encoding: gzip\r\n").body, old.gzip);
}

TEST_F(Loopback, ALostDatabaseConnectionIsMadeAnew) {
  import(1);
  serve(database_.url(), 0);  // nothing is cached: every tile is read
  Client client(port());
  for (int round = 0; round < 3; ++round) {
    for (const ingest::BakedTile& tile : baked_.tiles) {
      EXPECT_EQ(client.get(path_of(tile), "Accept-Encoding: gzip\r\n").body, tile.gzip);
    }
    database_.cut_connections();
  }
}

TEST_F(Loopback, WithoutADatabaseItServesThePageAndSaysWhatIsMissing) {
  serve("host=/nonexistent dbname=none");
  Client client(port());
  EXPECT_EQ(client.get("/").status, 200);
  EXPECT_EQ(client.get("/livez").status, 200);
  for (const char* path : {"/readyz", "/v1/meta", "/v1/tiles/index/8/1/1"}) {
    const Answer answer = client.get(path);
    EXPECT_EQ(answer.status, 503) << path;
    EXPECT_TRUE(answer.headers.count("retry-after")) << path;
    EXPECT_THAT(answer.body, HasSubstr("database")) << path;
    EXPECT_THAT(answer.body, Not(HasSubstr("/nonexistent"))) << path;
  }
}

TEST_F(Loopback, BeforeTheFirstImportItSaysSo) {
  serve(database_.url());
  const Answer answer = Client(port()).get("/v1/meta");
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(answer.body, HasSubstr("Nothing has been imported yet"));
}

TEST_F(Loopback, AnswersPipelinedRequestsInTheirOrder) {
  serve(database_.url());
  Client client(port());
  client.send(
      "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"
      "GET /no-such-file HTTP/1.1\r\nHost: a\r\n\r\n"
      "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n"
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_EQ(client.receive().status, 404);
  EXPECT_EQ(client.receive(false).status, 200);
  EXPECT_THAT(client.receive().body, HasSubstr("Loop Genie"));
  EXPECT_EQ(client.receive().status, 0);  // closed as asked
}

TEST_F(Loopback, AMalformedRequestIsA400AndItsConnectionIsClosed) {
  serve(database_.url());
  for (const std::string request :
       {"GET /livez HTTP/1.1\r\n\r\n", "GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET livez HTTP/1.1\r\nHost: a\r\n\r\n", "\x16\x03\x01\x02\x01\x01\r\n\r\n"}) {
    Client client(port());
    client.send(request);
    const Answer answer = client.receive();
    EXPECT_EQ(answer.status, 400) << request;
    EXPECT_EQ(client.receive().status, 0) << request;
  }
  EXPECT_EQ(Client(port()).get("/livez").status, 200);
}

TEST_F(Loopback, AReaderThatStallsHoldsUpNobody) {
  serve(database_.url());
  Client stalled(port(), 4'096);
  for (int i = 0; i < 2; ++i) stalled.send("GET /big.js HTTP/1.1\r\nHost: a\r\nAccept-Encoding: identity\r\n\r\n");
  for (int i = 0; i < 50; ++i) {
    Client other(port());
    EXPECT_EQ(other.get("/livez").status, 200);
    EXPECT_EQ(other.get("/big.js", "Accept-Encoding: identity\r\n").body.size(), kBigFile);
  }
  EXPECT_EQ(stalled.receive().body.size(), kBigFile);  // and it gets its own in the end
}

TEST_F(Loopback, StoppingLetsAnAnswerInFlightFinish) {
  serve(database_.url());
  Client slow(port(), 4'096);
  slow.send("GET /big.js HTTP/1.1\r\nHost: a\r\nAccept-Encoding: identity\r\n\r\n");
  Client quick(port());
  ASSERT_EQ(quick.get("/livez").status, 200);
  std::thread stopping([&] { EXPECT_TRUE(server_->stop(10s)); });
  EXPECT_EQ(slow.receive().body.size(), kBigFile);
  stopping.join();
}

}  // namespace
}  // namespace loopgenie::service
