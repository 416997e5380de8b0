#include "api/ingest/walk/chains_beside.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "api/ingest/walk/dataset_graph.hpp"
#include "api/ingest/walk/junction_places.hpp"
#include "api/ingest/walk/line_pieces.hpp"
#include "api/ingest/walk/segment_grid.hpp"
#include "core/geo/distance.hpp"
#include "core/graph/contract.hpp"

namespace loopgenie::ingest {
namespace {

struct Range {
  double from = 0;
  double to = 0;
  [[nodiscard]] bool is_empty() const { return from >= to; }
};
Range common(Range a, Range b) { return {std::max(a.from, b.from), std::min(a.to, b.to)}; }

struct Segment {
  Point a;
  Point b;
  std::uint32_t chain = 0;
  double start_m = 0;  // along the chain
  double length_m = 0;

  /// The shares of it that lie in this range of its chain.
  [[nodiscard]] Range share_in(Range along_m) const {
    return common({0, 1}, {(along_m.from - start_m) / length_m, (along_m.to - start_m) / length_m});
  }
};

struct Chain {
  EdgeId name;
  NodeId tail;  // the junction, or the place that it is part of
  NodeId head;
  std::uint32_t first_segment = 0;
  std::uint32_t last_segment = 0;
  double length_m = 0;
};

/// Metres in the plane that touches the Earth at a point.
class Plane {
 public:
  struct Flat {
    double east_m = 0;
    double north_m = 0;
  };

  explicit Plane(Point origin)
      : origin_(origin),
        east_m_(distance_m(origin, {origin.lat_e7, origin.lon_e7 + kStepE7}) / kStepE7),
        north_m_(distance_m(origin, {origin.lat_e7 + kStepE7, origin.lon_e7}) / kStepE7) {}

  [[nodiscard]] Flat at(Point point) const {
    constexpr double kTurn = 360.0 * kE7PerDegree;
    const double east_e7 = std::remainder(static_cast<double>(point.lon_e7) - origin_.lon_e7, kTurn);
    return {east_e7 * east_m_, (static_cast<double>(point.lat_e7) - origin_.lat_e7) * north_m_};
  }

 private:
  static constexpr std::int32_t kStepE7 = 10'000;

  Point origin_;
  double east_m_;
  double north_m_;
};
using Flat = Plane::Flat;

Flat between(Flat a, Flat b, double share) {
  return {a.east_m + share * (b.east_m - a.east_m), a.north_m + share * (b.north_m - a.north_m)};
}

/// Where a + t·b ≤ 0.
Range at_most_zero(double a, double b) {
  if (b == 0) {
    return a <= 0 ? Range{-1, 2} : Range{1, 0};
  }
  return b > 0 ? Range{-1e9, -a / b} : Range{-a / b, 1e9};
}

/// Which shares of the line from a to b lie within kBesideM of the segment from c to d: one range, as what lies near a
/// segment is convex. It is the smallest that holds the ranges near c, near d, and between the two beside the segment.
Range near_share(Flat a, Flat b, Flat c, Flat d) {
  const double east = b.east_m - a.east_m;
  const double north = b.north_m - a.north_m;
  std::optional<Range> all;
  const auto add = [&](Range range) {
    range = common(range, {0, 1});
    if (!range.is_empty()) {
      all = all ? Range{std::min(all->from, range.from), std::max(all->to, range.to)} : range;
    }
  };
  const double squared = east * east + north * north;
  for (const Flat end : {c, d}) {
    const double from_east = a.east_m - end.east_m;
    const double from_north = a.north_m - end.north_m;
    const double half = from_east * east + from_north * north;
    const double inside =
        half * half - squared * (from_east * from_east + from_north * from_north - kBesideM * kBesideM);
    if (squared > 0 && inside > 0) {
      const double root = std::sqrt(inside);
      add({(-half - root) / squared, (-half + root) / squared});
    }
  }
  const double length = std::hypot(d.east_m - c.east_m, d.north_m - c.north_m);
  if (length > 0) {
    const double along_east = (d.east_m - c.east_m) / length;
    const double along_north = (d.north_m - c.north_m) / length;
    const double along = (a.east_m - c.east_m) * along_east + (a.north_m - c.north_m) * along_north;
    const double along_step = east * along_east + north * along_north;
    const double off = (a.north_m - c.north_m) * along_east - (a.east_m - c.east_m) * along_north;
    const double off_step = north * along_east - east * along_north;
    Range range = common(at_most_zero(-along, -along_step), at_most_zero(along - length, along_step));
    range = common(range, at_most_zero(off - kBesideM, off_step));
    add(common(range, at_most_zero(-off - kBesideM, -off_step)));
  }
  return all.value_or(Range{1, 0});
}

double length_of_union(std::vector<Range>& ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](Range a, Range b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); });
  double sum = 0;
  double end = 0;
  for (const Range range : ranges) {
    sum += std::max(0.0, range.to - std::max(range.from, end));
    end = std::max(end, range.to);
  }
  return sum;
}

