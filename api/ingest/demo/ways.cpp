#include "api/ingest/demo/ways.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "api/ingest/demo/noise.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr std::uint64_t kJitterSeed = 920;
constexpr std::uint64_t kFordSeed = 930;
constexpr double kLongStepM = 30;  // longer steps get a node in their middle
constexpr std::size_t kMaxRoadNodes = 600;

// One stroke on its way to becoming ways. Segment i joins nodes i and i + 1.
struct Line {
  std::vector<std::int64_t> nodes;
  std::vector<std::uint32_t> step;  // per segment: the stroke's step it is part of
  std::vector<char> is_bridge;      // per segment
};

std::vector<Local> smooth_positions(const WayGrid& grid) {
  std::vector<Local> position(kCellCount);
  std::vector<Cell> inner;
  for (Cell cell = 0; cell < kCellCount; ++cell) {
    if (!grid.is_way(cell)) {
      continue;
    }
    const Local at = center_of(cell);
    const double dx = 10 * (uniform_of(column_of(cell), row_of(cell), kJitterSeed) - 0.5);
    const double dy = 10 * (uniform_of(column_of(cell), row_of(cell), kJitterSeed + 1) - 0.5);
    position[static_cast<std::size_t>(cell)] = {at.x + dx, at.y + dy};
    if (grid.degree(cell) == 2) {
      inner.push_back(cell);
    }
  }
  for (int pass = 0; pass < 2; ++pass) {
    std::vector<Local> next;
    next.reserve(inner.size());
    for (const Cell cell : inner) {
      const std::vector<Cell> ends = grid.neighbours(cell);
      const Local& a = position[static_cast<std::size_t>(ends[0])];
      const Local& b = position[static_cast<std::size_t>(ends[1])];
      const Local& at = position[static_cast<std::size_t>(cell)];
      next.push_back({at.x * 0.6 + (a.x + b.x) * 0.2, at.y * 0.6 + (a.y + b.y) * 0.2});
    }
    for (std::size_t i = 0; i < inner.size(); ++i) {
      position[static_cast<std::size_t>(inner[i])] = next[i];
    }
  }
  return position;
}

// Catmull–Rom's middle of b–c between a and d.
Local middle_of(Local a, Local b, Local c, Local d) {
  return {(9 * (b.x + c.x) - a.x - d.x) / 16, (9 * (b.y + c.y) - a.y - d.y) / 16};
}

Line make_line(const Stroke& stroke, WayNodes& nodes, OsmDocument& document) {
  const auto node_at = [&](Cell cell) {
    std::int64_t& id = nodes.node_of_cell[static_cast<std::size_t>(cell)];
    if (id == 0) {
      id = document.add_node(to_point(nodes.position[static_cast<std::size_t>(cell)]));
    }
    return id;
  };
  const auto position = [&](std::size_t i) { return nodes.position[static_cast<std::size_t>(stroke.cells[i])]; };
  Line line;
  line.nodes.push_back(node_at(stroke.cells.front()));
  for (std::size_t i = 0; i + 1 < stroke.cells.size(); ++i) {
    const Local from = position(i);
    const Local to = position(i + 1);
    if (distance(from, to) > kLongStepM) {
      const Local before = i > 0 ? position(i - 1) : from;
      const Local after = i + 2 < stroke.cells.size() ? position(i + 2) : to;
      line.nodes.push_back(document.add_node(to_point(middle_of(before, from, to, after))));
      line.step.push_back(static_cast<std::uint32_t>(i));
    }
    line.nodes.push_back(node_at(stroke.cells[i + 1]));
    line.step.push_back(static_cast<std::uint32_t>(i));
  }
  line.is_bridge.assign(line.step.size(), 0);
  return line;
}

