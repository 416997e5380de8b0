#include "api/ingest/walk/edge_flags.hpp"

#include "api/ingest/walk/line_pieces.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::size_t kEdgesBetweenReports = 1024;

void set_flags(DatasetEdge& edge, const Surroundings& surroundings) {
  double total_m = 0;
  double water_m = 0;
  double road_m = 0;
  double town_m = 0;
  bool sight = surroundings.is_near_sight(edge.points.front());
  for (std::size_t i = 1; i < edge.points.size(); ++i) {
    visit_pieces(edge.points[i - 1], edge.points[i], [&](Point middle, double length_m) {
      total_m += length_m;
      water_m += surroundings.is_near_water(middle) ? length_m : 0;
      road_m += surroundings.is_near_road(middle) ? length_m : 0;
      town_m += surroundings.is_in_town(middle) ? length_m : 0;
      sight = sight || surroundings.is_near_sight(middle);
    });
    sight = sight || surroundings.is_near_sight(edge.points[i]);
  }
  const auto set_if = [&](EdgeFlag flag, bool is_so) {
    if (is_so) {
      edge.attributes.set(flag);
    }
  };
  const auto is_half = [&](double part_m) { return 2 * part_m >= total_m && total_m > 0; };
  set_if(EdgeFlag::near_water, is_half(water_m));
  set_if(EdgeFlag::near_road, is_half(road_m) && is_trail(edge.attributes.way_class));
  set_if(EdgeFlag::in_town, is_half(town_m));
  set_if(EdgeFlag::near_peak, sight);
}

}  // namespace

void set_surroundings_flags(std::vector<DatasetEdge>& edges, const Surroundings& surroundings,
                            const ProgressFn& progress) {
  for (std::size_t i = 0; i < edges.size(); ++i) {
    set_flags(edges[i], surroundings);
    if (progress && i % kEdgesBetweenReports == 0) {
      progress("looking around", static_cast<double>(i) / static_cast<double>(edges.size()));
    }
  }
}

}  // namespace loopgenie::ingest
