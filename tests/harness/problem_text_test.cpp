#include "tests/harness/problem_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace loopgenie::harness {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string text(Problem problem) { return text_of(fail(ErrorCode::missing, std::move(problem)).value()); }

TEST(ProblemText, EveryCodeHasASentenceOfItsOwn) {
  std::set<std::string> said;
  for (auto code = ProblemCode::no_start; code <= kLastOf<ProblemCode>;
       code = static_cast<ProblemCode>(static_cast<int>(code) + 1)) {
    const std::string sentence = text({.code = code, .subject = "n7"});
    EXPECT_THAT(sentence, HasSubstr(" ")) << to_string(code);
    EXPECT_TRUE(said.insert(sentence).second) << sentence;
  }
}

TEST(ProblemText, FiguresAreInTheUnitsThatPeopleUse) {
  EXPECT_EQ(text({.code = ProblemCode::out_of_limits, .subject = "hike_m", .got = 1e7, .min = 1000, .max = 200'000}),
            "--hike: the hike is 10000 km, expected 1 to 200 km");
  EXPECT_EQ(text({.code = ProblemCode::out_of_limits, .subject = "tolerance", .got = 0.6, .min = 0.01, .max = 0.5}),
            "--tolerance: the tolerance is 60 %, expected 1 to 50 %");
  EXPECT_EQ(text({.code = ProblemCode::out_of_limits, .subject = "effort", .min = 1}),
            "--effort: effort is not a number, expected at least 1");
}

TEST(ProblemText, TheNearestTrailheadIsNamedWithWhatToDo) {
  EXPECT_THAT(text({.code = ProblemCode::no_trailhead, .subject = "n7", .name = "Coll", .away_m = 3'240}),
              AllOf(HasSubstr("n7 (Coll), 3.2 km away"), HasSubstr("drive farther or start closer")));
  EXPECT_THAT(text({.code = ProblemCode::no_trailhead, .subject = "n7", .away_m = 3'240, .cut_s = 959}),
              AllOf(HasSubstr("15 min of driving"), HasSubstr("--max-mb")));
  EXPECT_THAT(text({.code = ProblemCode::no_road, .subject = "n7", .max = 5'000, .away_m = 9'000}),
              AllOf(HasSubstr("no road within 5 km"), HasSubstr("--trailhead")));
  EXPECT_THAT(text({.code = ProblemCode::no_trailhead}), HasSubstr("choose another start"));
  EXPECT_THAT(text({.code = ProblemCode::no_network, .max = 2'000, .away_m = 3'240}),
              AllOf(HasSubstr("within 2 km of the start"), HasSubstr("3.2 km away in a straight line")));
  EXPECT_THAT(text({.code = ProblemCode::no_network, .max = 2'000}), HasSubstr("none is known around it"));
}

TEST(ProblemText, WhatIsNoProblemOfAPersonsKeepsItsMessage) {
  EXPECT_EQ(text_of(Error{ErrorCode::malformed, "tile 8/1/2: cut off"}), "tile 8/1/2: cut off");
}

}  // namespace
}  // namespace loopgenie::harness
