#include "core/loop/exact/walk_bound.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "core/loop/exact/walk_relaxation.hpp"

namespace loopgenie {
namespace {

constexpr std::int64_t kMille = WalkRelaxation::kMille;
// To find what can be closed takes both kinds of walks and all ways on: more work than a round's bound.
constexpr std::uint32_t kRoundsPerClosing = 4;
// The average of a round's walks counts those that are worse than the least by less than this part of the gap between
// bound and aim.
constexpr std::int64_t kSpreadPart = 8;

// A round's step of the node prices is Polyak's, by the gap between the bound and what it is meant to reach, times a
// factor. After some rounds without a better bound the prices go back to the best ones, and the factor shrinks.
constexpr std::int64_t kFirstStepPerMille = 600;
constexpr std::int64_t kStepShrinksToPercent = 60;
constexpr std::uint32_t kIdleRounds = 8;
// The aim is below_cdm, or where that is far away, this part of L above the bound: a farther aim makes the steps too
// wide. And the gap is never counted as less than a small part of L, or the steps would end.
constexpr std::int64_t kFarthestAimPart = 5;
constexpr std::int64_t kLeastGapPart = 500;

// Prices of length, in hundredths per decimetre. They move by so much times how much too long the walk is, as a share
// of L, but only by steps that grow by half while they go one way and are halved when they turn.
constexpr std::int64_t kFirstLengthPrice = 30;
constexpr std::int64_t kLengthPull = 300;
constexpr std::int64_t kFirstLengthStepMille = 8'000;
constexpr std::int64_t kLeastLengthStepMille = 1'000;
constexpr std::int64_t kGreatestLengthStepMille = 16'000;

constexpr std::uint32_t kNoJunction = std::numeric_limits<std::uint32_t>::max();

/// Raises prices and closes edges, round by round.
class Sharpener {
 public:
  Sharpener(const BlockGraph& block, const LoopLimits& limits, const WalkOptions& options, Effort& effort,
            WalkBound& result)
      : block_(block),
        limits_(limits),
        options_(options),
        effort_(effort),
        result_(result),
        price_(result.price),
        length_price_(result.length_price),
        places_(block.place_ends) {}

  void run() {
    build();
    for (std::uint32_t round = 0; round < options_.rounds; ++round) {
      if (is_settled() || effort_.is_over(options_.until_steps)) {
        return;
      }
      const bool may_close = round % kRoundsPerClosing == 0;
      const WalkRelaxation::Bound bound = solve(may_close);
      take(bound);
      const bool is_smaller = may_close && close();
      if (is_settled() || !raise_prices(bound)) {
        return;
      }
      if (is_smaller) {
        build();
      }
    }
    close_at_best_prices();
  }

 private:
  /// Whether no route is left that is of interest.
  bool is_settled() {
    if (chain_count() == 0 || stem_nodes_.empty()) {
      result_.least_cdm = std::max(result_.least_cdm, options_.below_cdm);
    }
    return result_.least_cdm >= options_.below_cdm;
  }

  WalkRelaxation::Bound solve(bool both) {
    const std::int64_t spread_cdm = (options_.below_cdm - result_.least_cdm) / kSpreadPart;
    effort_.spend(relaxation_->work());
    return relaxation_->solve(prices_of_chains(), sum_of_prices(), length_price_, best_cdm_, spread_cdm, both);
  }

  void close_at_best_prices() {
    price_ = result_.price;
    length_price_ = result_.length_price;
    build();
    if (is_settled()) {
      return;
    }
    static_cast<void>(solve(true));
    close();
    bool has_middle = false;
    for (std::uint32_t e = 0; e < block_.edge_count(); ++e) {
      has_middle |= result_.is_open[e] != 0 && result_.may_be_middle[e] != 0;
    }
    if (!has_middle) {
      result_.least_cdm = std::max(result_.least_cdm, options_.below_cdm);
    }
  }

  /// Keeps the bound and its prices if it is better. After some rounds without a better one, goes back to the best
  /// prices and takes smaller steps.
  void take(const WalkRelaxation::Bound& bound) {
    result_.least_cdm = std::max(result_.least_cdm, bound.least_cdm);
    if (bound.least_cdm > best_cdm_) {
      best_cdm_ = bound.least_cdm;
      result_.price = price_;
      result_.length_price = length_price_;
      result_.middle = chain(bound.middle).front();
      idle_ = 0;
    } else if (++idle_ == kIdleRounds) {
      idle_ = 0;
      step_per_mille_ = step_per_mille_ * kStepShrinksToPercent / 100;
      price_ = result_.price;
      length_price_ = result_.length_price;
    }
  }

