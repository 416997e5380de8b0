// What clients see of the whole server when all is well, and when its database is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "api/db/gzip.hpp"
#include "tests/api/service/http/loopback_server.hpp"

namespace loopgenie::service {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

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
    ASSERT_LT(std::chrono::steady_clock::now() - swapped, 60s) << "the new generation was not noticed";
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
  for (int i = 0; i < 10; ++i) {
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
