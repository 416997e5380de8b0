#include "core/loop/rank/rank.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "core/base/sort.hpp"
#include "core/loop/rank/corridor.hpp"
#include "core/loop/rank/half_way.hpp"

namespace loopgenie {
namespace {

constexpr std::int64_t kMostRoadPercent = 75;  // of a hike
// Of two different loops. The corridor holds ways beside those that are shared: a lower limit would leave
// out loops that the overlap allows.
constexpr double kMostInCorridor = 0.8;

std::vector<EdgeIndex> edges_once(const Route& route) {
  std::vector<EdgeIndex> edges;
  for (const RouteStep& step : route.steps) {
    edges.push_back(step.edge);
  }
  heap_sort(edges);
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

std::int64_t length_of(const std::vector<EdgeIndex>& edges, const Network& network) {
  return std::accumulate(edges.begin(), edges.end(), std::int64_t{0},
                         [&](std::int64_t sum_dm, EdgeIndex edge) { return sum_dm + network.length_dm[edge.value()]; });
}

/// Whether at most kMostRoadPercent of the metres, each edge counted once, are roads.
bool is_hike(const std::vector<EdgeIndex>& edges, const Network& network) {
  std::vector<EdgeIndex> roads;
  std::copy_if(edges.begin(), edges.end(), std::back_inserter(roads),
               [&](EdgeIndex edge) { return !is_trail(network.attributes[edge.value()].way_class); });
  return length_of(roads, network) * 100 <= length_of(edges, network) * kMostRoadPercent;
}

/// What two routes share, and the length of the shorter one; each edge counts once.
struct Overlap {
  std::int64_t shared_dm = 0;
  std::int64_t shorter_dm = 0;
  bool is_same = false;  // the very same edges

  [[nodiscard]] double share() const {
    return shorter_dm > 0 ? static_cast<double>(shared_dm) / static_cast<double>(shorter_dm) : is_same ? 1.0 : 0.0;
  }
};

Overlap overlap_of(const std::vector<EdgeIndex>& a, const std::vector<EdgeIndex>& b, const Network& network) {
  std::vector<EdgeIndex> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  return {length_of(shared, network), std::min(length_of(a, network), length_of(b, network)), a == b};
}

struct Candidate {
  std::int64_t loss_cdm;  // with the answer's extra loss
  std::size_t trailhead_index;
  std::size_t route_index;
  const Route* route;
};

std::vector<Candidate> candidates_by_loss(std::span<const TrailheadAnswer> answers,
                                          std::span<const std::int64_t> extra_cdm) {
  std::vector<Candidate> candidates;
  for (std::size_t t = 0; t < answers.size(); ++t) {
    for (std::size_t r = 0; r < answers[t].routes.size(); ++r) {
      const Route& route = answers[t].routes[r];
      candidates.push_back({route.loss.total_cdm() + (extra_cdm.empty() ? 0 : extra_cdm[t]), t, r, &route});
    }
  }
  heap_sort(candidates, [](const Candidate& a, const Candidate& b) {
    return std::tuple(a.loss_cdm, a.trailhead_index, a.route_index) <
           std::tuple(b.loss_cdm, b.trailhead_index, b.route_index);
  });
  return candidates;
}

/// The list as far as it is made.
class DiverseList {
 public:
  DiverseList(const Network& network, double max_overlap)
      : network_(network), max_overlap_(max_overlap), max_in_corridor_(std::max(max_overlap, kMostInCorridor)) {}

  /// Appends the route if it differs enough from all in the list. `edges` are the route's, each once.
  void offer(const Candidate& candidate, std::vector<EdgeIndex> edges) {
    std::vector<double> shares;  // of the routes in the list
    for (const Taken& other : taken_) {
      const Overlap overlap = overlap_of(edges, other.edges, network_);
      if (overlap.is_same || overlap.share() > max_overlap_) {
        return;
      }
      shares.push_back(overlap.share());
    }
    Corridor corridor(network_, *candidate.route);
    if (std::any_of(taken_.begin(), taken_.end(),
                    [&](const Taken& other) { return corridor.shared_with(other.corridor) > max_in_corridor_; })) {
      return;
    }
    Ranked ranked{candidate.trailhead_index, candidate.route_index, 0, candidate.route_index == 0};
    for (std::size_t i = 0; i < shares.size(); ++i) {
      list_[i].overlap_max = std::max(list_[i].overlap_max, shares[i]);
      ranked.overlap_max = std::max(ranked.overlap_max, shares[i]);
    }
    list_.push_back(ranked);
    taken_.push_back({std::move(edges), std::move(corridor)});
  }

  [[nodiscard]] std::size_t size() const { return list_.size(); }
  [[nodiscard]] std::vector<Ranked> take() && { return std::move(list_); }

 private:
  struct Taken {
    std::vector<EdgeIndex> edges;
    Corridor corridor;
  };

  const Network& network_;
  double max_overlap_;
  double max_in_corridor_;
  std::vector<Ranked> list_;
  std::vector<Taken> taken_;  // as the list
};

}  // namespace

std::vector<Ranked> rank(std::span<const TrailheadAnswer> answers, const Network& network, const Query& query,
                         std::span<const std::int64_t> extra_cdm) {
  std::vector<Candidate> candidates = candidates_by_loss(answers, extra_cdm);
  if (query.direction) {
    std::erase_if(candidates, [&](const Candidate& c) { return !leads_towards(*query.direction, network, *c.route); });
  }
  const bool has_hike = std::any_of(candidates.begin(), candidates.end(),
                                    [&](const Candidate& c) { return is_hike(edges_once(*c.route), network); });
  DiverseList list(network, query.max_overlap);
  for (const Candidate& candidate : candidates) {
    if (list.size() == query.count) {
      break;
    }
    std::vector<EdgeIndex> edges = edges_once(*candidate.route);
    if (!has_hike || is_hike(edges, network)) {
      list.offer(candidate, std::move(edges));
    }
  }
  return std::move(list).take();
}

}  // namespace loopgenie