class BesideFinder {
 public:
  explicit BesideFinder(const Dataset& dataset) : dataset_(dataset) {
    const Contraction contraction = contract(graph_of(dataset));
    for (std::uint32_t chain = 0; chain < contraction.graph.edge_count(); ++chain) {
      add_chain(contraction, EdgeIndex(chain));
    }
  }

  [[nodiscard]] std::vector<TileBeside> find() const {
    std::vector<SegmentGrid::Segment> lines;
    for (std::uint32_t s = 0; s < segments_.size(); ++s) {
      lines.push_back({segments_[s].a, segments_[s].b, s});
    }
    const SegmentGrid grid(std::move(lines), kCellM);
    std::vector<TileBeside> found;
    for (std::uint32_t chain = 0; chain < chains_.size(); ++chain) {
      std::vector<Close> close = close_to(chain, grid);
      for (auto first = close.begin(); first != close.end();) {
        const std::uint32_t other = first->other_chain;
        const auto last = std::find_if(first, close.end(), [&](const Close& c) { return c.other_chain != other; });
        if (const std::uint32_t dm = beside_dm(chains_[chain], chains_[other], std::span(first, last)); dm > 0) {
          const auto [low, high] = std::minmax(chains_[chain].name, chains_[other].name);
          found.push_back({low, high, dm});
        }
        first = last;
      }
    }
    std::sort(found.begin(), found.end(), [](const TileBeside& a, const TileBeside& b) {
      return std::tie(a.first, a.second) < std::tie(b.first, b.second);
    });
    return found;
  }

 private:
  static constexpr double kCellM = 80;

  /// Two segments that may lie within kBesideM of each other.
  struct Close {
    std::uint32_t other_chain = 0;
    std::uint32_t segment = 0;
    std::uint32_t other_segment = 0;
    friend auto operator<=>(const Close&, const Close&) = default;
  };

  void add_chain(const Contraction& contraction, EdgeIndex index) {
    const NodeIndex tail = contraction.graph.tail(index);
    const NodeIndex head = contraction.graph.head(index);
    if (tail == head || contraction.graph.degree(tail) < 3 || contraction.graph.degree(head) < 3) {
      return;
    }
    std::uint64_t length_dm = 0;
    EdgeId name;
    for (const ChainStep& step : contraction.chain(index)) {
      length_dm += dataset_.edges[step.edge.value()].length_dm;
      name = std::min(name, dataset_.edges[step.edge.value()].id);
    }
    if (length_dm <= kPlaceChainDm) {
      return;
    }
    const auto place_of = [&](NodeIndex end) {
      const DatasetNode& node = dataset_.nodes[contraction.source_node[end.value()].value()];
      return node.place.is_valid() ? node.place : node.id;
    };
    Chain chain{name, place_of(tail), place_of(head), static_cast<std::uint32_t>(segments_.size()), 0, 0};
    for (const ChainStep& step : contraction.chain(index)) {
      add_line(dataset_.edges[step.edge.value()].points, step.forward, chain);
    }
    chain.last_segment = static_cast<std::uint32_t>(segments_.size());
    chains_.push_back(chain);
  }

