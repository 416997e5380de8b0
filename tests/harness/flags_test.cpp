#include "tests/harness/flags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/loop/space/query_fields.hpp"
#include "tests/harness/problem_text.hpp"

namespace loopgenie::harness {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

/// What is wrong with a command line; "" where nothing is, and then its query.
std::string outcome(const std::string& arguments, Query* into = nullptr) {
  CLI::App app;
  Options options;
  describe_flags(app, options);
  try {
    app.parse("--at 42.5,1.5 --hike 25km " + arguments);
  } catch (const CLI::ParseError& error) {
    return error.what();
  }
  const Result<Query> query = query_of(options);
  if (!query) {
    return text_of(query.error());
  }
  if (into != nullptr) {
    *into = *query;
  }
  return "";
}

TEST(Flags, ThereIsOneForEachFieldOfTheQuery) {
  CLI::App app;
  Options options;
  describe_flags(app, options);
  Query query;
  for_each_field(query, [&](const char* name, auto&&...) {
    const std::string flag(flag_of(name));
    ASSERT_FALSE(flag.empty()) << name;
    EXPECT_NE(app.get_option_no_throw(flag), nullptr) << flag;
  });
  EXPECT_EQ(flag_of("no_such_field"), "");
}

TEST(Flags, FillTheQuery) {
  Query query;
  ASSERT_EQ(outcome("--max-overlap 40% --access 1km --max-ascent 1200m --max-sac-scale mountain_hiking "
                    "--avoid-edge 65536 131072 --require-edge 196608 --seed 9007199254740991",
                    &query),
            "");
  EXPECT_DOUBLE_EQ(query.max_overlap, 0.4);
  EXPECT_DOUBLE_EQ(query.access_m, 1000);
  EXPECT_EQ(query.max_ascent_m, 1200);
  EXPECT_EQ(query.max_sac_scale, SacScale::t2);
  EXPECT_EQ(query.avoid_edges, (std::vector<EdgeId>{EdgeId(65536), EdgeId(131072)}));
  EXPECT_EQ(query.require_edges, (std::vector<EdgeId>{EdgeId(196608)}));
  EXPECT_EQ(query.seed, 9007199254740991U);
  ASSERT_EQ(outcome("--max-ascent 0m", &query), "");
  EXPECT_EQ(query.max_ascent_m, 0);
  EXPECT_EQ(query.about_ascent_m, std::nullopt);
  EXPECT_EQ(query.direction, std::nullopt);
  ASSERT_EQ(outcome("--direction nw", &query), "");
  EXPECT_EQ(query.direction, Direction::northwest);
  ASSERT_EQ(outcome("--about-ascent 800m --max-ascent 900m", &query), "");
  EXPECT_EQ(query.about_ascent_m, 800);
  EXPECT_EQ(query.max_ascent_m, 900);
  ASSERT_EQ(outcome("--max-ascent 4000ft", &query), "");
  EXPECT_NEAR(query.max_ascent_m.value(), 1219.2, 1e-9);
}

TEST(Flags, APresetSetsWhatGoesTogetherAndWhatIsGivenCountsInstead) {
  Query query;
  ASSERT_EQ(outcome("--preset family", &query), "");
  EXPECT_DOUBLE_EQ(query.tolerance, 0.2);
  EXPECT_EQ(query.max_ascent_m, 200);
  EXPECT_EQ(query.max_sac_scale, SacScale::t1);
  EXPECT_EQ(query.ungraded, UngradedWays::easy_only);
  ASSERT_EQ(outcome("--tolerance 5% --max-ascent 300m --preset family --max-sac-scale T3", &query), "");
  EXPECT_DOUBLE_EQ(query.tolerance, 0.05);
  EXPECT_EQ(query.max_ascent_m, 300);
  EXPECT_EQ(query.max_sac_scale, SacScale::t3);
  EXPECT_EQ(query.ungraded, UngradedWays::fine);
  ASSERT_EQ(outcome("--preset family --about-ascent 300m", &query), "");
  EXPECT_EQ(query.max_ascent_m, std::nullopt);
  EXPECT_EQ(query.about_ascent_m, 300);
  ASSERT_EQ(outcome("", &query), "");
  EXPECT_DOUBLE_EQ(query.tolerance, 0.1);
  EXPECT_EQ(query.max_sac_scale, SacScale::t3);
}

TEST(Flags, WhatIsWrongNamesTheFlagThatWasTyped) {
  using Case = std::pair<const char*, const char*>;
  for (const auto& [arguments, begins] : {
           Case{"--drive 2000km", "--drive: "},
           Case{"--drive 25h", "--drive: "},
           Case{"--tolerance 60%", "--tolerance: "},
           Case{"--max-retrace 60%", "--max-retrace: "},
           Case{"--about-ascent 31km", "--about-ascent: "},
           Case{"--about-ascent steep", "--about-ascent: "},
           Case{"--direction up", "--direction: "},
           Case{"--preset lazy", "--preset: got \"lazy\", expected family, easy or fit"},
           Case{"--max-overlap 101%", "--max-overlap: "},
           Case{"--max-overlap much", "--max-overlap: "},
           Case{"--access 6km", "--access: "},
           Case{"--access 90min", "--access: "},
           Case{"--max-ascent 40km", "--max-ascent: "},
           Case{"--max-ascent high", "--max-ascent: "},
           Case{"--max-sac-scale T7", "--max-sac-scale: got \"T7\", expected T1 to T6"},
           Case{"--count 0", "--count: "},
           Case{"--effort 0", "--effort: "},
           Case{"--effort 9007199254740992", "--effort: effort is 9007199254740992, expected 1 to 9007199254740991"},
           Case{"--seed 9007199254740992", "--seed: "},
           Case{"--drive-cost 101", "--drive-cost: "},
           Case{"--prefer roads=301", "--prefer: "},
           Case{"--require-edge 1 2 3 4 5 6 7 8 9", "--require-edge: "},
           Case{"--avoid-edge 1 --require-edge 1", "--avoid-edge, --require-edge: "},
           Case{"--avoid-edge 9007199254740992", "--avoid-edge: "},
       }) {
    EXPECT_THAT(outcome(arguments), StartsWith(begins)) << arguments;
  }
  EXPECT_THAT(outcome("--seed 99999999999999999999999"), HasSubstr("--seed"));
}

}  // namespace
}  // namespace loopgenie::harness
