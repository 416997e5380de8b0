#include "api/ingest/demo/joints.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string>

#include "api/ingest/demo/sites.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr double kCarriagewayM = 15;   // from the motorway's middle
constexpr double kInterchangeM = 600;  // from the corner to where its links leave and enter
constexpr double kMotorwayStepM = 1'000;
constexpr double kRoadStepM = 250;
constexpr double kShoreM = 300;  // of the roads along a tile's sides
constexpr double kBesideM = 70;  // of the paths beside them
constexpr double kTrailCornerM = 130;

constexpr int kCommonColumns = 12;
constexpr int kCommonRows = 8;
constexpr double kCommonStepM = 200;
constexpr Local kCommonCorner = {-2'400, 2'200};

const Tags kMotorway = {{"highway", "motorway"}, {"oneway", "yes"}, {"ref", "M"}};
const Tags kMotorwayLink = {{"highway", "motorway_link"}, {"oneway", "yes"}};
const Tags kRoad = {{"highway", "secondary"}, {"surface", "asphalt"}};
const Tags kPath = {{"highway", "path"}, {"surface", "ground"}};

/// A point of a line: a node that is there already, or a new one.
struct Stop {
  Local at;
  std::int64_t node = 0;  // 0: a new one
};

/// Nodes of a line through the stops, a new one at every step between them.
std::vector<std::int64_t> draw_line(TileSheet& sheet, std::span<const Stop> stops, double step_m) {
  std::vector<std::int64_t> nodes;
  for (std::size_t i = 0; i < stops.size(); ++i) {
    if (i > 0) {
      const Local a = stops[i - 1].at;
      const Local b = stops[i].at;
      const int steps = static_cast<int>(std::ceil(distance(a, b) / step_m));
      for (int k = 1; k < steps; ++k) {
        const double t = static_cast<double>(k) / steps;
        nodes.push_back(sheet.add_node({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}));
      }
    }
    nodes.push_back(stops[i].node != 0 ? stops[i].node : sheet.add_node(stops[i].at));
  }
  return nodes;
}

class JointLayer {
 public:
  JointLayer(const DemoRegion& region, TileSheet& sheet) : region_(&region), sheet_(&sheet) {}

  void lay_motorways() {
    if (sheet_->ids().has(sheet_->east())) {
      lay_carriageway(CornerNode::eastbound, true, sheet_->east(), {kTileWidthM, 0});
      lay_carriageway(CornerNode::westbound, false, sheet_->east(), {kTileWidthM, 0});
    }
    if (sheet_->ids().has(sheet_->north())) {
      lay_carriageway(CornerNode::northbound, true, sheet_->north(), {0, kTileHeightM});
      lay_carriageway(CornerNode::southbound, false, sheet_->north(), {0, kTileHeightM});
    }
  }

  void lay_roads() {
    const Stop port = settlement(kPortGenie);
    const Stop haven = settlement(kSmokehaven);
    const Stop bury = settlement(kLanternbury);
    const Stop hub = corner(sheet_->tile(), CornerNode::hub, {0, 0});
    const Stop trail = corner(sheet_->tile(), CornerNode::trail, {0, 0});
    lay({port, {{kShoreM, port.at.y}}, {{kShoreM, kShoreM}}, hub}, kRoad);
    lay({haven, {{haven.at.x, kShoreM}}, {{kShoreM, kShoreM / 2}}, hub}, kRoad);
    lay({{port.at, port.node}, {{kShoreM + kBesideM, port.at.y - kBesideM}}, trail}, kPath);
    lay({{haven.at, haven.node}, {{haven.at.x - kBesideM, kShoreM + kBesideM}}, trail}, kPath);
    if (sheet_->ids().has(sheet_->east())) {
      const Stop east_hub = corner(sheet_->east(), CornerNode::hub, {kTileWidthM, 0});
      const Stop east_trail = corner(sheet_->east(), CornerNode::trail, {kTileWidthM, 0});
      const double shore_x = kTileWidthM - kShoreM;
      lay({bury, {{shore_x, bury.at.y}}, {{shore_x, kShoreM}}, east_hub}, kRoad);
      lay({haven, {{haven.at.x + kBesideM, kShoreM}}, {{shore_x, kShoreM / 2}}, east_hub}, kRoad);
      lay({bury, {{shore_x - kBesideM, bury.at.y - kBesideM}}, east_trail}, kPath);
    }
  }

  /// A signposted path to the neighbours' corners.
  void lay_long_path() {
    const Stop trail = corner(sheet_->tile(), CornerNode::trail, {0, 0});
    OsmRelation route;
    const auto add = [&](std::int64_t way) { route.members.push_back({'w', way, ""}); };
    add(sheet_->add_way({sheet_->ids().corner(sheet_->tile(), CornerNode::hub), trail.node}, kPath));
    if (sheet_->ids().has(sheet_->east())) {
      add(lay({trail, corner(sheet_->east(), CornerNode::trail, {kTileWidthM, 0})}, kPath));
    }
    if (sheet_->ids().has(sheet_->north())) {
      add(lay({trail, corner(sheet_->north(), CornerNode::trail, {0, kTileHeightM})}, kPath));
    }
    route.tags = {{"type", "route"}, {"route", "hiking"}, {"network", "lwn"}, {"name", "Long Path (made up)"}};
    sheet_->add_relation(std::move(route));
  }

