#include "core/loop/space/query.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "core/loop/space/limits.hpp"

namespace loopgenie {
namespace {

Query good() {
  Query query;
  query.at = point_from_degrees(42.5, 1.5);
  query.hike_m = 25'000;
  return query;
}

TEST(Query, FillsInTheDriveAndKeepsTheRest) {
  const Result<Query> query = validated(good());
  ASSERT_TRUE(query);
  EXPECT_EQ(query->drive_m, kDefaultDriveM);
  Query with_trailhead = good();
  with_trailhead.at.reset();
  with_trailhead.trailhead = SourceId{'n', 7};
  EXPECT_FALSE(validated(with_trailhead)->drive_m.has_value());
}

TEST(Query, TakesFiguresToTheMillionth) {
  Query fine = good();
  fine.hike_m = 24'140.160'000'4;
  fine.tolerance = 0.1;
  fine.drive_s = 1e-7;
  const Query query = validated(fine).value();
  EXPECT_EQ(query.hike_m, 24'140.16);
  EXPECT_EQ(query.tolerance, 0.1);
  EXPECT_EQ(query.drive_s, 0);
}

TEST(Query, UngradedWaysAreFineFromT3UpAndElseOnlyEasyOnes) {
  EXPECT_EQ(validated(good())->max_sac_scale, SacScale::t3);
  EXPECT_EQ(validated(good())->ungraded, UngradedWays::fine);
  Query careful = good();
  careful.max_sac_scale = SacScale::t2;
  EXPECT_EQ(validated(careful)->ungraded, UngradedWays::easy_only);
  careful.ungraded = UngradedWays::no;
  EXPECT_EQ(validated(careful)->ungraded, UngradedWays::no);
}

/// What is wrong with the good query, changed.
Problem problem(void (*change)(Query&)) {
  Query query = good();
  change(query);
  const Result<Query> checked = validated(query);
  return checked ? Problem() : checked.error().problem.value_or(Problem());
}

TEST(Query, NamesTheFieldWhatWasGotAndWhatIsAllowed) {
  const Problem short_hike = problem([](Query& q) { q.hike_m = 0; });
  EXPECT_EQ(short_hike.code, ProblemCode::out_of_limits);
  EXPECT_EQ(short_hike.subject, "hike_m");
  EXPECT_EQ(short_hike.got, 0);
  EXPECT_EQ(short_hike.min, 1'000);
  EXPECT_EQ(short_hike.max, 200'000);
  const Problem no_number = problem([](Query& q) { q.hike_m = std::nan(""); });
  EXPECT_EQ(no_number.code, ProblemCode::out_of_limits);
  EXPECT_EQ(no_number.got, std::nullopt);
  EXPECT_EQ(problem([](Query& q) { q.effort = 0; }).max, 9'007'199'254'740'991);
  constexpr std::uint64_t kExact = std::uint64_t{1} << 53;
  EXPECT_EQ(problem([](Query& q) { q.seed = kExact - 1; }).subject, "");
  EXPECT_EQ(problem([](Query& q) { q.seed = kExact; }).subject, "seed");
  EXPECT_EQ(problem([](Query& q) { q.effort = kExact; }).got, 9'007'199'254'740'992);
  const auto field = [](void (*change)(Query&)) { return problem(change).subject; };
  EXPECT_EQ(field([](Query& q) { q.hike_m = 1e7; }), "hike_m");
  EXPECT_EQ(field([](Query& q) { q.drive_m = -1; }), "drive_m");
  EXPECT_EQ(field([](Query& q) { q.tolerance = 0.6; }), "tolerance");
  EXPECT_EQ(field([](Query& q) { q.max_retrace = 0.51; }), "max_retrace");
  EXPECT_EQ(field([](Query& q) { q.max_overlap = 2; }), "max_overlap");
  EXPECT_EQ(field([](Query& q) { q.count = 0; }), "count");
  EXPECT_EQ(field([](Query& q) { q.effort = 0; }), "effort");
  EXPECT_EQ(field([](Query& q) { q.max_ascent_m = -5; }), "max_ascent_m");
  EXPECT_EQ(field([](Query& q) { q.about_ascent_m = 30'001; }), "about_ascent_m");
}

TEST(Query, SaysWhichFieldsDoNotGoTogether) {
  const auto code = [](void (*change)(Query&)) { return problem(change).code; };
  EXPECT_EQ(code([](Query& q) { q.at.reset(); }), ProblemCode::no_start);
  EXPECT_EQ(code([](Query& q) { q.trailhead = SourceId{}; }), ProblemCode::two_starts);
  EXPECT_EQ(code([](Query& q) { q.start = q.at; }), ProblemCode::two_starts);
  EXPECT_EQ(code([](Query& q) {
              q.start = std::exchange(q.at, std::nullopt);
              q.trailhead = SourceId{};
            }),
            ProblemCode::two_starts);
  EXPECT_EQ(code([](Query& q) { q.at->lat_e7 = 910'000'000; }), ProblemCode::no_position);
  EXPECT_EQ(code([](Query& q) {
              q.at.reset();
              q.start = Point{910'000'000, 0};
            }),
            ProblemCode::no_position);
  EXPECT_EQ(code([](Query& q) { q.drive_m = q.drive_s = 1; }), ProblemCode::two_drives);
  EXPECT_EQ(code([](Query& q) { q.hike_m.reset(); }), ProblemCode::no_hike);
  EXPECT_EQ(code([](Query& q) { q.hike_s = 18'000; }), ProblemCode::two_hikes);
  EXPECT_EQ(code([](Query& q) { q.avoid_edges = q.require_edges = {EdgeId(7)}; }), ProblemCode::avoided_and_required);
}

TEST(LoopLimits, AreWholeNumbersThatIncludeTheirEdges) {
  const LoopLimits limits = LoopLimits::of(good());
  EXPECT_EQ(limits.wanted_dm, 250'000);
  EXPECT_EQ(limits.shortest_dm, 225'000);
  EXPECT_EQ(limits.longest_dm, 275'000);
  EXPECT_TRUE(limits.allows(225'000, 33'750, 0));
  EXPECT_FALSE(limits.allows(225'000, 33'751, 0));
  EXPECT_FALSE(limits.allows(224'999, 0, 0));
  EXPECT_FALSE(limits.allows(275'001, 0, 0));
}

TEST(LoopLimits, OfAHikeInHoursAreTenthsOfASecond) {
  Query query = good();
  query.hike_m.reset();
  query.hike_s = 18'000;
  const LoopLimits limits = LoopLimits::of(query);
  EXPECT_EQ(limits.wanted_dm, 180'000);
  EXPECT_EQ(limits.flat_to_dm, 189'000);
  EXPECT_EQ(limits.shortest_dm, 162'000);
  EXPECT_EQ(limits.longest_dm, 198'000);
  EXPECT_EQ(limits.access_dm, 2'500) << "a way out and back is as long as it is";
  EXPECT_EQ(query.measure().unit, LengthUnit::second);
  EXPECT_TRUE(query.needs_climb());
  EXPECT_NEAR(query.longest_m(), 18'000 * 1.1 / (14.271 * 60 / 1000), 1e-6);
  query.pace = {1.2, 0.8, 1};
  EXPECT_NEAR(query.longest_m(), 18'000 * 1.1 / (14.271 * 60 / 1000) / 0.8, 1e-6);
}

}  // namespace
}  // namespace loopgenie