  /// Makes the relaxation of the open edges: without dead ends, chains as single edges.
  void build() {
    const std::vector<std::uint32_t> degree = close_dead_ends();
    std::vector<std::uint32_t> junction(block_.node_count(), kNoJunction);  // per node its number in the relaxation
    std::uint32_t junction_count = 0;
    std::vector<WalkRelaxation::Stem> stems;
    stem_nodes_.clear();
    for (std::uint32_t v = 0; v < block_.node_count(); ++v) {
      if (degree[v] == 0) {
        price_[v] = 0;
        continue;
      }
      if (degree[v] == 2 && result_.may_attach[v] == 0) {
        continue;
      }
      junction[v] = junction_count++;
      if (result_.may_attach[v] != 0) {
        stem_nodes_.push_back(v);
        stems.push_back({junction[v], block_.nodes[v].stem_dm, block_.nodes[v].stem_loss_cdm});
      }
    }
    std::vector<WalkRelaxation::Edge> chains = make_chains(junction);
    relaxation_.emplace(junction_count, std::move(chains), std::move(stems), limits_, options_.cells);
  }

  /// Closes edges that end at a node without another open one, until there are none. Returns the open edges per node.
  std::vector<std::uint32_t> close_dead_ends() {
    std::vector<std::uint32_t> degree(block_.node_count(), 0);
    std::vector<std::uint8_t>& is_open = result_.is_open;
    for (std::uint32_t e = 0; e < block_.edge_count(); ++e) {
      degree[block_.edges[e].tail] += is_open[e];
      degree[block_.edges[e].head] += is_open[e];
    }
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      for (std::uint32_t e = 0; e < block_.edge_count(); ++e) {
        const BlockGraph::Edge& edge = block_.edges[e];
        if (is_open[e] != 0 && (degree[edge.tail] == 1 || degree[edge.head] == 1)) {
          is_open[e] = 0;
          --degree[edge.tail];
          --degree[edge.head];
          has_changed = true;
        }
      }
    }
    return degree;
  }

  /// Cuts the open edges into chains from junction to junction. Closes those that no route can use: chains that are too
  /// long or leave a place too often, and rings without a junction, which no stem leads to.
  std::vector<WalkRelaxation::Edge> make_chains(const std::vector<std::uint32_t>& junction) {
    std::vector<std::uint8_t>& is_open = result_.is_open;
    std::vector<std::uint8_t> is_taken(block_.edge_count(), 0);
    std::vector<WalkRelaxation::Edge> chains;
    chain_edges_.clear();
    first_in_chain_.assign(1, 0);
    for (std::uint32_t e = 0; e < block_.edge_count(); ++e) {
      for (const std::uint32_t from : {block_.edges[e].tail, block_.edges[e].head}) {
        if (is_open[e] == 0 || is_taken[e] != 0 || junction[from] == kNoJunction) {
          continue;
        }
        const WalkRelaxation::Edge chain = follow_chain(from, e, junction);
        const bool is_useless = chain.length_dm > limits_.longest_dm || !places_.is_allowed();
        for (std::size_t i = first_in_chain_.back(); i < chain_edges_.size(); ++i) {
          is_taken[chain_edges_[i]] = 1;
          is_open[chain_edges_[i]] = is_useless ? 0 : 1;
        }
        if (is_useless) {
          chain_edges_.resize(first_in_chain_.back());
        } else {
          first_in_chain_.push_back(static_cast<std::uint32_t>(chain_edges_.size()));
          chains.push_back(chain);
        }
      }
    }
    for (std::uint32_t e = 0; e < block_.edge_count(); ++e) {
      is_open[e] = is_open[e] & is_taken[e];
    }
    return chains;
  }

