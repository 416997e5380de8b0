#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/decimal.hpp"
#include "core/export/text/json_value.hpp"
#include "core/export/text/json_writer.hpp"
#include "core/export/text/xml_text.hpp"
#include "tests/support/parse_json.hpp"

namespace loopgenie {
namespace {

std::string decimal(std::int64_t value, int digits) {
  std::string text;
  append_decimal(text, value, digits);
  return text;
}

std::string xml(std::string_view text) {
  std::string out;
  append_xml_text(out, text);
  return out;
}

TEST(Decimal, IsTheShortestExactText) {
  EXPECT_EQ(decimal(425063000, 7), "42.5063");
  EXPECT_EQ(decimal(-5, 1), "-0.5");
  EXPECT_EQ(decimal(20, 1), "2");
  EXPECT_EQ(decimal(0, 7), "0");
  EXPECT_EQ(decimal(1, 7), "0.0000001");
  EXPECT_EQ(decimal(-1800000000, 7), "-180");
  EXPECT_EQ(decimal(std::numeric_limits<std::int64_t>::min(), 0), "-9223372036854775808");
}

TEST(RoundedQuotient, RoundsToNearestWithHalvesUpward) {
  EXPECT_EQ(rounded_quotient(14, 10), 1);
  EXPECT_EQ(rounded_quotient(15, 10), 2);
  EXPECT_EQ(rounded_quotient(-14, 10), -1);
  EXPECT_EQ(rounded_quotient(-15, 10), -1);
  EXPECT_EQ(rounded_quotient(-16, 10), -2);
}

TEST(JsonWriter, KeepsTheOrderOfMembersAndReadsBackAsJson) {
  JsonWriter json;
  json.begin_object();
  json.key("z").integer(-3);
  json.key("a").begin_array().null().boolean(true).number(0.1).number(25000).end_array();
  json.key("empty").begin_object().end_object();
  json.key("at").position_3d({425063000, 15218000}, std::nullopt);
  json.end_object();
  const std::string text = std::move(json).take();
  EXPECT_EQ(text, R"({"z":-3,"a":[null,true,0.1,25000],"empty":{},"at":[1.5218,42.5063,null]})");
  EXPECT_FALSE(nlohmann::json::parse(text, nullptr, false).is_discarded());
}

TEST(JsonWriter, MakesAnyBytesValidText) {
  JsonWriter json;
  json.begin_array().string("\"\\\n\x01 é \xff").end_array();
  const std::string text = std::move(json).take();
  EXPECT_EQ(nlohmann::json::parse(text)[0].get<std::string>(), "\"\\\n\x01 é \xEF\xBF\xBD");
}

TEST(JsonWriter, KeepsEveryCharacterOfAText) {
  std::string all;
  for (char c = 0; c >= 0 && c < 127; ++c) {
    all += c;
  }
  all += "Camí ▲ 𝄞";
  JsonWriter json;
  json.begin_object().key(all).string(all).end_object();
  const auto read = nlohmann::json::parse(std::move(json).take());
  EXPECT_EQ(read[all].get<std::string>(), all);
}

TEST(JsonWriter, WritesNumbersToTheMillionth) {
  JsonWriter json;
  json.begin_array().number(1e-6).number(-0.25).number(24140.16).number(1.0 / 3).number(4e-7).number(1e300).end_array();
  EXPECT_EQ(std::move(json).take(), "[0.000001,-0.25,24140.16,0.333333,0,9000000000000]");
  JsonWriter large;
  large.begin_array().number(9007199254740991).number(-9007199254740991).number(1e12).number(123456789.5).end_array();
  EXPECT_EQ(std::move(large).take(), "[9007199254740991,-9007199254740991,1000000000000,123456789.5]");
}

TEST(JsonValue, IsWrittenAsItWasRead) {
  const std::string text = R"({"b":[1,true,null,"x",{}],"a":{"c":-0.5}})";
  JsonWriter json;
  write_value(json, test::parse_json(text));
  EXPECT_EQ(nlohmann::json::parse(std::move(json).take()), nlohmann::json::parse(text));
}

TEST(JsonValue, KnowsWholeNumbersThatDoublesHoldExactly) {
  const auto whole = [](std::string_view text) { return test::parse_json(text).whole_number(); };
  EXPECT_EQ(whole("9007199254740991"), 9007199254740991U);
  EXPECT_EQ(whole("5e3"), 5000U);
  for (const char* other : {"9007199254740992", "9007199254740993", "-1", "0.5", "1e300", "\"1\"", "null", "true"}) {
    EXPECT_FALSE(whole(other)) << other;
  }
}

TEST(XmlText, EscapesMarkup) { EXPECT_EQ(xml("<a b=\"c\">&'</a>"), "&lt;a b=&quot;c&quot;&gt;&amp;&apos;&lt;/a&gt;"); }

TEST(XmlText, KeepsUtf8OfEveryLength) { EXPECT_EQ(xml("Camí ▲ 𝄞\t\n"), "Camí ▲ 𝄞\t\n"); }

TEST(XmlText, ReplacesWhatXmlCannotHold) {
  const std::string replaced = "\xEF\xBF\xBD";
  EXPECT_EQ(xml(std::string_view("\0", 1)), replaced);
  EXPECT_EQ(xml("\x1b"), replaced);
  EXPECT_EQ(xml("\xEF\xBF\xBE"), replaced);                                       // U+FFFE
  EXPECT_EQ(xml("\xff"), replaced);                                               // no UTF-8
  EXPECT_EQ(xml("\xC3"), replaced);                                               // cut short
  EXPECT_EQ(xml("\xC0\xAF"), replaced + replaced);                                // overlong
  EXPECT_EQ(xml("\xED\xA0\x80"), replaced + replaced + replaced);                 // surrogate
  EXPECT_EQ(xml("\xF4\x90\x80\x80"), replaced + replaced + replaced + replaced);  // beyond U+10FFFF
}

}  // namespace
}  // namespace loopgenie
