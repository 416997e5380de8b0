#include "api/ingest/walk/junction_places.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "api/ingest/walk/bounded_search.hpp"
#include "api/ingest/walk/dataset_graph.hpp"
#include "core/graph/contract.hpp"

namespace loopgenie::ingest {
namespace {

class PlaceFinder {
 public:
  explicit PlaceFinder(Dataset& dataset)
      : dataset_(dataset), contraction_(contract(graph_of(dataset))), place_of_(graph().node_count(), NodeId()) {
    for (std::uint32_t chain = 0; chain < graph().edge_count(); ++chain) {
      std::uint64_t length = 0;
      for (const ChainStep& step : contraction_.chain(EdgeIndex(chain))) {
        length += dataset.edges[step.edge.value()].length_dm;
      }
      const NodeIndex tail = graph().tail(EdgeIndex(chain));
      const NodeIndex head = graph().head(EdgeIndex(chain));
      is_short_.push_back(length <= kPlaceChainDm && tail != head && is_junction(tail) && is_junction(head) ? 1 : 0);
      length_dm_.push_back(static_cast<double>(length));
    }
  }

  void run() {
    BoundedSearch search(graph(), length_dm_, is_short_);
    for (const std::vector<std::uint32_t>& set : joined_sets()) {
      const auto size = static_cast<std::uint32_t>(set.size());
      if (is_small(set, search)) {
        ++dataset_.figures.places;
        dataset_.figures.place_junctions += size;
        for (const std::uint32_t node : set) {
          place_of_[node] = node_of(set.front()).id;
          node_of(node).place = place_of_[node];
        }
      } else {
        ++dataset_.figures.larger_sets;
        dataset_.figures.larger_set_junctions += size;
      }
    }
    for (std::uint32_t chain = 0; chain < graph().edge_count(); ++chain) {
      if (is_short_[chain] != 0 && place_of_[graph().tail(EdgeIndex(chain)).value()].is_valid()) {
        for (const ChainStep& step : contraction_.chain(EdgeIndex(chain))) {
          dataset_.edges[step.edge.value()].attributes.set(EdgeFlag::within_place);
        }
      }
    }
  }

 private:
  [[nodiscard]] const Graph& graph() const { return contraction_.graph; }
  [[nodiscard]] bool is_junction(NodeIndex node) const { return graph().degree(node) >= 3; }
  DatasetNode& node_of(std::uint32_t node) { return dataset_.nodes[contraction_.source_node[node].value()]; }

  /// Two junctions or more that short chains join, the lowest first.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> joined_sets() const {
    std::vector<std::vector<std::uint32_t>> sets;
    std::vector<std::uint8_t> is_seen(graph().node_count(), 0);
    for (std::uint32_t root = 0; root < graph().node_count(); ++root) {
      if (is_seen[root] != 0) {
        continue;
      }
      is_seen[root] = 1;
      std::vector<std::uint32_t> set = {root};
      for (std::size_t next = 0; next < set.size(); ++next) {
        for (const Arc& arc : graph().arcs(NodeIndex(set[next]))) {
          if (is_short_[arc.edge.value()] != 0 && std::exchange(is_seen[arc.head.value()], std::uint8_t{1}) == 0) {
            set.push_back(arc.head.value());
          }
        }
      }
      if (set.size() > 1) {
        sets.push_back(std::move(set));
      }
    }
    return sets;
  }

  /// Whether any two are at most kPlaceDm apart. A set that reaches far is known at its first junction.
  static bool is_small(std::span<const std::uint32_t> set, BoundedSearch& search) {
    return std::all_of(set.begin(), set.end(), [&](std::uint32_t node) {
      search.run(std::span(&node, 1), kPlaceDm);
      return search.settled().size() == set.size();
    });
  }

  Dataset& dataset_;
  Contraction contraction_;
  std::vector<std::uint8_t> is_short_;  // per chain: joins its two junctions
  std::vector<double> length_dm_;       // per chain; whole, so that sums are exact
  std::vector<NodeId> place_of_;        // per node of the contraction
};

}  // namespace

void set_places(Dataset& dataset) { PlaceFinder(dataset).run(); }

}  // namespace loopgenie::ingest