  /// Appends the chain's edges, from the junction on over its first edge, and sums them up; counts the places it
  /// leaves.
  WalkRelaxation::Edge follow_chain(std::uint32_t from, std::uint32_t first_edge,
                                    const std::vector<std::uint32_t>& junction) {
    WalkRelaxation::Edge chain;
    places_.clear();
    chain.tail = junction[from];
    chain.may_be_middle = false;
    std::uint32_t at = from;
    for (std::optional<std::uint32_t> next = first_edge; next;
         next = junction[at] != kNoJunction ? std::nullopt : next_in_chain(at, *next)) {
      const BlockGraph::Edge& edge = block_.edges[*next];
      chain_edges_.push_back(*next);
      places_.add(EdgeIndex(*next));
      chain.length_dm += edge.length_dm;
      chain.lesser_cdm += edge.lesser_cdm;
      chain.may_be_middle |= result_.may_be_middle[*next] != 0;
      at = edge.tail == at ? edge.head : edge.tail;
    }
    chain.head = junction[at];
    return chain;
  }

  /// The other open edge of a node that has two.
  [[nodiscard]] std::optional<std::uint32_t> next_in_chain(std::uint32_t node, std::uint32_t edge) const {
    for (const Arc& arc : block_.graph.arcs(NodeIndex(node))) {
      if (result_.is_open[arc.edge.value()] != 0 && arc.edge.value() != edge) {
        return arc.edge.value();
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::uint32_t chain_count() const { return static_cast<std::uint32_t>(first_in_chain_.size() - 1); }
  [[nodiscard]] std::span<const std::uint32_t> chain(std::uint32_t i) const {
    return std::span(chain_edges_).subspan(first_in_chain_[i], first_in_chain_[i + 1] - first_in_chain_[i]);
  }

  [[nodiscard]] std::vector<std::int64_t> prices_of_chains() const {
    std::vector<std::int64_t> prices(chain_count(), 0);
    for (std::uint32_t i = 0; i < chain_count(); ++i) {
      for (const std::uint32_t e : chain(i)) {
        prices[i] += price_[block_.edges[e].tail] + price_[block_.edges[e].head];
        for (const PlaceEnds::Ends& ends : block_.place_ends.of(e)) {
          prices[i] += price_[block_.node_count() + ends.place] * ends.count;
        }
      }
    }
    return prices;
  }

  [[nodiscard]] std::int64_t sum_of_prices() const {
    return std::accumulate(price_.begin(), price_.end(), std::int64_t{0});
  }

  /// Closes what only bad walks have. True where enough was closed to build anew. REQUIRES solve(true) before.
  bool close() {
    const WalkRelaxation::LeastOver least = relaxation_->least_over_edges();
    effort_.spend(relaxation_->work() / 2);
    bool has_closed = false;
    for (std::uint32_t i = 0; i < chain_count(); ++i) {
      for (const std::uint32_t e : chain(i)) {
        result_.is_open[e] = least.any_cdm[i] < options_.below_cdm ? 1 : 0;
        if (least.middle_cdm[i] >= options_.below_cdm) {
          result_.may_be_middle[e] = 0;
        }
      }
      has_closed |= least.any_cdm[i] >= options_.below_cdm;
    }
    for (std::size_t s = 0; s < stem_nodes_.size(); ++s) {
      if (least.stem_cdm[s] >= options_.below_cdm) {
        result_.may_attach[stem_nodes_[s]] = 0;
        has_closed = true;
      }
    }
    return has_closed;
  }

  /// A subgradient step; false where there is none to take.
  bool raise_prices(const WalkRelaxation::Bound& bound) {
    for (const WalkRelaxation::Kind kind : {WalkRelaxation::kShort, WalkRelaxation::kLong}) {
      if (bound.length_dm[kind] > 0) {
        move_length_price(kind, limits_.too_long_dm(bound.length_dm[kind], length_price_[kind]));
      }
    }
    std::vector<std::int64_t> rise_mille(price_.size(), -2 * kMille);  // uses of a node or place, less two
    for (std::uint32_t i = 0; i < chain_count(); ++i) {
      for (const std::uint32_t e : chain(i)) {
        rise_mille[block_.edges[e].tail] += bound.uses_per_mille[i];
        rise_mille[block_.edges[e].head] += bound.uses_per_mille[i];
        for (const PlaceEnds::Ends& ends : block_.place_ends.of(e)) {
          rise_mille[block_.node_count() + ends.place] += bound.uses_per_mille[i] * ends.count;
        }
      }
    }
    std::int64_t norm = 0;
    for (std::size_t v = 0; v < price_.size(); ++v) {
      norm += rise_mille[v] > 0 || price_[v] > 0 ? rise_mille[v] * rise_mille[v] : 0;
    }
    if (norm == 0) {
      return false;
    }
    const std::int64_t wanted_cdm = limits_.wanted_dm * kCdmPerDm;
    const std::int64_t aim_cdm = std::min(options_.below_cdm, bound.least_cdm + wanted_cdm / kFarthestAimPart);
    const std::int64_t gap_cdm = std::max(2 * (aim_cdm - bound.least_cdm), wanted_cdm / kLeastGapPart);
    for (std::size_t v = 0; v < price_.size(); ++v) {
      price_[v] = std::max<std::int64_t>(price_[v] + gap_cdm * step_per_mille_ * rise_mille[v] / norm, 0);
    }
    return sum_of_prices() <= WalkRelaxation::kGreatestSumOfPrices;
  }

  void move_length_price(WalkRelaxation::Kind kind, std::int64_t too_long_dm) {
    if (too_long_dm == 0) {
      return;
    }
    std::int64_t& step_mille = length_step_mille_[kind];
    const bool is_longer = too_long_dm > 0;
    if (last_was_longer_[kind]) {
      step_mille = is_longer == *last_was_longer_[kind] ? std::min(step_mille * 3 / 2, kGreatestLengthStepMille)
                                                        : std::max(step_mille / 2, kLeastLengthStepMille);
    }
    last_was_longer_[kind] = is_longer;
    const std::int64_t most = step_mille / kMille;
    const std::int64_t rise = std::clamp(kLengthPull * too_long_dm / limits_.wanted_dm, -most, most);
    const std::int64_t least = kind == WalkRelaxation::kLong ? 0 : -kCdmPerDm;
    length_price_[kind] = std::clamp(length_price_[kind] + rise, least, kCdmPerDm);
  }

  const BlockGraph& block_;
  const LoopLimits& limits_;
  const WalkOptions& options_;
  Effort& effort_;
  WalkBound& result_;
  std::vector<std::int64_t> price_;  // of this round, as WalkBound::price
  WalkRelaxation::LengthPrices length_price_;
  PlaceCount places_;                                                 // of the chain followed last
  std::int64_t best_cdm_ = std::numeric_limits<std::int64_t>::min();  // at the prices of the result
  std::int64_t step_per_mille_ = kFirstStepPerMille;
  std::uint32_t idle_ = 0;
  std::array<std::int64_t, 2> length_step_mille_ = {kFirstLengthStepMille, kFirstLengthStepMille};
  std::array<std::optional<bool>, 2> last_was_longer_;
  // The relaxation's edges are chains of edges of the block.
  std::vector<std::uint32_t> chain_edges_;
  std::vector<std::uint32_t> first_in_chain_;
  std::vector<std::uint32_t> stem_nodes_;  // of the block, per stem of the relaxation
  std::optional<WalkRelaxation> relaxation_;
};

}  // namespace

WalkBound all_routes(const BlockGraph& block) {
  WalkBound all;
  all.is_open.assign(block.edge_count(), 1);
  all.may_be_middle = all.is_open;
  for (const BlockGraph::Node& node : block.nodes) {
    all.may_attach.push_back(node.may_attach ? 1 : 0);
  }
  all.price.assign(block.node_count() + block.place_ends.place_count(), 0);
  all.length_price = {-kFirstLengthPrice, kFirstLengthPrice};
  return all;
}

bool can_sharpen(const BlockGraph& block, const LoopLimits& limits, std::int64_t below_cdm) {
  return block.edge_count() <= WalkRelaxation::kMostEdges && limits.wanted_dm <= WalkRelaxation::kLongestWanted &&
         limits.longest_dm <= 2 * limits.wanted_dm && below_cdm <= WalkRelaxation::kGreatestLoss &&
         std::all_of(block.nodes.begin(), block.nodes.end(), [](const BlockGraph::Node& node) {
           return !node.may_attach || node.stem_loss_cdm <= WalkRelaxation::kGreatestLoss;
         });
}

void sharpen(const BlockGraph& block, const LoopLimits& limits, const WalkOptions& options, Effort& effort,
             WalkBound& bound) {
  Sharpener(block, limits, options, effort, bound).run();
}

}  // namespace loopgenie