// Where a–b and c–d cross, as the share of a–b; nullopt where they do not.
std::optional<double> crossing(Point a, Point b, Point c, Point d) {
  const auto cross = [](double ax, double ay, double bx, double by) { return ax * by - ay * bx; };
  const double abx = b.lon() - a.lon();
  const double aby = b.lat() - a.lat();
  const double cdx = d.lon() - c.lon();
  const double cdy = d.lat() - c.lat();
  const double acx = c.lon() - a.lon();
  const double acy = c.lat() - a.lat();
  const double area = cross(abx, aby, cdx, cdy);
  if (area == 0) {
    return std::nullopt;
  }
  const double t = cross(acx, acy, cdx, cdy) / area;
  const double u = cross(acx, acy, abx, aby) / area;
  return t > 0.02 && t < 0.98 && u > 0.02 && u < 0.98 ? std::optional(t) : std::nullopt;
}

// Stream segments by square of about 100 m.
class StreamIndex {
 public:
  struct Segment {
    std::size_t stream;
    std::int64_t from;
    std::int64_t to;
  };

  StreamIndex(const std::vector<Stream>& streams, const OsmDocument& document) {
    for (std::size_t s = 0; s < streams.size(); ++s) {
      for (std::size_t i = 1; i < streams[s].nodes.size(); ++i) {
        const Segment segment{s, streams[s].nodes[i - 1], streams[s].nodes[i]};
        squares_[square_of(document.node(segment.from).point)].push_back(segment);
      }
    }
  }

  [[nodiscard]] std::vector<Segment> near(Point at) const {
    std::vector<Segment> found;
    const auto [row, column] = square_of(at);
    for (int r = row - 1; r <= row + 1; ++r) {
      for (int c = column - 1; c <= column + 1; ++c) {
        const auto square = squares_.find({r, c});
        if (square != squares_.end()) {
          found.insert(found.end(), square->second.begin(), square->second.end());
        }
      }
    }
    return found;
  }

 private:
  static std::pair<int, int> square_of(Point at) { return {at.lat_e7 / 9000, at.lon_e7 / 12500}; }
  std::map<std::pair<int, int>, std::vector<Segment>> squares_;
};

// Bridges and fords of one line. A ford is a node that way and stream share.
void cross_streams(Line& line, bool is_trail, const StreamIndex& index, std::vector<Stream>& streams,
                   OsmDocument& document) {
  for (std::size_t i = 0; i + 1 < line.nodes.size(); ++i) {
    const Point a = document.node(line.nodes[i]).point;
    const Point b = document.node(line.nodes[i + 1]).point;
    for (const StreamIndex::Segment& segment : index.near(a)) {
      const auto t = crossing(a, b, document.node(segment.from).point, document.node(segment.to).point);
      if (!t) {
        continue;
      }
      Stream& stream = streams[segment.stream];
      const auto from = std::find(stream.nodes.begin(), stream.nodes.end(), segment.from);
      const bool untouched = from != stream.nodes.end() && from + 1 != stream.nodes.end() && from[1] == segment.to;
      const bool ford =
          is_trail && !stream.is_river && untouched && hash_of(segment.from, segment.to, kFordSeed) % 3 != 0;
      if (!ford) {
        line.is_bridge[i] = 1;
        continue;
      }
      const Point at = {a.lat_e7 + static_cast<std::int32_t>(std::lround((b.lat_e7 - a.lat_e7) * *t)),
                        a.lon_e7 + static_cast<std::int32_t>(std::lround((b.lon_e7 - a.lon_e7) * *t))};
      const std::int64_t node = document.add_node(at, {{"ford", "stepping_stones"}});
      stream.nodes.insert(from + 1, node);
      const auto here = static_cast<std::ptrdiff_t>(i);
      line.nodes.insert(line.nodes.begin() + here + 1, node);
      line.step.insert(line.step.begin() + here, line.step[i]);
      line.is_bridge.insert(line.is_bridge.begin() + here, 0);
      ++i;  // what is left of this segment crosses nothing else
      break;
    }
  }
}

using EdgeKey = std::pair<Cell, Cell>;
EdgeKey key_of(Cell a, Cell b) { return {std::min(a, b), std::max(a, b)}; }

