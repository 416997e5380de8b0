#include "core/loop/rank/rank.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "core/loop/rank/corridor.hpp"

namespace loopgenie {
namespace {

constexpr std::int64_t kMostRoadPercent = 75;  // of a hike
constexpr double kMostInCorridor = 0.8;        // of two different loops; cells beside shared ways count, hence no less

std::vector<EdgeIndex> edges_once(const Route& route) {
  std::vector<EdgeIndex> edges;
  for (const RouteStep& step : route.steps) {
    edges.push_back(step.edge);
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

std::int64_t length_of(const std::vector<EdgeIndex>& edges, const Network& network) {
  return std::accumulate(edges.begin(), edges.end(), std::int64_t{0},
                         [&](std::int64_t sum_dm, EdgeIndex edge) { return sum_dm + network.length_dm[edge.value()]; });
}

bool is_hike(const std::vector<EdgeIndex>& edges, const Network& network) {
  std::vector<EdgeIndex> roads;
  std::copy_if(edges.begin(), edges.end(), std::back_inserter(roads),
               [&](EdgeIndex edge) { return !is_trail(network.attributes[edge.value()].way_class); });
  return length_of(roads, network) * 100 <= length_of(edges, network) * kMostRoadPercent;
}

/// Shared decimetres over the shorter route's, as a fraction that can be compared exactly.
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

}  // namespace

std::vector<Ranked> rank(std::span<const TrailheadAnswer> answers, const Network& network, const Query& query,
                         std::span<const std::int64_t> extra_cdm) {
  struct Candidate {
    std::int64_t loss_cdm;
    std::size_t trailhead_index;
    std::size_t route_index;
  };
  std::vector<Candidate> candidates;
  for (std::size_t t = 0; t < answers.size(); ++t) {
    for (std::size_t r = 0; r < answers[t].routes.size(); ++r) {
      candidates.push_back({answers[t].routes[r].loss.total_cdm() + (extra_cdm.empty() ? 0 : extra_cdm[t]), t, r});
    }
  }
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return std::tuple(a.loss_cdm, a.trailhead_index, a.route_index) <
           std::tuple(b.loss_cdm, b.trailhead_index, b.route_index);
  });

  std::vector<Ranked> list;
  struct Taken {
    std::vector<EdgeIndex> edges;
    Corridor corridor;
  };
  std::vector<Taken> taken;
  const double most_in_corridor = std::max(query.max_overlap, kMostInCorridor);
  const auto route_of = [&](const Candidate& c) -> const Route& {
    return answers[c.trailhead_index].routes[c.route_index];
  };
  const bool has_hike = std::any_of(candidates.begin(), candidates.end(),
                                    [&](const Candidate& c) { return is_hike(route_of(c), network); });
  for (const Candidate& candidate : candidates) {
    if (list.size() == query.count) {
      break;
    }
    std::vector<EdgeIndex> edges = edges_once(route_of(candidate));
    if (has_hike && !is_hike(edges, network)) {
      continue;
    }
    std::vector<double> shares;
    bool is_different = true;
    for (std::size_t i = 0; i < taken.size() && is_different; ++i) {
      const Overlap overlap = overlap_of(edges, taken[i].edges, network);
      is_different = !overlap.is_same && overlap.share() <= query.max_overlap;
      shares.push_back(overlap.share());
    }
    if (!is_different) {
      continue;
    }
    Corridor corridor(network, route_of(candidate));
    if (std::any_of(taken.begin(), taken.end(),
                    [&](const Taken& other) { return corridor.shared_with(other.corridor) > most_in_corridor; })) {
      continue;
    }
    Ranked ranked{candidate.trailhead_index, candidate.route_index, 0, candidate.route_index == 0};
    for (std::size_t i = 0; i < shares.size(); ++i) {
      list[i].overlap_max = std::max(list[i].overlap_max, shares[i]);
      ranked.overlap_max = std::max(ranked.overlap_max, shares[i]);
    }
    list.push_back(ranked);
    taken.push_back({std::move(edges), std::move(corridor)});
  }
  return list;
}

bool is_hike(const Route& route, const Network& network) { return is_hike(edges_once(route), network); }

double overlap(const Route& a, const Route& b, const Network& network) {
  return overlap_of(edges_once(a), edges_once(b), network).share();
}

}  // namespace loopgenie
