#include "api/ingest/walk/way_graph.hpp"

#include <algorithm>
#include <tuple>

#include "core/geo/distance.hpp"

namespace loopgenie::ingest {
namespace {

/// Calls visit(way index, first ref, last ref) for every maximal run of kept segments, ways in order.
template <typename Visit>
void visit_runs(const OsmSource& source, const SegmentMask& mask, Visit&& visit) {
  for (std::uint32_t way = 0; way < source.ways.size(); ++way) {
    const std::uint32_t end = source.ways[way].first_ref + source.ways[way].ref_count;
    for (std::uint32_t at = source.ways[way].first_ref; at < end;) {
      if (mask[at] == 0) {
        ++at;
        continue;
      }
      std::uint32_t last = at;
      while (last < end && mask[last] != 0) {
        ++last;
      }
      visit(way, at, last);
      at = last;
    }
  }
}

}  // namespace

void drop_repeated_segments(const OsmSource& source, SegmentMask& mask) {
  struct Drawn {
    std::uint32_t low;
    std::uint32_t high;
    bool road;
    std::uint32_t at;
  };
  std::vector<Drawn> drawn;
  for (const SourceWay& way : source.ways) {
    const bool road = way.profile.role != WayRole::trail;
    for (std::uint32_t at = way.first_ref; at < way.first_ref + way.ref_count; ++at) {
      if (mask[at] != 0) {
        const auto [low, high] = std::minmax(source.refs[at], source.refs[at + 1]);
        drawn.push_back({low, high, road, at});
      }
    }
  }
  // Ways ascend by id and their references by position, so `at` is the tie-break by way.
  std::sort(drawn.begin(), drawn.end(), [](const Drawn& a, const Drawn& b) {
    return std::tie(a.low, a.high, a.road, a.at) < std::tie(b.low, b.high, b.road, b.at);
  });
  for (std::size_t i = 1; i < drawn.size(); ++i) {
    if (drawn[i].low == drawn[i - 1].low && drawn[i].high == drawn[i - 1].high) {
      mask[drawn[i].at] = 0;
    }
  }
}

void cut_at_closed_nodes(const OsmSource& source, SegmentMask& mask) {
  for (std::size_t at = 0; at + 1 < mask.size(); ++at) {
    if (mask[at] != 0 && (source.node_closed[source.refs[at]] || source.node_closed[source.refs[at + 1]])) {
      mask[at] = 0;
    }
  }
}

void add_stretch(SegmentMask& mask, const Stretch& stretch) {
  std::fill(mask.begin() + stretch.first_ref, mask.begin() + stretch.last_ref, std::uint8_t{1});
}

WayGraph build_way_graph(const OsmSource& source, const SegmentMask& mask, std::span<const std::uint32_t> forced) {
  // A node is used once by a run that passes it and twice by one that ends there: at two uses it is a node of the
  // graph.
  std::vector<std::uint8_t> uses(source.node_id.size(), 0);
  const auto use = [&](std::uint32_t ref, int times) {
    std::uint8_t& count = uses[source.refs[ref]];
    count = static_cast<std::uint8_t>(std::min(2, count + times));
  };
  visit_runs(source, mask, [&](std::uint32_t, std::uint32_t first, std::uint32_t last) {
    use(first, 2);
    use(last, 2);
    for (std::uint32_t at = first + 1; at < last; ++at) {
      use(at, 1);
    }
  });
  for (const std::uint32_t node : forced) {
    if (uses[node] > 0) {
      uses[node] = 2;
    }
  }

  WayGraph result;
  result.node_of.assign(source.node_id.size(), WayGraph::kNoNode);
  for (std::uint32_t node = 0; node < uses.size(); ++node) {
    if (uses[node] == 2) {
      result.node_of[node] = static_cast<std::uint32_t>(result.source_node.size());
      result.source_node.push_back(node);
    }
  }
  GraphBuilder builder(static_cast<std::uint32_t>(result.source_node.size()));
  visit_runs(source, mask, [&](std::uint32_t way, std::uint32_t first, std::uint32_t last) {
    double length_m = 0;
    std::uint32_t start = first;
    for (std::uint32_t at = first + 1; at <= last; ++at) {
      const std::uint32_t node = source.refs[at];
      length_m += distance_m(source.node_point[source.refs[at - 1]], source.node_point[node]);
      if (uses[node] == 2) {
        builder.add_edge(NodeIndex(result.node_of[source.refs[start]]), NodeIndex(result.node_of[node]));
        result.stretch.push_back({way, start, at});
        result.length_m.push_back(length_m);
        length_m = 0;
        start = at;
      }
    }
  });
  result.graph = std::move(builder).build();
  return result;
}

}  // namespace loopgenie::ingest
