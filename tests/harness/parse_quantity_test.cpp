#include "tests/harness/parse_quantity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace loopgenie::harness {
namespace {

using testing::HasSubstr;

TEST(ParseQuantity, ReadsWhatPeopleType) {
  EXPECT_DOUBLE_EQ(*parse_length_m("20km"), 20'000);
  EXPECT_DOUBLE_EQ(*parse_length_m(" 12 mi "), 12 * 1609.344);
  EXPECT_DOUBLE_EQ(*parse_length_m("800M"), 800);
  EXPECT_DOUBLE_EQ(parse_measure("90min")->value, 5400);
  EXPECT_DOUBLE_EQ(parse_measure("1.5 h")->value, 5400);
  EXPECT_EQ(parse_measure("1h")->quantity, Quantity::duration_s);
  EXPECT_DOUBLE_EQ(*parse_fraction("10%"), 0.1);
  EXPECT_DOUBLE_EQ(*parse_fraction("0.15"), 0.15);
}

TEST(ParseQuantity, SaysWhatWasGotAndWhatIsExpected) {
  for (const char* text : {"", "km", "20", "20 kg", "-3km", "1e3km", "1.2.3km", "nan km", "9999999999999999999km"}) {
    const Result<double> length = parse_length_m(text);
    ASSERT_FALSE(length) << text;
    EXPECT_THAT(length.error().message, HasSubstr("\"" + std::string(text) + "\""));
    EXPECT_THAT(length.error().message, HasSubstr("25km"));
  }
  EXPECT_FALSE(parse_length_m("90min"));
  EXPECT_FALSE(parse_fraction("10"));
  EXPECT_FALSE(parse_fraction("x%"));
}

}  // namespace
}  // namespace loopgenie::harness
