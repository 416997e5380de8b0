#include "api/service/http/request_parser.hpp"

#include <gtest/gtest.h>

#include "core/base/random.hpp"

namespace loopgenie::service {
namespace {

constexpr std::string_view kGood =
    "GET /v1/tiles/index/8/129/94?h=00ff&x=%2F HTTP/1.1\r\nHost: localhost:8080\r\nIf-None-Match: \"a\"\r\n"
    "if-none-match:  W/\"b\" \r\nAccept-Encoding: gzip\r\n\r\n";

ParsedHead parse_fields(const std::string& fields) {
  return parse_head("GET / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
}

TEST(ParseHead, ReadsARequest) {
  const std::string bytes = std::string(kGood) + "GET /next";
  const ParsedHead head = parse_head(bytes);
  ASSERT_EQ(head.status, ParseStatus::complete) << head.refusal_detail;
  EXPECT_EQ(head.head_bytes, kGood.size());
  EXPECT_EQ(head.request.method, "GET");
  EXPECT_EQ(head.request.path, "/v1/tiles/index/8/129/94");
  EXPECT_EQ(head.request.query_parameter("h"), "00ff");
  EXPECT_EQ(head.request.query_parameter("x"), "/");
  EXPECT_EQ(head.request.query_parameter("y"), std::nullopt);
  EXPECT_EQ(head.request.headers.find("IF-NONE-MATCH"), "\"a\", W/\"b\"");
  EXPECT_TRUE(head.keep_alive);
}

TEST(ParseHead, WaitsForEveryByteOfAHead) {
  for (std::size_t length = 0; length < kGood.size(); ++length) {
    EXPECT_EQ(parse_head(kGood.substr(0, length)).status, ParseStatus::incomplete) << length;
  }
}

TEST(ParseHead, KnowsWhoKeepsTheConnection) {
  EXPECT_TRUE(parse_fields("").keep_alive);
  EXPECT_FALSE(parse_fields("Connection: close\r\n").keep_alive);
  EXPECT_FALSE(parse_fields("Connection: keep-alive, Close\r\n").keep_alive);
  EXPECT_FALSE(parse_head("GET / HTTP/1.0\r\n\r\n").keep_alive);
  EXPECT_TRUE(parse_head("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").keep_alive);
}

TEST(ParseHead, TakesEveryFormOfTarget) {
  EXPECT_EQ(parse_head("GET http://h:1/a?b HTTP/1.1\r\nHost: h:1\r\n\r\n").request.path, "/a");
  EXPECT_EQ(parse_head("GET HTTP://h HTTP/1.1\r\nHost: h\r\n\r\n").request.path, "/");
  EXPECT_EQ(parse_head("GET http://h?b HTTP/1.1\r\nHost: h\r\n\r\n").request.query, "b");
  EXPECT_EQ(parse_head("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").status, ParseStatus::complete);
  EXPECT_EQ(parse_head("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n").status, ParseStatus::complete);
}

TEST(ParseHead, SkipsABodyItIsToldTheLengthOf) {
  EXPECT_EQ(parse_fields("Content-Length: 12\r\n").body_bytes, 12U);
  EXPECT_EQ(parse_fields("").body_bytes, 0U);
}

TEST(ParseHead, RefusesWhatTwoServersCouldReadDifferently) {
  const std::vector<std::string> bad_heads = {
      "GET /\r\nHost: a\r\n\r\n",
      "GET  HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
      "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
      "GET / H\r\nHost: a\r\n\r\n",
      "GET / http/1.1\r\nHost: a\r\n\r\n",
      "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\nHost: a\n\n",
      "GET / HTTP/1.1\r\nHost: a\n\r\n",
      "G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
      " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET x HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET * HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /\xc0\xaf HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n",
      std::string("\x16\x03\x01\x02\x00\x01\r\n", 8),
  };
  for (const std::string& head : bad_heads) {
    const ParsedHead parsed = parse_head(head);
    EXPECT_EQ(parsed.status, ParseStatus::refused) << head;
    EXPECT_EQ(parsed.refusal_status, 400) << head;
    EXPECT_FALSE(parsed.keep_alive);
  }
  for (const char* field :
       {"no colon\r\n", ": empty name\r\n", "sp ace: x\r\n", "Name : x\r\n", " folded: x\r\n", "A: b\r\n folded\r\n",
        "A: \x01\r\n", "A: b\rc\r\n", "A: \x7f\r\n", "Content-Length: -1\r\n", "Content-Length: +1\r\n",
        "Content-Length: 1 2\r\n", "Content-Length: 1\r\nContent-Length: 2\r\n", "Content-Length:\r\n",
        "Content-Length: 0x10\r\n", "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"}) {
    EXPECT_EQ(parse_fields(field).status, ParseStatus::refused) << field;
    EXPECT_EQ(parse_fields(field).refusal_status, 400) << field;
  }
  EXPECT_EQ(parse_fields("Transfer-Encoding: chunked\r\n").refusal_status, 411);
  EXPECT_EQ(parse_fields("Content-Length: 100000000000\r\n").refusal_status, 413);
  EXPECT_EQ(parse_fields("Content-Length: 99999999999999999999999999\r\n").refusal_status, 413);
}

TEST(ParseHead, NamesADoubledSpace) {
  for (const char* line : {"GET  / HTTP/1.1\r\n", "GET /  HTTP/1.1\r\n", "GET /a b HTTP/1.1\r\n"}) {
    const ParsedHead head = parse_head(std::string(line) + "Host: a\r\n\r\n");
    EXPECT_EQ(head.refusal_status, 400) << line;
    EXPECT_NE(head.refusal_detail.find("more than two spaces"), std::string::npos) << head.refusal_detail;
  }
}

TEST(ParseHead, IsBounded) {
  EXPECT_EQ(parse_head("GET /" + std::string(9'000, 'a')).refusal_status, 414);
  EXPECT_EQ(parse_head("GET / HTTP/1.1\r\nHost: a\r\nA: " + std::string(9'000, 'a')).refusal_status, 431);
  std::string many = "GET / HTTP/1.1\r\n";
  for (int i = 0; i < 70; ++i) many += "A: b\r\n";
  EXPECT_EQ(parse_head(many).refusal_status, 431);
  EXPECT_EQ(parse_head(std::string(9'000, '\r')).status, ParseStatus::refused);
}

TEST(ParseHead, SurvivesRandomDamage) {
  Random random(20'260'106);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(kGood);
    for (std::uint64_t flips = 1 + random.below(4); flips > 0; --flips) {
      bytes[random.below(static_cast<std::uint32_t>(bytes.size()))] = static_cast<char>(random.below(256));
    }
    bytes.resize(random.below(static_cast<std::uint32_t>(bytes.size() + 1)));
    const ParsedHead head = parse_head(bytes);
    if (head.status == ParseStatus::complete) {
      EXPECT_LE(head.head_bytes, bytes.size());
      EXPECT_TRUE(head.request.path.front() == '/' || head.request.path == "*");
    } else if (head.status == ParseStatus::refused) {
      EXPECT_GE(head.refusal_status, 400);
      EXPECT_LT(head.refusal_status, 500);
    }
  }
}

}  // namespace
}  // namespace loopgenie::service