  void add_line(std::span<const Point> points, bool forward, Chain& chain) {
    for (std::size_t i = 1; i < points.size(); ++i) {
      const std::size_t at = forward ? i - 1 : points.size() - i;
      const Point a = points[at];
      const Point b = points[forward ? at + 1 : at - 1];
      if (const double length_m = distance_m(a, b); length_m > 0) {
        segments_.push_back({a, b, static_cast<std::uint32_t>(chains_.size()), chain.length_m, length_m});
        chain.length_m += length_m;
      }
    }
  }

  /// Pairs of a segment of the chain and one of a chain that comes later, by that chain.
  [[nodiscard]] std::vector<Close> close_to(std::uint32_t chain, const SegmentGrid& grid) const {
    constexpr double kSpareM = 1;  // for what planes and rounding do
    std::vector<Close> close;
    for (std::uint32_t s = chains_[chain].first_segment; s < chains_[chain].last_segment; ++s) {
      visit_pieces(segments_[s].a, segments_[s].b, [&](Point middle, double length_m) {
        grid.visit_near(middle, length_m / 2 + kBesideM + kSpareM, [&](const SegmentGrid::Segment& other, double) {
          if (const std::uint32_t other_chain = segments_[other.tag].chain; other_chain > chain) {
            close.push_back({other_chain, s, other.tag});
          }
        });
      });
    }
    std::sort(close.begin(), close.end());
    close.erase(std::unique(close.begin(), close.end()), close.end());
    return close;
  }

  /// Without what lies near an end that the other chain has, too.
  static Range rest_of(const Chain& chain, const Chain& other) {
    const auto left_out_m = [&](NodeId end) { return end == other.tail || end == other.head ? kHairpinM : 0; };
    return {left_out_m(chain.tail), chain.length_m - left_out_m(chain.head)};
  }

  [[nodiscard]] std::uint32_t beside_dm(const Chain& chain, const Chain& other, std::span<const Close> close) const {
    const Range rest = rest_of(chain, other);
    const Range other_rest = rest_of(other, chain);
    if (rest.is_empty() || other_rest.is_empty()) {
      return 0;
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const Close& c : close) {
      pairs.emplace_back(c.segment, c.other_segment);
    }
    const double one_m = near_m(pairs, rest, other_rest);
    if (one_m <= 0) {
      return 0;
    }
    for (auto& [segment, other_segment] : pairs) {
      std::swap(segment, other_segment);
    }
    std::sort(pairs.begin(), pairs.end());
    return static_cast<std::uint32_t>(std::lround(10 * std::min(one_m, near_m(pairs, other_rest, rest))));
  }

  /// Of the rest of a chain, how much lies near the rest of the other. `pairs` ascend: a segment of the chain, and one
  /// of the other.
  [[nodiscard]] double near_m(std::span<const std::pair<std::uint32_t, std::uint32_t>> pairs, Range rest,
                              Range other_rest) const {
    double sum_m = 0;
    for (auto first = pairs.begin(); first != pairs.end();) {
      const Segment& segment = segments_[first->first];
      const auto last = std::find_if(first, pairs.end(), [&](const auto& p) { return p.first != first->first; });
      const Range share = segment.share_in(rest);
      if (!share.is_empty()) {
        const Plane plane(segment.a);
        const Flat end = plane.at(segment.b);
        std::vector<Range> near;
        std::for_each(first, last, [&](const auto& pair) {
          const Segment& other = segments_[pair.second];
          const Range other_share = other.share_in(other_rest);
          if (!other_share.is_empty()) {
            const Flat a = plane.at(other.a);
            const Flat b = plane.at(other.b);
            const Range range =
                common(share, near_share({}, end, between(a, b, other_share.from), between(a, b, other_share.to)));
            if (!range.is_empty()) {
              near.push_back(range);
            }
          }
        });
        sum_m += segment.length_m * length_of_union(near);
      }
      first = last;
    }
    return sum_m;
  }

  const Dataset& dataset_;
  std::vector<Chain> chains_;
  std::vector<Segment> segments_;  // chain by chain, from tail to head
};

}  // namespace

std::vector<TileBeside> chains_beside(const Dataset& dataset) { return BesideFinder(dataset).find(); }

}  // namespace loopgenie::ingest
