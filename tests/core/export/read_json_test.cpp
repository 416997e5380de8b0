#include "core/export/read_json.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "core/base/random.hpp"

namespace loopgenie {
namespace {

using Kind = JsonValue::Kind;
using Json = nlohmann::json;

bool is_same(const JsonValue& ours, const Json& theirs) {
  switch (ours.kind) {
    case Kind::null:
      return theirs.is_null();
    case Kind::boolean:
      return theirs.is_boolean() && theirs.get<bool>() == ours.boolean;
    case Kind::number:
      return theirs.is_number() &&
             std::abs(theirs.get<double>() - ours.number) <= 1e-14 * std::abs(theirs.get<double>()) + 1e-305;
    case Kind::string:
      return theirs.is_string() && theirs.get<std::string>() == ours.string;
    case Kind::array:
      if (!theirs.is_array() || theirs.size() != ours.items.size()) {
        return false;
      }
      for (std::size_t i = 0; i < theirs.size(); ++i) {
        if (!is_same(ours.items[i], theirs[i])) {
          return false;
        }
      }
      return true;
    case Kind::object:
      if (!theirs.is_object()) {
        return false;
      }
      for (const auto& [name, value] : theirs.items()) {
        const JsonValue* const found = ours.find(name);
        if (found == nullptr || !is_same(*found, value)) {
          return false;
        }
      }
      return true;
  }
  return false;
}

const std::array<std::string, 9> kDocuments = {
    R"({"at":[42.5063,1.5218],"drive_m":null,"hike_m":25000,"avoid_roads":true,"appeal":{"roads":0,"water":300}})",
    R"({"trailhead":"n123","edges":[{"id":9007199254740991,"forward":false},{"id":0,"forward":true}]})",
    R"([0,-0,1e5,1E-7,0.1,-12.75e+2,123456789012345,1.5e300,2.5e-300,10.000000000000000000])",
    R"(["","é ▲ 𝄞","\"\\\/\b\f\n\r\t","\u00e9\uD834\uDD1E","\u0000"])",
    " [ ] ",
    "{\"a\" : { } ,\n\"a\":[[[[]]]]}",
    "true",
    "\"text\"",
    "-1.5",
};

TEST(ReadJson, AgreesWithAnotherReader) {
  for (const std::string& text : kDocuments) {
    const auto ours = read_json(text);
    ASSERT_TRUE(ours) << text;
    EXPECT_TRUE(is_same(*ours, Json::parse(text))) << text;
  }
  for (const char* text : {"",
                           " ",
                           "nul",
                           "tru",
                           "[1",
                           "[1,]",
                           "[,1]",
                           "{",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{a:1}",
                           "{\"a\":1,}",
                           "01",
                           "-",
                           "+1",
                           "1.",
                           ".5",
                           "1e",
                           "1e+",
                           "1e400",
                           "-1e999999999999",
                           "0x1",
                           "NaN",
                           "\"",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\uD834\"",
                           "\"\\uDD1E\"",
                           "\"\\uD834\\u0041\"",
                           "\"\x01\"",
                           "\"\xff\"",
                           "\"\xed\xa0\x80\"",
                           "1 2",
                           "[] x"}) {
    EXPECT_FALSE(read_json(text)) << text;
    EXPECT_TRUE(Json::parse(text, nullptr, false).is_discarded()) << text;
  }
}

TEST(ReadJson, AgreesWithAnotherReaderOnDamagedText) {
  Random random(20251126);
  const auto any_of = [&](std::size_t count) { return std::size_t{random.below(static_cast<std::uint32_t>(count))}; };
  const std::string alphabet = "{}[]\",:\\u0123456789.eE+-truefalsn \t\n\x01\xc3\xa9\xff";
  for (int round = 0; round < 40'000; ++round) {
    std::string text = kDocuments[any_of(kDocuments.size())];
    for (std::uint32_t damage = random.below(4); damage > 0; --damage) {
      const std::size_t at = any_of(text.size());
      const char c = alphabet[any_of(alphabet.size())];
      switch (random.below(3)) {
        case 0:
          text[at] = c;
          break;
        case 1:
          text.insert(at, 1, c);
          break;
        default:
          text.erase(at, text.size() > 1 ? 1 : 0);
      }
    }
    const auto ours = read_json(text);
    const Json theirs = Json::parse(text, nullptr, false);
    ASSERT_EQ(ours.has_value(), !theirs.is_discarded()) << text;
    ASSERT_TRUE(!ours || is_same(*ours, theirs)) << text;
  }
}

TEST(ReadJson, ReadsOrdinaryNumbersToTheNearestDouble) {
  Random random(7);
  for (int round = 0; round < 20'000; ++round) {
    const double value = static_cast<double>(random.next() % 1'000'000'000'000'000) /
                         std::pow(10.0, static_cast<double>(random.below(16)));
    const std::string text = Json(value).dump();
    if (text.find('e') == std::string::npos && text.size() <= 16) {
      EXPECT_EQ(read_json(text)->number, value) << text;
    }
  }
}

TEST(ReadJson, IsNotLedDeep) {
  EXPECT_TRUE(read_json(std::string(60, '[') + std::string(60, ']')));
  EXPECT_FALSE(read_json(std::string(1'000'000, '[')));
}

TEST(WriteValue, GivesTheTextBack) {
  const std::string text = R"({"a":[null,true,-1.25,"é\\"],"b":{}})";
  JsonWriter json;
  write_value(json, *read_json(text));
  EXPECT_EQ(std::move(json).take(), text);
}

}  // namespace
}  // namespace loopgenie
