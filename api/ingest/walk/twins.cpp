#include "api/ingest/walk/twins.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

#include "core/cost/appeal.hpp"
#include "core/geo/distance.hpp"
#include "core/graph/bridges.hpp"
#include "core/graph/contract.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::size_t kPieces = 64;  // a cycle is looked at in so many pieces of equal length

/// Positions in metres around the first point: cycles are some kilometres wide.
struct Flat {
  double east_m = 0;
  double north_m = 0;
};

std::vector<Flat> flattened(std::span<const Point> points) {
  const Point origin = points.front();
  const double north_m = distance_m(origin, {origin.lat_e7 + 10'000, origin.lon_e7}) / 10'000;
  const double east_m = distance_m(origin, {origin.lat_e7, origin.lon_e7 + 10'000}) / 10'000;
  std::vector<Flat> flat;
  for (const Point point : points) {
    flat.push_back({(static_cast<double>(point.lon_e7) - origin.lon_e7) * east_m,
                    (static_cast<double>(point.lat_e7) - origin.lat_e7) * north_m});
  }
  return flat;
}

double distance_to_segment_m(Flat p, Flat a, Flat b) {
  const double east = b.east_m - a.east_m;
  const double north = b.north_m - a.north_m;
  const double squared = east * east + north * north;
  const double share =
      squared > 0 ? std::clamp(((p.east_m - a.east_m) * east + (p.north_m - a.north_m) * north) / squared, 0.0, 1.0)
                  : 0.0;
  return std::hypot(a.east_m + share * east - p.east_m, a.north_m + share * north - p.north_m);
}

/// A closed line in kPieces pieces of equal length: which pieces are near the middle of which.
class CyclePieces {
 public:
  explicit CyclePieces(std::span<const Point> closed_line) {
    const std::vector<Flat> line = flattened(closed_line);
    std::vector<double> along(line.size(), 0);
    for (std::size_t i = 1; i < line.size(); ++i) {
      along[i] = along[i - 1] + std::hypot(line[i].east_m - line[i - 1].east_m, line[i].north_m - line[i - 1].north_m);
    }
    const double piece_m = along.back() / kPieces;
    const auto at = [&](double metres) {
      const auto next =
          static_cast<std::size_t>(std::upper_bound(along.begin(), along.end() - 1, metres) - along.begin());
      const double step = along[next] - along[next - 1];
      const double share = step > 0 ? (metres - along[next - 1]) / step : 0;
      return Flat{line[next - 1].east_m + share * (line[next].east_m - line[next - 1].east_m),
                  line[next - 1].north_m + share * (line[next].north_m - line[next - 1].north_m)};
    };
    std::array<std::vector<Flat>, kPieces> pieces;
    std::size_t vertex = 0;
    for (std::size_t piece = 0; piece < kPieces; ++piece) {
      const double end_m = static_cast<double>(piece + 1) * piece_m;
      pieces[piece].push_back(at(static_cast<double>(piece) * piece_m));
      for (; vertex < line.size() && along[vertex] < end_m; ++vertex) {
        pieces[piece].push_back(line[vertex]);
      }
      pieces[piece].push_back(at(std::min(end_m, along.back())));
    }
    for (std::size_t i = 0; i < kPieces; ++i) {
      const Flat middle = at((static_cast<double>(i) + 0.5) * piece_m);
      for (std::size_t piece = 0; piece < kPieces; ++piece) {
        for (std::size_t k = 1; k < pieces[piece].size(); ++k) {
          if (distance_to_segment_m(middle, pieces[piece][k - 1], pieces[piece][k]) <= kTwinM) {
            near_[i] |= std::uint64_t{1} << piece;
            break;
          }
        }
      }
    }
  }

  /// Whether two of its points part it into strands that lie beside each other.
  [[nodiscard]] bool is_out_and_back() const {
    for (std::size_t first = 0; first < kPieces; ++first) {
      // The longer strand: at least half, and not so long that the other cannot lie beside it.
      for (std::size_t count = kPieces / 2; count <= kPieces * 2 / 3; ++count) {
        const std::uint64_t longer = std::rotl(mask_of(count), static_cast<int>(first));
        std::size_t beside = 0;
        for (std::size_t i = 0; i < count; ++i) {
          beside += (near_[(first + i) % kPieces] & ~longer) != 0 ? 1 : 0;
        }
        if (static_cast<double>(beside) >= kTwinShare * static_cast<double>(count)) {
          return true;
        }
      }
    }
    return false;
  }

 private:
  static std::uint64_t mask_of(std::size_t count) { return (std::uint64_t{1} << count) - 1; }

  std::array<std::uint64_t, kPieces> near_ = {};
};

/// The line goes on along these points; straight to the first one where it is not there yet.
void go_on(std::vector<Point>& line, std::span<const Point> points) {
  const bool is_there = !line.empty() && line.back() == points.front();
  line.insert(line.end(), points.begin() + (is_there ? 1 : 0), points.end());
}

enum class Between : std::uint8_t { junctions, places };

class TwinCloser {
 public:
  TwinCloser(std::vector<DatasetEdge>& edges, Between between) : edges_(edges), between_(between) {}

  void run() {
    build_cycles_alone();
    std::map<std::pair<NodeIndex, NodeIndex>, std::vector<EdgeIndex>> between;
    for (std::uint32_t chain = 0; chain < contraction_.graph.edge_count(); ++chain) {
      const NodeIndex tail = contraction_.graph.tail(EdgeIndex(chain));
      const NodeIndex head = contraction_.graph.head(EdgeIndex(chain));
      between[{std::min(tail, head), std::max(tail, head)}].push_back(EdgeIndex(chain));
    }
    for (const auto& [ends, chains] : between) {
      if (ends.first == ends.second) {
        for (const EdgeIndex ring : chains) {
          if (is_pair(closed(line_of(ring, true)))) {
            close(ring);
          }
        }
      } else {
        close_pairs(ends.first, chains);
      }
    }
  }

 private:
  static bool is_walked(const EdgeAttributes& attributes) {
    return attributes.way_class != WayClass::via_ferrata && !attributes.has(EdgeFlag::bike_trail) &&
           !attributes.has(EdgeFlag::oneway_forward) && !attributes.has(EdgeFlag::oneway_backward) &&
           !attributes.has(EdgeFlag::twin);
  }

  /// The network that everybody walks, without what is on no cycle, its chains joined. Between places, those junctions
  /// are one node that walked chains inside a place join.
  void build_cycles_alone() {
    std::map<NodeId, std::uint32_t> number_of;
    std::vector<std::uint32_t> walked;
    std::vector<std::uint32_t> inside;
    for (std::uint32_t e = 0; e < edges_.size(); ++e) {
      if (is_walked(edges_[e].attributes)) {
        const bool is_inside = between_ == Between::places && edges_[e].attributes.has(EdgeFlag::within_place);
        (is_inside ? inside : walked).push_back(e);
        number_of.try_emplace(edges_[e].tail, static_cast<std::uint32_t>(number_of.size()));
        number_of.try_emplace(edges_[e].head, static_cast<std::uint32_t>(number_of.size()));
      }
    }
    const std::vector<std::uint32_t> joined = joined_nodes(number_of, inside);
    const auto node_of = [&](NodeId id) { return NodeIndex(joined[number_of.at(id)]); };
    const auto graph_of = [&](const std::vector<std::uint32_t>& some) {
      GraphBuilder builder(static_cast<std::uint32_t>(number_of.size()));
      for (const std::uint32_t e : some) {
        builder.add_edge(node_of(edges_[e].tail), node_of(edges_[e].head));
      }
      return std::move(builder).build();
    };
    const Blocks blocks = find_blocks(graph_of(walked));
    for (std::size_t i = 0; i < walked.size(); ++i) {
      if (blocks.is_bridge[i] == 0) {
        source_edge_.push_back(walked[i]);
      }
    }
    contraction_ = contract(graph_of(source_edge_));
  }

  /// Per node the one that stands for all that these edges join.
  [[nodiscard]] std::vector<std::uint32_t> joined_nodes(const std::map<NodeId, std::uint32_t>& number_of,
                                                        const std::vector<std::uint32_t>& inside) const {
    std::vector<std::uint32_t> stands_for(number_of.size());
    std::iota(stands_for.begin(), stands_for.end(), 0U);
    const auto root_of = [&](std::uint32_t node) {
      while (stands_for[node] != node) {
        node = stands_for[node] = stands_for[stands_for[node]];
      }
      return node;
    };
    for (const std::uint32_t e : inside) {
      const auto [low, high] =
          std::minmax({root_of(number_of.at(edges_[e].tail)), root_of(number_of.at(edges_[e].head))});
      stands_for[high] = low;
    }
    for (std::uint32_t node = 0; node < stands_for.size(); ++node) {
      stands_for[node] = root_of(node);
    }
    return stands_for;
  }

  void close_pairs(NodeIndex from, std::span<const EdgeIndex> chains) {
    std::vector<std::uint8_t> is_closed(chains.size(), 0);
    for (std::size_t a = 0; a < chains.size(); ++a) {
      for (std::size_t b = a + 1; b < chains.size() && is_closed[a] == 0; ++b) {
        if (is_closed[b] != 0) {
          continue;
        }
        std::vector<Point> cycle = line_of(chains[a], contraction_.graph.tail(chains[a]) == from);
        go_on(cycle, line_of(chains[b], contraction_.graph.tail(chains[b]) != from));
        if (is_pair(closed(std::move(cycle)))) {
          const std::size_t worse = appeal(chains[a]) < appeal(chains[b]) ? a : b;
          is_closed[worse] = 1;
          close(chains[worse]);
        }
      }
    }
  }

  static std::vector<Point> closed(std::vector<Point> line) {
    const Point start = line.front();
    go_on(line, std::span(&start, 1));
    return line;
  }

  static bool is_pair(std::span<const Point> closed_line) {
    double length_m = 0;
    for (std::size_t i = 1; i < closed_line.size(); ++i) {
      length_m += distance_m(closed_line[i - 1], closed_line[i]);
    }
    return length_m >= kShortestTwinCycleM && CyclePieces(closed_line).is_out_and_back();
  }

  [[nodiscard]] std::vector<Point> line_of(EdgeIndex chain, bool forward) const {
    std::vector<Point> line;
    for (const ChainStep& step : contraction_.chain(chain)) {
      std::vector<Point> points = edges_[source_edge_[step.edge.value()]].points;
      if (!step.forward) {
        std::reverse(points.begin(), points.end());
      }
      go_on(line, points);
    }
    if (!forward) {
      std::reverse(line.begin(), line.end());
    }
    return line;
  }

  /// Mean appeal of its metres.
  [[nodiscard]] double appeal(EdgeIndex chain) const {
    double sum = 0;
    double length_dm = 0;
    for (const ChainStep& step : contraction_.chain(chain)) {
      const DatasetEdge& edge = edges_[source_edge_[step.edge.value()]];
      sum += static_cast<double>(edge.length_dm) * appeal_hundredths(edge.attributes);
      length_dm += edge.length_dm;
    }
    return sum / length_dm;
  }

  /// The worst edge of the chain; of equals the longest, then the one of the lowest id.
  void close(EdgeIndex chain) {
    const auto rank = [](const DatasetEdge& edge) {
      return std::tuple(appeal_hundredths(edge.attributes), -std::int64_t{edge.length_dm}, edge.id);
    };
    const std::span<const ChainStep> steps = contraction_.chain(chain);
    const auto edge_of = [&](const ChainStep& step) -> DatasetEdge& { return edges_[source_edge_[step.edge.value()]]; };
    const auto worst = std::min_element(steps.begin(), steps.end(), [&](const ChainStep& a, const ChainStep& b) {
      return rank(edge_of(a)) < rank(edge_of(b));
    });
    edge_of(*worst).attributes.set(EdgeFlag::twin);
  }

  std::vector<DatasetEdge>& edges_;
  Between between_;
  std::vector<std::uint32_t> source_edge_;  // of the graph of cycles
  Contraction contraction_;
};

}  // namespace

void close_twins(std::vector<DatasetEdge>& edges) {
  // Places first: a path that leaves a place and comes back to it is closed itself, not the chain inside the place.
  TwinCloser(edges, Between::places).run();
  TwinCloser(edges, Between::junctions).run();
}

}  // namespace loopgenie::ingest
