// Shortest distances in metres from one or several nodes, over some of the edges, out to a radius. Made for many small
// searches while the set of usable edges changes between them; the scratch is reused. Ties break by node, so that the
// result is a function of the graph alone.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/graph/csr.hpp"

namespace loopgenie::ingest {

class BoundedSearch {
 public:
  static constexpr double kUnreached = std::numeric_limits<double>::infinity();
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  /// All must outlive the search. `usable`: per edge, not 0 where it may be walked.
  BoundedSearch(const Graph& graph, std::span<const double> length_m, std::span<const std::uint8_t> usable);

  /// Forgets the run before. Stops beyond `radius_m`, or once `target` (unless kNone) is settled.
  void run(std::span<const std::uint32_t> sources, double radius_m, std::uint32_t target = kNone);

  /// Exact within the radius (up to the target); kUnreached elsewhere.
  [[nodiscard]] double distance_m(std::uint32_t node) const {
    return settled_run_[node] == run_ ? distance_[node] : kUnreached;
  }
  /// The nearest source. REQUIRES that the node was reached, as does parent_edge.
  [[nodiscard]] std::uint32_t source_of(std::uint32_t node) const { return source_[node]; }
  /// The last edge on the way to the node; kNone at a source.
  [[nodiscard]] std::uint32_t parent_edge(std::uint32_t node) const { return parent_edge_[node]; }
  /// In order of distance.
  [[nodiscard]] std::span<const std::uint32_t> settled() const { return settled_; }

 private:
  const Graph& graph_;
  std::span<const double> length_m_;
  std::span<const std::uint8_t> usable_;
  std::uint32_t run_ = 0;
  std::vector<std::uint32_t> seen_run_;
  std::vector<std::uint32_t> settled_run_;
  std::vector<double> distance_;
  std::vector<std::uint32_t> source_;
  std::vector<std::uint32_t> parent_edge_;
  std::vector<std::uint32_t> settled_;
  std::vector<std::pair<double, std::uint32_t>> heap_;
};

}  // namespace loopgenie::ingest
