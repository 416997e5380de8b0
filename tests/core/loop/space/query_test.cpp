#include "core/loop/space/query.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/loop/space/limits.hpp"

namespace loopgenie {
namespace {

using testing::HasSubstr;

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

TEST(Query, NamesTheFieldWhatWasGotAndWhatIsAllowed) {
  const auto message = [](auto&& change) {
    Query query = good();
    change(query);
    const Result<Query> checked = validated(query);
    return checked ? std::string("accepted") : checked.error().message;
  };
  EXPECT_EQ(message([](Query& q) { q.hike_m = 0; }), "the hike is 0 km, expected 1 to 200 km");
  EXPECT_EQ(message([](Query& q) { q.hike_m = 1e7; }), "the hike is 10000 km, expected 1 to 200 km");
  EXPECT_THAT(message([](Query& q) { q.hike_m = std::nan(""); }), HasSubstr("not a number"));
  EXPECT_THAT(message([](Query& q) { q.at.reset(); }), HasSubstr("neither a place nor a trailhead"));
  EXPECT_THAT(message([](Query& q) { q.trailhead = SourceId{}; }), HasSubstr("both"));
  EXPECT_THAT(message([](Query& q) { q.at->lat_e7 = 910'000'000; }), HasSubstr("latitude"));
  EXPECT_THAT(message([](Query& q) { q.drive_m = -1; }), HasSubstr("the drive"));
  EXPECT_THAT(message([](Query& q) { q.drive_m = q.drive_s = 1; }), HasSubstr("both by distance and by time"));
  EXPECT_THAT(message([](Query& q) { q.tolerance = 0.6; }), HasSubstr("the tolerance is 60 %, expected 1 to 50 %"));
  EXPECT_THAT(message([](Query& q) { q.max_retrace = 0.51; }), HasSubstr("walked twice"));
  EXPECT_THAT(message([](Query& q) { q.max_overlap = 2; }), HasSubstr("overlap"));
  EXPECT_THAT(message([](Query& q) { q.count = 0; }), HasSubstr("number of loops"));
  EXPECT_THAT(message([](Query& q) { q.effort = 0; }), HasSubstr("effort"));
  EXPECT_THAT(message([](Query& q) { q.max_ascent_m = -5; }), HasSubstr("ascent"));
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

}  // namespace
}  // namespace loopgenie
