#include "api/service/http/negotiate.hpp"

#include <gtest/gtest.h>

#include <array>

namespace loopgenie::service {
namespace {

constexpr std::array kGzip = {Coding::gzip};
constexpr std::array kBoth = {Coding::brotli, Coding::gzip};

TEST(ChooseCoding, TakesGzipOnlyWhereTheClientAllowsIt) {
  for (const char* field : {"gzip", "GZIP", "x-gzip", "deflate, gzip;q=0.5", "*", "br, *;q=0.1", "gzip;q=1.0, identity",
                            "gzip , br", "identity;q=0.5, gzip", "identity;q=0, gzip;q=0.001", "gzip; q=0.8"}) {
    EXPECT_EQ(choose_coding(std::string(field), kGzip), Coding::gzip) << field;
  }
  for (const char* field : {"", "identity", "gzip;q=0", "gzip;q=0.000", "*;q=0", "br", "gzip;q=0, *", "deflate",
                            "gzip;q=0.2, identity;q=0.9", "gzip;q=nonsense", "gzip;q=1.5", "gzip;q=-1", "gzipped"}) {
    EXPECT_EQ(choose_coding(std::string(field), kGzip), Coding::identity) << field;
  }
  EXPECT_EQ(choose_coding(std::nullopt, kGzip), Coding::identity) << "such a client may not be able to unpack";
}

TEST(ChooseCoding, TakesTheFormWithTheHighestWeight) {
  for (const char* field : {"br", "BR", "gzip, deflate, br, zstd", "*", "gzip;q=0.5, br;q=0.5", "gzip;q=0.9, br",
                            "gzip;q=0, *;q=0.1", "identity;q=0.3, br;q=0.3"}) {
    EXPECT_EQ(choose_coding(std::string(field), kBoth), Coding::brotli) << field;
  }
  for (const char* field : {"gzip", "gzip, deflate", "gzip, br;q=0", "gzip;q=0.8, br;q=0.7", "gzip, br;q=0.999",
                            "br;q=0, *", "x-gzip;q=0.2, br;q=0.1", "brotli, gzip"}) {
    EXPECT_EQ(choose_coding(std::string(field), kBoth), Coding::gzip) << field;
  }
  for (const char* field : {"", "identity", "br;q=0, gzip;q=0", "*;q=0", "identity, br;q=0.5", "deflate", "zstd"}) {
    EXPECT_EQ(choose_coding(std::string(field), kBoth), Coding::identity) << field;
  }
  EXPECT_EQ(choose_coding(std::string("br"), {}), Coding::identity) << "nothing is packed";
}

TEST(NoneMatchCovers, ComparesWeaklyOverTheWholeList) {
  const std::string etag = "\"0123456789abcdef.gz\"";
  for (const char* field :
       {"*", "\"0123456789abcdef.gz\"", "W/\"0123456789abcdef.gz\"", "\"x\", \"0123456789abcdef.gz\"",
        "\"a,b\" ,W/\"0123456789abcdef.gz\",", "  \"0123456789abcdef.gz\"  "}) {
    EXPECT_TRUE(none_match_covers(field, etag)) << field;
  }
  for (const char* field : {"", "\"0123456789abcdef\"", "0123456789abcdef.gz", "\"x, 0123456789abcdef.gz\"",
                            "w/\"0123456789abcdef.gz\"", "\"0123456789abcdef.gz", "\"**\"", ",,,"}) {
    EXPECT_FALSE(none_match_covers(field, etag)) << field;
  }
}

TEST(EntityTag, DiffersBetweenTheForms) {
  EXPECT_EQ(entity_tag("00ff", Coding::identity), "\"00ff\"");
  EXPECT_EQ(entity_tag("00ff", Coding::gzip), "\"00ff.gz\"");
  EXPECT_EQ(entity_tag("00ff", Coding::brotli), "\"00ff.br\"");
}

TEST(ChooseMediaType, FollowsTheMostSpecificRange) {
  constexpr std::string_view kProtobuf = "application/x-protobuf";
  constexpr std::string_view kGeoJson = "application/geo+json";
  const auto choose = [&](const char* accept) {
    return choose_media_type(std::string(accept), {kProtobuf, kGeoJson}).value_or("none");
  };
  EXPECT_EQ(choose_media_type(std::nullopt, {kProtobuf, kGeoJson}), kProtobuf);
  EXPECT_EQ(choose("*/*"), kProtobuf);
  EXPECT_EQ(choose(""), kProtobuf);
  EXPECT_EQ(choose("application/geo+json"), kGeoJson);
  EXPECT_EQ(choose("application/geo+json, */*;q=0.1"), kGeoJson);
  EXPECT_EQ(choose("application/*;q=0.5, application/x-protobuf;q=0.2"), kGeoJson);
  EXPECT_EQ(choose("application/x-protobuf;q=0, */*"), kGeoJson);
  EXPECT_EQ(choose("text/html"), "none");
  EXPECT_EQ(choose("*/*;q=0"), "none");
}

}  // namespace
}  // namespace loopgenie::service
