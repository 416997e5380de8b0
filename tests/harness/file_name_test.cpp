#include "tests/harness/file_name.hpp"

#include <gtest/gtest.h>

namespace loopgenie::harness {
namespace {

std::string named(const std::string& name, std::size_t number = 1) {
  PlanLoop loop;
  loop.name = name;
  loop.length_m = 18'240;
  return file_name(number, loop);
}

TEST(FileName, IsTheLoopsNumberNameAndLength) {
  EXPECT_EQ(named("Estany de Juclar – Collada dels Isards"), "loop-01-estany-de-juclar-collada-dels-isards-18.2km.gpx");
  EXPECT_EQ(named("Coll d'Ordino, NE", 12), "loop-12-coll-d-ordino-ne-18.2km.gpx");
  EXPECT_EQ(named("Штубай / Łódź (2)"), "loop-01-Штубай-Łódź-2-18.2km.gpx");
}

TEST(FileName, HasNothingThatASystemRefuses) {
  EXPECT_EQ(named("../../etc: *?<>|\"\\"), "loop-01-etc-18.2km.gpx");
  EXPECT_EQ(named("\xC2\xA0\xE2\x80\xAE\xE3\x80\x80…"), "loop-01-18.2km.gpx");
  EXPECT_EQ(named("a\xFF\x01 b"), "loop-01-a-b-18.2km.gpx");
  EXPECT_EQ(named(""), "loop-01-18.2km.gpx");
}

TEST(FileName, IsNotTooLongAndCutsNoCharacter) {
  std::string long_name;
  for (int i = 0; i < 200; ++i) {
    long_name += "é";
  }
  const std::string file = named(long_name);
  EXPECT_LE(file.size(), 150U);
  EXPECT_NE(file.find("éé-18.2km.gpx"), std::string::npos);
}

}  // namespace
}  // namespace loopgenie::harness
