#include "api/ingest/osm/walk_access.hpp"

#include <gtest/gtest.h>

#include <osmium/builder/attr.hpp>

#include "tests/api/ingest/source_map.hpp"

namespace loopgenie::ingest {
namespace {

using test::Tags;

template <typename Use>
auto with_tags(const Tags& tags, Use&& use) {
  using namespace osmium::builder::attr;
  osmium::memory::Buffer buffer{1024, osmium::memory::Buffer::auto_grow::yes};
  osmium::builder::add_node(buffer, _id(1), _tags(tags));
  return use(buffer.get<osmium::Node>(0).tags());
}

std::string text_of(const Tags& tags) {
  std::string text;
  for (const auto& [key, value] : tags) {
    text += key + "=" + value + " ";
  }
  return text;
}

TEST(WalkAccess, FootDecidesBeforeAccessAndListsByTheirMostOpenValue) {
  struct Case {
    Tags tags;
    Access wanted;
  };
  const std::vector<Case> cases = {
      {{}, Access::open},
      {{{"access", "permit"}}, Access::open},
      {{{"access", "customers"}}, Access::open},
      {{{"access", "agricultural;forestry"}}, Access::open},
      {{{"access", "unknown"}}, Access::open},
      {{{"access", "emergency"}}, Access::forbidden},
      {{{"access", "residents"}}, Access::forbidden},
      {{{"access", "employees"}}, Access::forbidden},
      {{{"access", "members"}}, Access::forbidden},
      {{{"access", "restricted"}}, Access::forbidden},
      {{{"access", "No"}}, Access::forbidden},
      {{{"access", "no;private"}}, Access::forbidden},
      {{{"access", "private;customers"}}, Access::forbidden},
      {{{"access", "private; permissive"}}, Access::open},
      {{{"foot", "military"}}, Access::forbidden},
      {{{"foot", "restricted"}}, Access::forbidden},
      {{{"foot", "never"}}, Access::forbidden},
      {{{"foot", "no;yes"}}, Access::admitted},
      {{{"foot", "yes;designated"}, {"access", "no"}}, Access::admitted},
      {{{"foot", "destination"}, {"access", "no"}}, Access::admitted},
      {{{"foot", "public"}, {"access", "private"}}, Access::admitted},
      {{{"foot", "discouraged"}, {"access", "no"}}, Access::admitted},
      {{{"foot", "customers"}, {"access", "no"}}, Access::forbidden},
      {{{"foot", "unknown"}, {"access", "no"}}, Access::forbidden},
      {{{"hiking", "no"}}, Access::forbidden},
      {{{"military", "danger_area"}}, Access::forbidden},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(with_tags(c.tags, walk_access).access, c.wanted) << text_of(c.tags);
  }
}

TEST(WalkAccess, ASeasonOrAnotherConditionOpensOrClosesAndAYearDoesNot) {
  struct Case {
    Tags tags;
    WalkAccess wanted;
  };
  const EdgeFlags seasonal = bit_of(EdgeFlag::seasonal);
  const EdgeFlags conditional = bit_of(EdgeFlag::conditional);
  const std::vector<Case> cases = {
      {{{"access", "no"}, {"access:conditional", "yes @ (May-Oct)"}}, {Access::open, seasonal}},
      {{{"foot", "no"}, {"foot:conditional", "yes @ (Jun-Oct)"}}, {Access::open, seasonal}},
      {{{"access", "private"}, {"foot:conditional", "permissive @ (sunrise-sunset)"}}, {Access::open, conditional}},
      {{{"access:conditional", "yes @ (May-Oct); no @ (Nov-Apr)"}}, {Access::open, seasonal}},
      {{{"foot:conditional", "private @ (Nov-Apr)"}}, {Access::open, seasonal}},
      {{{"foot:conditional", "closed @ (Nov-Apr)"}}, {Access::open, seasonal}},
      {{{"access:conditional", "none @ (winter)"}}, {Access::open, seasonal}},
      {{{"access:conditional", "no @ (18:00-08:00)"}}, {Access::open, conditional}},
      {{{"access:conditional", "no @ (2019 Mar 1-2019 Jun 30)"}}, {Access::open, 0}},
      {{{"access:conditional", "no @ wet"}}, {Access::open, conditional}},
      {{{"foot:conditional", "yes @ (Nov-Apr)"}}, {Access::open, 0}},
      {{{"foot", "yes"}, {"access:conditional", "no @ (Nov-Apr)"}}, {Access::admitted, 0}},
      {{{"foot:conditional", "no @ (Nov 15-Apr 15; Mo-Fr 08:00-10:00)"}}, {Access::open, seasonal}},
      {{{"foot:conditional", "@"}}, {Access::open, 0}},
      {{{"foot:conditional", "no @ ((((Nov"}}, {Access::open, seasonal}},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(with_tags(c.tags, walk_access), c.wanted) << text_of(c.tags);
  }
}

TEST(WalkAccess, WhatIsAskedOfAWalkerIsFlagged) {
  struct Case {
    Tags tags;
    EdgeFlags wanted;
  };
  const EdgeFlags restricted = bit_of(EdgeFlag::restricted);
  const std::vector<Case> cases = {
      {{{"access", "permit"}}, bit_of(EdgeFlag::permit)},
      {{{"foot", "permit"}}, bit_of(EdgeFlag::permit)},
      {{{"access", "customers"}}, bit_of(EdgeFlag::customers)},
      {{{"access", "agricultural;forestry"}}, restricted},
      {{{"access", "forestry; permit"}}, restricted | bit_of(EdgeFlag::permit)},
      {{{"access", "delivery"}}, restricted},
      {{{"access", "customers"}, {"foot", "yes"}}, 0},
      {{{"access", "yes"}}, 0},
      {{}, 0},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(with_tags(c.tags, walk_access).flags, c.wanted) << text_of(c.tags);
  }
}

TEST(NodePassage, ClosedGatesLocksFencesAndWallsLetNobodyPass) {
  const std::vector<std::pair<Tags, bool>> cases = {
      {{{"barrier", "gate"}}, false},
      {{{"barrier", "stile"}}, false},
      {{{"barrier", "lift_gate"}, {"motor_vehicle", "no"}}, false},
      {{{"barrier", "cattle_grid"}}, false},
      {{{"barrier", "hedge"}}, false},
      {{{"barrier", "gate"}, {"access", "permit"}}, false},
      {{{"barrier", "gate"}, {"access", "private"}, {"foot", "yes"}}, false},
      {{{"barrier", "gate"}, {"locked", "yes"}, {"foot", "yes"}}, false},
      {{{"barrier", "gate"}, {"locked", "yes"}, {"access", "yes"}}, false},
      {{{"barrier", "fence"}, {"access", "yes"}}, false},
      {{{"access", "no"}}, false},
      {{{"disused:barrier", "gate"}, {"access", "no"}}, false},
      {{{"barrier", "gate"}, {"foot:conditional", "no @ (Nov-Apr)"}}, false},
      {{{"barrier", "gate"}, {"access", "no"}, {"access:conditional", "yes @ (May-Oct)"}}, false},
      {{{"barrier", "gate"}, {"locked", "yes"}}, true},
      {{{"barrier", "gate"}, {"locked", "yes"}, {"access", "permit"}}, true},
      {{{"barrier", "gate"}, {"access", "private"}}, true},
      {{{"barrier", "gate"}, {"access", "no"}}, true},
      {{{"barrier", "gate"}, {"access", "military"}}, true},
      {{{"barrier", "gate"}, {"foot", "no"}}, true},
      {{{"barrier", "gate"}, {"foot", "private"}}, true},
      {{{"barrier", "fence"}}, true},
      {{{"barrier", "wall"}}, true},
      {{{"barrier", "retaining_wall"}}, true},
      {{{"barrier", "yes"}, {"access", "no"}}, true},
      {{{"foot", "no"}}, true},
  };
  for (const auto& [tags, closed] : cases) {
    EXPECT_EQ(with_tags(tags, node_passage).closed, closed) << text_of(tags);
  }
  EXPECT_EQ(with_tags({{"barrier", "gate"}, {"foot:conditional", "no @ (Nov-Apr)"}}, node_passage).flags,
            bit_of(EdgeFlag::seasonal));
  EXPECT_EQ(with_tags({{"barrier", "gate"}, {"access", "permit"}}, node_passage).flags, bit_of(EdgeFlag::permit));
  EXPECT_EQ(with_tags({{"barrier", "gate"}}, node_passage).flags, 0U);
}

}  // namespace
}  // namespace loopgenie::ingest