  /// Level ground with a net of tracks and paths, and the road to it from the corner.
  void lay_common() {
    std::vector<std::int64_t> nodes;
    for (int row = 0; row < kCommonRows; ++row) {
      for (int column = 0; column < kCommonColumns; ++column) {
        nodes.push_back(
            sheet_->add_node({kCommonCorner.x + column * kCommonStepM, kCommonCorner.y + row * kCommonStepM}));
      }
    }
    const auto at = [&](int column, int row) { return nodes[static_cast<std::size_t>(row * kCommonColumns + column)]; };
    for (int row = 0; row < kCommonRows; ++row) {
      std::vector<std::int64_t> line;
      for (int column = 0; column < kCommonColumns; ++column) {
        line.push_back(at(column, row));
      }
      sheet_->add_way(std::move(line), {{"highway", row % 2 == 0 ? "track" : "path"}});
    }
    for (int column = 0; column < kCommonColumns; ++column) {
      std::vector<std::int64_t> line;
      for (int row = 0; row < kCommonRows; ++row) {
        line.push_back(at(column, row));
      }
      sheet_->add_way(std::move(line), {{"highway", column % 3 == 0 ? "track" : "path"}});
    }
    const Local near = {kCommonCorner.x + (kCommonColumns - 1) * kCommonStepM, kCommonCorner.y};
    lay({corner(sheet_->tile(), CornerNode::hub, {0, 0}), {{-kShoreM, kShoreM}}, {near, at(kCommonColumns - 1, 0)}},
        {{"highway", "tertiary"}});
    sheet_->add_node({near.x + 15, near.y - 12}, {{"amenity", "parking"}, {"name", "Common Parking"}});
  }

 private:
  [[nodiscard]] Stop settlement(SettlementIndex index) const {
    const DemoRegion::Gate& gate = region_->settlement_gates[index];
    return {gate.at, sheet_->ids().node(sheet_->tile(), gate.node)};
  }
  [[nodiscard]] Stop corner(CountryTile tile, CornerNode which, Local corner_at) const {
    return {corner_at, sheet_->ids().corner(tile, which)};
  }
  std::int64_t lay(const std::vector<Stop>& stops, const Tags& tags) {
    return sheet_->add_way(draw_line(*sheet_, stops, kRoadStepM), tags);
  }

  /// One carriageway between this corner and the next, with its links to both hubs. `away`: it leads to the next.
  void lay_carriageway(CornerNode which, bool away, CountryTile next, Local next_at) {
    const double length = distance({0, 0}, next_at);
    const Local along = {next_at.x / length, next_at.y / length};
    const double side = away ? -kCarriagewayM : kCarriagewayM;
    const auto beside = [&](double far_m) {
      return Local{far_m * along.x - side * along.y, far_m * along.y + side * along.x};
    };
    const Stop here{beside(0), sheet_->ids().corner(sheet_->tile(), which)};
    const Stop there{beside(length), sheet_->ids().corner(next, which)};
    const Stop near{beside(kInterchangeM), sheet_->add_node(beside(kInterchangeM))};
    const Stop far{beside(length - kInterchangeM), sheet_->add_node(beside(length - kInterchangeM))};
    const auto lay_oneway = [&](std::vector<Stop> stops, const Tags& tags) {
      std::vector<std::int64_t> nodes = draw_line(*sheet_, stops, kMotorwayStepM);
      if (!away) {
        std::reverse(nodes.begin(), nodes.end());
      }
      sheet_->add_way(std::move(nodes), tags);
    };
    lay_oneway({here, near, far, there}, kMotorway);
    lay_oneway({corner(sheet_->tile(), CornerNode::hub, {0, 0}), near}, kMotorwayLink);
    lay_oneway({far, corner(next, CornerNode::hub, next_at)}, kMotorwayLink);
  }

  const DemoRegion* region_;
  TileSheet* sheet_;
};

}  // namespace

void lay_corner(TileSheet& sheet) {
  constexpr std::array<Local, kCornerNodeCount> kPlaces = {{{0, 0},
                                                            {0, -kCarriagewayM},
                                                            {0, kCarriagewayM},
                                                            {kCarriagewayM, 0},
                                                            {-kCarriagewayM, 0},
                                                            {kTrailCornerM, kTrailCornerM}}};
  for (const Local at : kPlaces) {
    sheet.add_node(at);
  }
}

void lay_joints(const DemoRegion& region, TileSheet& sheet) {
  JointLayer layer(region, sheet);
  layer.lay_motorways();
  layer.lay_roads();
  layer.lay_long_path();
  layer.lay_common();
}

}  // namespace loopgenie::ingest::demo