std::map<EdgeKey, std::uint32_t> route_masks(const std::vector<HikingRoute>& routes) {
  std::map<EdgeKey, std::uint32_t> masks;
  for (std::size_t r = 0; r < routes.size(); ++r) {
    for (std::size_t i = 1; i < routes[r].walk.size(); ++i) {
      masks[key_of(routes[r].walk[i - 1], routes[r].walk[i])] |= std::uint32_t{1} << r;
    }
  }
  return masks;
}

}  // namespace

WayNodes write_ways(const WayGrid& grid, const std::vector<HikingRoute>& routes, std::vector<Stream>& streams,
                    OsmDocument& document) {
  WayNodes nodes{std::vector<std::int64_t>(kCellCount, 0), smooth_positions(grid)};
  const StreamIndex index(streams, document);
  const std::map<EdgeKey, std::uint32_t> masks = route_masks(routes);
  std::map<EdgeKey, std::vector<std::int64_t>> ways_of;  // of the edges on routes; several where a bridge divides one
  for (const Stroke& stroke : grid.strokes()) {
    Line line = make_line(stroke, nodes, document);
    cross_streams(line, !stroke.is_road, index, streams, document);
    const auto edge_of = [&](std::size_t segment) {
      const std::size_t step = line.step[segment];
      return key_of(stroke.cells[step], stroke.cells[step + 1]);
    };
    const auto mask_of = [&](std::size_t segment) {
      const auto found = masks.find(edge_of(segment));
      return found == masks.end() ? 0U : found->second;
    };
    for (std::size_t first = 0; first < line.step.size();) {
      std::size_t last = first + 1;  // one past the run's last segment
      while (last < line.step.size() && last - first < kMaxRoadNodes && line.is_bridge[last] == line.is_bridge[first] &&
             mask_of(last) == mask_of(first)) {
        ++last;
      }
      Tags tags = stroke.tags;
      if (line.is_bridge[first] != 0) {
        tags.emplace_back("bridge", "yes");
        tags.emplace_back("layer", "1");
      }
      const auto begin = line.nodes.begin() + static_cast<std::ptrdiff_t>(first);
      const std::int64_t way =
          document.add_way({{begin, begin + static_cast<std::ptrdiff_t>(last - first) + 1}, std::move(tags)});
      for (std::size_t segment = first; segment < last; ++segment) {
        if (mask_of(segment) != 0) {
          std::vector<std::int64_t>& ways = ways_of[edge_of(segment)];
          if (ways.empty() || ways.back() != way) {
            ways.push_back(way);
          }
        }
      }
      first = last;
    }
  }
  for (const HikingRoute& route : routes) {
    OsmRelation relation{{}, route.tags};
    for (std::size_t i = 1; i < route.walk.size(); ++i) {
      for (const std::int64_t way : ways_of.at(key_of(route.walk[i - 1], route.walk[i]))) {
        if (relation.members.empty() || relation.members.back().id != way) {
          relation.members.push_back({'w', way, ""});
        }
      }
    }
    document.add_relation(std::move(relation));
  }
  return nodes;
}

void write_trunk_road(const Roads& roads, const WayNodes& nodes, OsmDocument& document) {
  constexpr int kSpans = 12;
  const Local from = nodes.position[static_cast<std::size_t>(roads.west_bridgehead)];
  const Local to = nodes.position[static_cast<std::size_t>(roads.east_bridgehead)];
  OsmWay way;
  way.nodes.push_back(nodes.node_of_cell[static_cast<std::size_t>(roads.west_bridgehead)]);
  for (int i = 1; i < kSpans; ++i) {
    const double t = static_cast<double>(i) / kSpans;
    way.nodes.push_back(document.add_node(to_point({from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)})));
  }
  way.nodes.push_back(nodes.node_of_cell[static_cast<std::size_t>(roads.east_bridgehead)]);
  way.tags = {{"highway", "trunk"}, {"motorroad", "yes"}, {"foot", "no"},
              {"bridge", "yes"},    {"layer", "2"},       {"name", "Wishbone Bridge"}};
  document.add_way(std::move(way));
}

}  // namespace loopgenie::ingest::demo
