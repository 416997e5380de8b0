#include "api/ingest/osm/elevation_tag.hpp"

#include <gtest/gtest.h>

namespace loopgenie::ingest {
namespace {

TEST(ElevationTag, OneNumberInMetres) {
  EXPECT_EQ(parse_elevation_m("2942"), 2942);
  EXPECT_EQ(parse_elevation_m("2942.3"), 2942);
  EXPECT_EQ(parse_elevation_m("2942 m"), 2942);
  EXPECT_EQ(parse_elevation_m("2942m"), 2942);
  EXPECT_EQ(parse_elevation_m("2942 Meters"), 2942);
  EXPECT_EQ(parse_elevation_m("+300"), 300);
  EXPECT_EQ(parse_elevation_m("-12.6"), -13);
  EXPECT_EQ(parse_elevation_m("12,5"), 13);
  EXPECT_EQ(parse_elevation_m("0"), 0);
  EXPECT_EQ(parse_elevation_m("0.125"), 0);
}

TEST(ElevationTag, OneDigitAndThreeMoreAreThousands) {
  EXPECT_EQ(parse_elevation_m("1.899"), 1899);
  EXPECT_EQ(parse_elevation_m("1,899"), 1899);
  EXPECT_EQ(parse_elevation_m("1 899 m"), 1899);
  EXPECT_EQ(parse_elevation_m("1.899,6"), 1900);
  EXPECT_EQ(parse_elevation_m("1,899.4"), 1899);
  EXPECT_EQ(parse_elevation_m("1 899,4"), 1899);
  EXPECT_EQ(parse_elevation_m("1.8995"), 2);
  EXPECT_EQ(parse_elevation_m("300.125"), 300);
  EXPECT_EQ(parse_elevation_m("12.345"), 12);
  EXPECT_EQ(parse_elevation_m("1.899.5"), std::nullopt);
  EXPECT_EQ(parse_elevation_m("12 345"), std::nullopt);
}

TEST(ElevationTag, FeetAreUnderstood) {
  EXPECT_EQ(parse_elevation_m("6000 ft"), 1829);
  EXPECT_EQ(parse_elevation_m("6,000 ft"), 1829);
  EXPECT_EQ(parse_elevation_m("6000'"), 1829);
  EXPECT_EQ(parse_elevation_m("29032 feet"), 8849);  // more than 9000 of them
  EXPECT_EQ(parse_elevation_m("6000FT"), 1829);
  EXPECT_EQ(parse_elevation_m("6000\u2032"), 1829);
}

TEST(ElevationTag, EverythingElseIsUnknown) {
  for (const char* text : {"",          "nan",
                           "NaN",       "-nan",
                           "inf",       "Infinity",
                           "1e3",       "0x7f",
                           "~1200",     "ca. 1200",
                           "1200;1250", "1200-1250",
                           "m",         "+",
                           "-",         "--5",
                           "+-5",       ".5",
                           "5.",        "12,",
                           "1.2.3",     "1200 km",
                           "9001",      "-501",
                           "30000 ft",  "99999999999999999999",
                           "1200  m",   "6000''"}) {
    EXPECT_EQ(parse_elevation_m(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace loopgenie::ingest
