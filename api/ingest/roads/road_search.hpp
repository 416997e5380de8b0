// Fastest ways by car, with scratch that is reused from run to run. Ties break by node and edge: the result is a
// function of the graph alone.
//
// Most searches of an import need not go far. A search that is given `marked` junctions is after those that it reaches
// directly, over no other marked junction: it ends once nothing is open that could be reached so. What it has settled
// by then has its true least time, for the ways over marked junctions are followed as well.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "api/ingest/roads/road_graph.hpp"

namespace loopgenie::ingest {

class RoadSearch {
 public:
  enum class Toward : std::uint8_t {
    from_sources,
    to_sources,
    either,  // each piece takes the faster of its directions
  };
  struct Options {
    Toward toward = Toward::from_sources;
    std::uint32_t limit_ms = kClosedMs - 1;
    std::span<const std::uint8_t> cheap_edges = {};  // all others take `slower_by_share` longer; empty: all are cheap
    double slower_by_share = 0;
    std::span<const std::uint8_t> marked = {};   // per node; empty: none; else it ends when no way passes none
    std::span<const std::uint32_t> wanted = {};  // nor does it before these are settled,
    std::uint32_t wanted_ms = kClosedMs - 1;     // or this much time is passed
  };
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

  /// Copies share what they know of the graph; it may go.
  explicit RoadSearch(const RoadGraph& roads);

  struct Source {
    std::uint32_t node = 0;
    std::uint32_t time_ms = 0;
  };
  /// Forgets the run before. It ends at the limit; with `marked`, `wanted` or both, as soon as it has both.
  /// O((n' + m') log n') in what it settles.
  void run(std::span<const Source> sources, const Options& options);
  /// Each source at 0.
  void run(std::span<const std::uint32_t> nodes, const Options& options);

  /// kClosedMs where the search did not come to.
  [[nodiscard]] std::uint32_t time_ms(std::uint32_t node) const {
    return is_settled(node) ? label_[node].time_ms : kClosedMs;
  }
  /// The edge on the fastest way next to the node; kNone at a source. REQUIRES the node settled.
  [[nodiscard]] std::uint32_t parent_edge(std::uint32_t node) const { return label_[node].parent_edge; }
  /// Settled, over no marked junction. A source is; a marked junction may be, what lies behind it is not.
  [[nodiscard]] bool is_direct(std::uint32_t node) const { return is_settled(node) && label_[node].is_direct; }
  /// In order of time.
  [[nodiscard]] std::span<const std::uint32_t> settled() const { return settled_; }

 private:
  struct RoadArc {
    std::uint32_t head = 0;
    std::uint32_t edge = 0;
    std::uint32_t there_ms = 0;  // along the arc
    std::uint32_t back_ms = 0;
  };
  struct Arcs {
    std::vector<std::uint32_t> first;  // per node, and one more
    std::vector<RoadArc> arcs;
  };
  struct Label {
    std::uint32_t run = 0;  // older ones count as not reached
    std::uint32_t time_ms = 0;
    std::uint32_t parent_edge = kNone;
    bool is_direct = false;
    bool is_settled = false;
    bool is_wanted = false;
  };

  [[nodiscard]] bool is_settled(std::uint32_t node) const {
    return label_[node].run == run_ && label_[node].is_settled;
  }
  void want(std::span<const std::uint32_t> nodes);
  void reach(std::uint32_t node, std::uint32_t time_ms, std::uint32_t edge, bool is_direct);
  void leave(std::uint32_t node, const Options& options);

  std::shared_ptr<const Arcs> arcs_;
  std::uint32_t run_ = 0;
  std::size_t direct_open_ = 0;  // labels not settled that are direct
  std::size_t wanted_open_ = 0;
  std::vector<Label> label_;
  std::vector<std::uint32_t> settled_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> heap_;
};

}  // namespace loopgenie::ingest
