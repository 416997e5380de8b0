// Which months opening_hours names: what is not understood is unknown.
#include "api/ingest/osm/opening_months.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace loopgenie::ingest {
namespace {

std::uint16_t months(std::initializer_list<int> numbers) {
  std::uint16_t mask = 0;
  for (const int number : numbers) mask |= static_cast<std::uint16_t>(1U << (number - 1));
  return mask;
}

TEST(OpeningMonths, AreThoseInWhichItIsOpenOnSomeDays) {
  const std::uint16_t summer = months({6, 7, 8, 9});
  const std::vector<std::pair<std::string, std::uint16_t>> cases = {
      {"24/7", 0xfff},
      {"Jan-Dec", 0xfff},
      {"Jun-Sep", summer},
      {"jun-sep", summer},
      {"Jun - Sep", summer},
      {"Jun 15-Sep 15", summer},
      {"Jun 15 - Sep 15: Mo-Su 08:00-20:00", summer},
      {"Jun-Sep Mo-Su,PH 00:00-24:00", summer},
      {"Jun-Sep: 24/7", summer},
      {"Jun-Sep 24/7", summer},
      {"Jun-Sep 08:00-20:00", summer},
      {"Jun-Sep open \"on request: +376 123\"", summer},
      {"Jun-Sep Mo - Su 08:00 - 20:00", summer},
      {"Jun-Sep: Mo-Fr,Su: 08:00-12:00,13:00+", summer},
      {"Jun-Sep (sunrise-01:00)-sunset", summer},
      {"off; Jun-Sep", summer},
      {"Jun-Sep; Nov off \"snow; ice\"", summer},
      {"Jun-Sep 08:00-20:00 off; Jun-Sep", summer},
      {"Jun-Sep; Mo off", summer},
      {"Jun-Sep; PH off", summer},
      {"Jul", months({7})},
      {"Jul 10-20", months({7})},
      {"Dec-Apr,Jul-Sep", months({1, 2, 3, 4, 7, 8, 9, 12})},
      {"Dec 20-Apr 20; Jun 15-Sep 30", months({1, 2, 3, 4, 6, 7, 8, 9, 12})},
      {"24/7; Nov off", months({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12})},
      {"24/7; Nov 10-Dec 5 off", 0xfff},
      {"24/7; Nov 1-Dec 31: closed", months({1, 2, 3, 4, 5, 6, 7, 8, 9, 10})},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(opening_months(text), expected) << text;
}

TEST(OpeningMonths, AreUnknownWhereTheyAreNotSaid) {
  for (const char* text : {"",
                           "unknown",
                           "Mo-Su 08:00-20:00",
                           "08:00-20:00",
                           "off",
                           "Nov off",
                           "24/7; summer only",
                           "24/7; monthly",
                           "24/7 offline",
                           "Jun-Sep thanks",
                           "Jun-Sep 08:00 or so",
                           "Jun-Sep 8:0",
                           "Jun-Sep; off",
                           "24/7; closed",
                           "Jun-Sep \"on request: +376 123\"",
                           "24/7 \"if the road is open\"",
                           "summer",
                           "2024 Jun-Sep",
                           "Jun-Sep 2024",
                           "easter-Oct",
                           "week 20-40",
                           "Jun 15+",
                           "Jun-",
                           "Jun,",
                           "Jun-summer",
                           "June-September",
                           "Jun-Sep || \"on request\"",
                           "\"on request\"",
                           "SH 08:00-20:00",
                           "Jun-Sep unknown",
                           "15/06-15/09",
                           ";",
                           "Jun 99"}) {
    EXPECT_EQ(opening_months(text), 0) << text;
  }
}

}  // namespace
}  // namespace loopgenie::ingest
