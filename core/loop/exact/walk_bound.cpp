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

constexpr std::uint32_t kRoundsPerClosing = 4;
constexpr std::uint32_t kIdleRounds = 8;  // without a better bound, before smaller steps are taken
constexpr std::int64_t kMille = WalkRelaxation::kMille;
constexpr std::int64_t kFirstStepPerMille = 600;  // of Polyak's step
constexpr std::int64_t kSpreadPart = 8;           // walks count that are worse than the least by this part of the gap
// Prices of length, in hundredths per decimetre. They move by so much times how much too long the walk is, but only by
// steps that grow while they go one way and shrink when they turn.
constexpr std::int64_t kFirstLengthPrice = 30;
constexpr std::int64_t kLengthPull = 300;
constexpr std::int64_t kFirstLengthStepMille = 8'000;
constexpr std::int64_t kLeastLengthStepMille = 1'000;
constexpr std::int64_t kGreatestLengthStepMille = 16'000;

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
        price_(result.node_price),
        length_price_(result.length_price) {}

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
    price_ = result_.node_price;
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

  /// Keeps what is better; goes back to the best prices with smaller steps after a number of idle rounds.
  void take(const WalkRelaxation::Bound& bound) {
    result_.least_cdm = std::max(result_.least_cdm, bound.least_cdm);
    if (bound.least_cdm > best_cdm_) {
      best_cdm_ = bound.least_cdm;
      result_.node_price = price_;
      result_.length_price = length_price_;
      result_.middle = chain(bound.middle).front();
      idle_ = 0;
    } else if (++idle_ == kIdleRounds) {
      idle_ = 0;
      step_per_mille_ = step_per_mille_ * 6 / 10;
      price_ = result_.node_price;
      length_price_ = result_.length_price;
    }
  }

  /// The relaxation of the open edges without dead ends.
  void build() {
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
    std::vector<std::uint32_t> local(block_.node_count(), 0);
    std::vector<std::uint8_t> is_kept(block_.node_count(), 0);
    std::uint32_t node_count = 0;
    std::vector<WalkRelaxation::Stem> stems;
    stem_nodes_.clear();
    for (std::uint32_t v = 0; v < block_.node_count(); ++v) {
      const BlockGraph::Node& node = block_.nodes[v];
      if (degree[v] == 0 || (degree[v] == 2 && result_.may_attach[v] == 0)) {
        continue;
      }
      is_kept[v] = 1;
      local[v] = node_count++;
      if (result_.may_attach[v] != 0) {
        stem_nodes_.push_back(v);
        stems.push_back({local[v], node.stem_dm, node.stem_loss_cdm});
      }
    }
    chain_edges_.clear();
    first_in_chain_.assign(1, 0);
    std::vector<WalkRelaxation::Edge> chains;
    std::vector<std::uint8_t> is_taken(block_.edge_count(), 0);
    for (std::uint32_t e = 0; e < block_.edge_count(); ++e) {
      for (const std::uint32_t from : {block_.edges[e].tail, block_.edges[e].head}) {
        if (is_open[e] == 0 || is_taken[e] != 0 || is_kept[from] == 0) {
          continue;
        }
        WalkRelaxation::Edge chain;
        chain.tail = local[from];
        chain.may_be_middle = false;
        std::uint32_t at = from;
        for (std::optional<std::uint32_t> next = e; next;
             next = is_kept[at] != 0 ? std::nullopt : next_in_chain(at, *next)) {
          const BlockGraph::Edge& edge = block_.edges[*next];
          is_taken[*next] = 1;
          chain_edges_.push_back(*next);
          chain.length_dm += edge.length_dm;
          chain.may_be_middle |= result_.may_be_middle[*next] != 0;
          chain.lesser_cdm += edge.lesser_cdm;
          at = edge.tail == at ? edge.head : edge.tail;
        }
        chain.head = local[at];
        if (chain.length_dm > limits_.longest_dm) {
          for (std::size_t i = first_in_chain_.back(); i < chain_edges_.size(); ++i) {
            is_open[chain_edges_[i]] = 0;
          }
          chain_edges_.resize(first_in_chain_.back());
          continue;
        }
        first_in_chain_.push_back(static_cast<std::uint32_t>(chain_edges_.size()));
        chains.push_back(chain);
      }
    }
    for (std::uint32_t e = 0; e < block_.edge_count(); ++e) {
      is_open[e] = is_open[e] & is_taken[e];  // a ring that no stem leads to is never begun
    }
    for (std::uint32_t v = 0; v < block_.node_count(); ++v) {
      price_[v] = degree[v] == 0 ? 0 : price_[v];
    }
    relaxation_.emplace(node_count, std::move(chains), std::move(stems), limits_.wanted_dm, options_.cells);
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
        move_length_price(kind, bound.length_dm[kind] - limits_.wanted_dm);
      }
    }
    std::vector<std::int64_t> rise_mille(block_.node_count(), -2 * kMille);  // uses of a node's edges, less two
    for (std::uint32_t i = 0; i < chain_count(); ++i) {
      for (const std::uint32_t e : chain(i)) {
        rise_mille[block_.edges[e].tail] += bound.uses_per_mille[i];
        rise_mille[block_.edges[e].head] += bound.uses_per_mille[i];
      }
    }
    std::int64_t norm = 0;
    for (std::uint32_t v = 0; v < block_.node_count(); ++v) {
      norm += rise_mille[v] > 0 || price_[v] > 0 ? rise_mille[v] * rise_mille[v] : 0;
    }
    if (norm == 0) {
      return false;
    }
    const std::int64_t wanted_cdm = limits_.wanted_dm * kCdmPerDm;
    const std::int64_t aim_cdm = std::min(options_.below_cdm, bound.least_cdm + wanted_cdm / 5);
    const std::int64_t gap_cdm = std::max(2 * (aim_cdm - bound.least_cdm), wanted_cdm / 500);
    for (std::uint32_t v = 0; v < block_.node_count(); ++v) {
      price_[v] = std::max<std::int64_t>(price_[v] + gap_cdm * step_per_mille_ * rise_mille[v] / norm, 0);
    }
    return sum_of_prices() <= WalkRelaxation::kGreatestSumOfPrices;
  }

  void move_length_price(WalkRelaxation::Kind kind, std::int64_t too_long_dm) {
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
  std::vector<std::int64_t> price_;  // per node of the block
  WalkRelaxation::LengthPrices length_price_;
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
  all.node_price.assign(block.node_count(), 0);
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
