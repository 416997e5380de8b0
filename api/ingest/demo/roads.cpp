#include "api/ingest/demo/roads.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/base/random.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr WayCost kRoadCost = {.comfortable_grade = 0.05,
                               .steepest_grade = 0.16,
                               .reuse_trail = 0.9,
                               .reuse_road = 0.4,
                               .beside_way = 1.6,
                               .turn_m = 25};
constexpr WayCost kStreetCost = {.comfortable_grade = 0.10,
                                 .steepest_grade = 0.25,
                                 .reuse_trail = 0.9,
                                 .reuse_road = 0.7,
                                 .beside_way = 1.3,
                                 .turn_m = 6};
constexpr std::size_t kMaxValleyParkings = 16;

struct Link {
  SettlementIndex from;
  SettlementIndex to;
  const char* highway;
  const char* ref;
};
constexpr std::array<Link, 16> kLinks = {{
    {kPortGenie, kWishbourne, "secondary", "G 1"},
    {kWishbourne, kUpperWish, "tertiary", "G 11"},
    {kPortGenie, kTasselCove, "secondary", "G 2"},
    {kTasselCove, kLampford, "secondary", "G 2"},
    {kLampford, kWickdale, "tertiary", "G 12"},
    {kWickdale, kUpperWish, "unclassified", ""},
    {kLampford, kEastbottle, "secondary", "G 2"},
    {kEastbottle, kCorkham, "tertiary", "G 13"},
    {kCorkham, kWickdale, "unclassified", ""},
    {kEastbottle, kSmokehaven, "secondary", "G 3"},
    {kSmokehaven, kMiddleSmoke, "tertiary", "G 14"},
    {kMiddleSmoke, kCinderhead, "tertiary", "G 14"},
    {kSmokehaven, kRubbingBay, "secondary", "G 3"},
    {kRubbingBay, kPortGenie, "secondary", "G 3"},
    {kLanternbury, kWickEnd, "tertiary", "L 1"},
    {kLanternbury, kSnuffers, "tertiary", "L 2"},
}};

Tags road_tags(const Sites& sites, const Link& link) {
  Tags tags = {{"highway", link.highway}, {"surface", "asphalt"}};
  if (link.ref[0] != '\0') {
    tags.emplace_back("ref", link.ref);
  }
  tags.emplace_back("name", sites.settlements[link.from].name + " – " + sites.settlements[link.to].name + " Road");
  return tags;
}

// Spokes from the centre, some of their ends joined, so that streets form blocks.
void lay_streets(WayGrid& grid, const Settlement& settlement, Random& random) {
  static constexpr std::array<const char*, 8> kStreetNames = {"Lamp Street",    "Cork Lane",     "Harbour Row",
                                                              "Sultan's Close", "Carpet Street", "Wick Lane",
                                                              "Bottle Street",  "Long Row"};
  const int spokes = settlement.kind == "town" ? 12 : (settlement.kind == "village" ? 7 : 3);
  const double reach_m = settlement.kind == "town" ? 520 : (settlement.kind == "village" ? 320 : 180);
  std::vector<Cell> ends;
  for (int i = 0; i < spokes; ++i) {
    const double angle = (i + random.uniform()) / spokes * 2 * 3.14159265358979;
    const double far_m = reach_m * (0.45 + 0.55 * random.uniform());
    const Local center = center_of(settlement.center);
    const Cell end =
        level_cell_near(grid.terrain(), {center.x + far_m * std::cos(angle), center.y + far_m * std::sin(angle)}, 60);
    const char* name = kStreetNames[random.below(kStreetNames.size())];
    const char* highway = i % 5 == 4 ? "living_street" : "residential";
    grid.lay(grid.find(settlement.center, end, kStreetCost), true, {{"highway", highway}, {"name", name}});
    ends.push_back(end);
  }
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (random.below(3) != 0) {
      grid.lay(grid.find(ends[i], ends[(i + 1) % ends.size()], kStreetCost), true,
               {{"highway", "residential"}, {"surface", "asphalt"}});
    }
  }
}

}  // namespace

Roads lay_roads(WayGrid& grid, const Sites& sites, std::uint64_t seed) {
  Random random(seed);
  for (const Link& link : kLinks) {
    grid.lay(grid.find(sites.settlements[link.from].center, sites.settlements[link.to].center, kRoadCost, 60), true,
             road_tags(sites, link));
  }
  for (const Settlement& settlement : sites.settlements) {
    lay_streets(grid, settlement, random);
  }
  Roads roads;
  for (const Settlement& settlement : sites.settlements) {
    roads.parkings.push_back(settlement.center);
  }
  // Waypoints a little off a road get a service road and a parking: the classic start of a hike.
  std::size_t added = 0;
  for (const Cell waypoint : sites.waypoints) {
    if (added == kMaxValleyParkings || grid.terrain().height(waypoint) > 700) {
      continue;
    }
    const Cell road = grid.nearest_way(waypoint, 1300, false);
    if (road == kNoCell || distance(center_of(road), center_of(waypoint)) < 250) {
      continue;
    }
    const std::vector<Cell> way = grid.find(road, waypoint, kStreetCost, 4);
    if (!way.empty()) {
      grid.lay(way, true, {{"highway", "service"}, {"surface", "gravel"}});
      roads.parkings.push_back(waypoint);
      ++added;
    }
  }
  roads.west_bridgehead = sites.settlements[kEastbottle].center;
  roads.east_bridgehead = sites.settlements[kLanternbury].center;
  return roads;
}

}  // namespace loopgenie::ingest::demo
