#include "core/export/document/ways_out.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/decimal.hpp"
#include "core/cost/measure.hpp"
#include "core/geo/distance.hpp"

namespace loopgenie {
namespace {

constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t kNoPlace = std::numeric_limits<std::uint32_t>::max();

bool is_village(PlaceKind kind) {
  return kind == PlaceKind::city || kind == PlaceKind::town || kind == PlaceKind::village || kind == PlaceKind::hamlet;
}

class WaysOut {
 public:
  WaysOut(const Network& network, std::span<const Place> places, const Pace& pace)
      : network_(network), places_(places), pace_(pace), village_of_(network.node_count(), kNoPlace) {
    for (std::uint32_t p = 0; p < places.size(); ++p) {
      if (!is_village(places[p].kind)) {
        continue;
      }
      double nearest_m = kVillageNodeM;
      std::optional<std::uint32_t> nearest;
      const std::vector<Box> near = boxes_around(places[p].point, kVillageNodeM);
      for (std::uint32_t n = 0; n < network.node_count(); ++n) {
        const Point point = network.node_vertex[n].point;
        if (std::none_of(near.begin(), near.end(), [&](const Box& box) { return box.contains(point); })) {
          continue;
        }
        const double away_m = distance_m(point, places[p].point);
        if (away_m < nearest_m) {
          nearest_m = away_m;
          nearest = n;
        }
      }
      if (nearest && village_of_[*nearest] == kNoPlace) {
        village_of_[*nearest] = p;
      }
    }
  }

  struct Begin {
    NodeIndex node;
    std::int64_t at_dm = 0;  // walked on the loop up to there
  };

  /// The shortest ways from any of the nodes.
  std::vector<WayOut> from(std::span<const Begin> begins) {
    labels_.assign(network_.node_count(), {});
    heap_.clear();
    for (const Begin& begin : begins) {
      offer(begin.node, {0, begin.at_dm, 0});
    }
    std::optional<WayOut> road;
    std::optional<WayOut> village;
    while (!heap_.empty() && !(road && village)) {
      std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
      const auto [length_dm, node] = heap_.back();
      heap_.pop_back();
      const Label label = labels_[node.value()];
      if (length_dm > label.length_dm) {
        continue;
      }
      if (!road && is_on_road(node)) {
        road = way(WayOutKind::road, "", label);
      }
      if (const std::uint32_t place = village_of_[node.value()]; !village && place != kNoPlace) {
        village = way(WayOutKind::village, places_[place].name, label);
      }
      for (const Arc& arc : network_.graph.arcs(node)) {
        offer(arc.head, {length_dm + network_.length_dm[arc.edge.value()], label.at_dm,
                         label.time_s + walking_time_s(network_, arc.edge, arc.forward, pace_)});
      }
    }
    std::vector<WayOut> ways;
    for (std::optional<WayOut>* found : {&road, &village}) {
      if (*found) {
        ways.push_back(*std::move(*found));
      }
    }
    return ways;
  }

 private:
  struct Label {
    std::int64_t length_dm = kFar;
    std::int64_t at_dm = 0;
    double time_s = 0;
  };

  void offer(NodeIndex node, const Label& label) {
    Label& known = labels_[node.value()];
    if (label.length_dm < known.length_dm &&
        static_cast<double>(label.length_dm) <= kFarthestWayOutM * static_cast<double>(kDmPerMetre)) {
      known = label;
      heap_.emplace_back(label.length_dm, node);
      std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    }
  }
  [[nodiscard]] bool is_on_road(NodeIndex node) const {
    const std::span<const Arc> arcs = network_.graph.arcs(node);
    return std::any_of(arcs.begin(), arcs.end(), [&](const Arc& arc) {
      const WayClass way_class = network_.attributes[arc.edge.value()].way_class;
      return way_class != WayClass::unknown && !is_trail(way_class);
    });
  }
  static WayOut way(WayOutKind to, const std::string& name, const Label& label) {
    return {to, name, rounded_quotient(label.at_dm, kDmPerMetre), rounded_quotient(label.length_dm, kDmPerMetre),
            std::llround(label.time_s)};
  }

  const Network& network_;
  std::span<const Place> places_;
  Pace pace_;
  std::vector<std::uint32_t> village_of_;  // per node: index into places_
  std::vector<Label> labels_;
  std::vector<std::pair<std::int64_t, NodeIndex>> heap_;
};

}  // namespace

void add_ways_out(const Network& network, std::span<const Place> places, const Pace& pace, PlanLoop& loop) {
  if (loop.stages.empty()) {
    return;
  }
  WaysOut ways(network, places, pace);
  std::vector<WaysOut::Begin> begins;
  std::int64_t walked_dm = 0;
  auto stage = loop.stages.begin();
  for (const PlanEdge& walked : loop.edges) {
    const std::optional<EdgeIndex> edge = network.find_edge(walked.id);
    if (!edge) {
      return;
    }
    const NodeIndex tail = network.graph.tail(*edge);
    const NodeIndex head = network.graph.head(*edge);
    begins.push_back({walked.forward ? tail : head, walked_dm});
    walked_dm += network.length_dm[edge->value()];
    if (rounded_quotient(walked_dm, kDmPerMetre) >= stage->to_m && stage + 1 != loop.stages.end()) {
      begins.push_back({walked.forward ? head : tail, walked_dm});
      stage->ways_out = ways.from(begins);
      begins.clear();
      ++stage;
    }
  }
  stage->ways_out = ways.from(begins);
}

}  // namespace loopgenie
