// Lambda's events and answers as text.
#include "api/service/lambda/lambda_event.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pistache/base64.h>

#include <nlohmann/json.hpp>

#include "api/service/http/request_parser.hpp"

namespace loopgenie::service {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

json event_of(const std::string& path) {
  return {{"version", "2.0"},
          {"rawPath", path},
          {"rawQueryString", ""},
          {"headers", {{"host", "localhost"}}},
          {"requestContext", {{"http", {{"method", "GET"}}}}},
          {"isBase64Encoded", false}};
}

TEST(LambdaEvent, BecomesTheHeadOfARequest) {
  json event = event_of("/v1/meta");
  event["rawQueryString"] = "h=1&x=%20";
  event["headers"]["accept-encoding"] = "gzip,br";
  event["headers"]["content-length"] = "7";  // about what Lambda has taken already
  event["headers"]["transfer-encoding"] = "chunked";
  event["cookies"] = {"a=b"};
  EXPECT_EQ(head_of_lambda_event(event.dump()).value(),
            "GET /v1/meta?h=1&x=%20 HTTP/1.1\r\naccept-encoding: gzip,br\r\nhost: localhost\r\n\r\n");
}

TEST(LambdaEvent, APathThatWasDecodedIsEncodedAgain) {
  EXPECT_THAT(head_of_lambda_event(event_of("/a b\n?#\xc3\xa9%41").dump()).value(),
              StartsWith("GET /a%20b%0A%3F%23%C3%A9%41 HTTP/1.1\r\n"));
}

TEST(LambdaEvent, AnnouncesTheBytesOfABodyAsItWasSent) {
  for (const std::size_t size : {1U, 2U, 3U, 4U, 1'000U, 65'536U, 65'537U}) {
    for (const bool coded : {false, true}) {
      json event = event_of("/livez");
      event["isBase64Encoded"] = coded;
      event["body"] = coded ? Base64Encoder::EncodeString(std::string(size, 'x')) : std::string(size, 'x');
      const std::string head = head_of_lambda_event(event.dump()).value();
      EXPECT_THAT(head, HasSubstr("\r\nContent-Length: " + std::to_string(size) + "\r\n"));
      EXPECT_EQ(parse_head(head).refusal_status == 413, size > 65'536) << size;
    }
  }
}

TEST(LambdaEvent, OfAnotherFormIsAnErrorThatSaysWhatWasExpected) {
  json v1 = event_of("/livez");
  v1["version"] = "1.0";
  json no_method = event_of("/livez");
  no_method.erase("requestContext");
  json numbers = event_of("/livez");
  numbers["rawPath"] = 5;
  json smuggled = event_of("/livez");
  smuggled["headers"]["x"] = "y\r\nhost: evil";
  json method = event_of("/livez");
  method["requestContext"]["http"]["method"] = "GET / HTTP/1.1\r\nx: y\r\n\r\nGET";
  for (const json& event : {v1, no_method, numbers, smuggled, method, json::array(), json("text"), json()}) {
    const Result<std::string> head = head_of_lambda_event(event.dump());
    ASSERT_FALSE(head) << event;
    EXPECT_EQ(head.error().code, ErrorCode::invalid_input);
    EXPECT_THAT(head.error().message, HasSubstr("expected"));
  }
  EXPECT_FALSE(head_of_lambda_event(""));
  EXPECT_FALSE(head_of_lambda_event(std::string(100'000, '[')));
}

TEST(LambdaAnswer, CarriesEveryByteOfTheBodyInBase64) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  for (std::size_t size = 1; size <= every_byte.size(); ++size) {
    Response response;
    response.headers.add("Vary", "Accept");
    response.headers.add("Vary", "Accept-Encoding");
    response.body = make_bytes(every_byte.substr(0, size));
    const json document = json::parse(write_lambda_answer(response));
    EXPECT_EQ(document["statusCode"], 200);
    EXPECT_EQ(document["headers"], (json{{"Vary", "Accept, Accept-Encoding"}}));
    ASSERT_EQ(document["isBase64Encoded"], true);
    const std::string body = document["body"];
    Base64Decoder decoder(body);
    const auto& decoded = decoder.Decode();
    EXPECT_EQ(std::string(reinterpret_cast<const char*>(decoded.data()), decoded.size()), *response.body);
  }
}

TEST(LambdaAnswer, OfHeadOrWithoutBytesHasNoBody) {
  Response empty;
  empty.status = 304;
  Response head;
  head.body = make_bytes("text");
  head.head_only = true;
  for (const Response& response : {empty, head}) {
    const json document = json::parse(write_lambda_answer(response));
    EXPECT_EQ(document["body"], "");
    EXPECT_EQ(document["isBase64Encoded"], false);
  }
}

TEST(LambdaAnswer, TooLargeForLambdaIsAProblemThatSaysSo) {
  Response response;
  response.body = make_bytes(std::string(3'000, 'x'));
  EXPECT_EQ(json::parse(write_lambda_answer(response, 5'000))["statusCode"], 200);
  const json document = json::parse(write_lambda_answer(response, 3'500));
  EXPECT_EQ(document["statusCode"], 413);
  EXPECT_EQ(document["headers"]["Content-Type"], "application/problem+json");
}

}  // namespace
}  // namespace loopgenie::service
