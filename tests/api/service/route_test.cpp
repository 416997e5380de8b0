#include "api/service/route.hpp"

#include <gtest/gtest.h>

namespace loopgenie::service {
namespace {

TEST(ParseRoute, KnowsEveryPath) {
  EXPECT_TRUE(std::holds_alternative<MetaRoute>(*parse_route("/v1/meta")));
  EXPECT_TRUE(std::holds_alternative<PlacesRoute>(*parse_route("/v1/places.json")));
  EXPECT_TRUE(std::holds_alternative<SubgraphRoute>(*parse_route("/v1/subgraph")));
  EXPECT_TRUE(std::holds_alternative<LiveRoute>(*parse_route("/livez")));
  EXPECT_TRUE(std::holds_alternative<ReadyRoute>(*parse_route("/readyz")));
  EXPECT_TRUE(std::holds_alternative<MetricsRoute>(*parse_route("/metrics")));
  EXPECT_TRUE(std::holds_alternative<PageRoute>(*parse_route("/")));
  EXPECT_TRUE(std::holds_alternative<PageRoute>(*parse_route("/v1x")));
  const Result<Route> tile = parse_route("/v1/tiles/trails/12/2064/1510");
  EXPECT_EQ(std::get<TileRoute>(*tile).layer, Layer::trails);
  EXPECT_EQ(std::get<TileRoute>(*tile).id, (TileId{12, 2064, 1510}));
  EXPECT_EQ(kRoutes[tile->index()].name, "tile");
}

TEST(ParseRoute, TellsAMissingPathFromABadTile) {
  for (const char* path : {"/v1", "/v1/", "/v1/metas", "/v1/meta/", "/v1/tiles/", "/v1/tiles/trails/8/1",
                           "/v1/tiles/trails/8/1/2/3", "/v1/tiles/rivers/8/1/2", "/v1/tiles//8/1/2"}) {
    const Result<Route> route = parse_route(path);
    ASSERT_FALSE(route) << path;
    EXPECT_EQ(route.error().code, ErrorCode::missing) << path;
    EXPECT_NE(route.error().message.find("expected"), std::string::npos) << path;
  }
  for (const char* path :
       {"/v1/tiles/trails/8/256/0", "/v1/tiles/trails/8/0/256", "/v1/tiles/trails/23/0/0", "/v1/tiles/trails/-1/0/0",
        "/v1/tiles/trails/8/+1/0", "/v1/tiles/trails/08/1/2", "/v1/tiles/trails/8/1/2.pbf", "/v1/tiles/trails/8//2",
        "/v1/tiles/trails/8/1e1/2", "/v1/tiles/trails/8/99999999999999999999/2", "/v1/tiles/trails/8/4294967297/2"}) {
    const Result<Route> route = parse_route(path);
    ASSERT_FALSE(route) << path;
    EXPECT_EQ(route.error().code, ErrorCode::invalid_input) << path;
  }
}

TEST(ParseBbox, ReadsWestSouthEastNorth) {
  const Result<Box> box = parse_bbox("1.5,42.5,1.6,42.6");
  ASSERT_TRUE(box);
  EXPECT_EQ(*box, (Box{425'000'000, 15'000'000, 426'000'000, 16'000'000}));
  EXPECT_EQ(*parse_bbox("-180,-90,+180,90"), (Box{-900'000'000, -1'800'000'000, 900'000'000, 1'800'000'000}));
  EXPECT_TRUE(parse_bbox("-1e-1,0,0,1"));
}

TEST(ParseBbox, SaysWhatIsWrong) {
  for (const char* text :
       {"", "1,2,3", "1,2,3,4,5", "a,2,3,4", "1,,3,4", "nan,0,1,1", "0,0,inf,1", "0 ,0,1,1", "1,42,0.5,43", "0,43,1,42",
        "0,0,0,1", "-181,0,1,1", "0,0,1,91", "0,0,1e999,1", "++1,0,2,1", "0x1,0,2,1"}) {
    const Result<Box> box = parse_bbox(text);
    ASSERT_FALSE(box) << text;
    EXPECT_NE(box.error().message.find("expected"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace loopgenie::service
