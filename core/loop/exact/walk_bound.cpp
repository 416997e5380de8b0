#include "core/loop/exact/walk_bound.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <span>
#include <utility>

#include "core/loop/exact/walk_relaxation.hpp"

namespace loopgenie {
namespace {

constexpr std::uint64_t kFirstCells = 200'000;  // of one kind of walks: units times nodes
constexpr std::uint64_t kMostCells = 1'600'000;
constexpr std::uint32_t kRoundsPerClosing = 4;
constexpr std::uint32_t kIdleRounds = 8;   // without a better bound, before smaller steps are taken
constexpr std::int64_t kLengthStep = 300;  // hundredths per decimetre, for a walk twice as long as wanted
constexpr std::int64_t kFirstLengthPrice = 30;
constexpr std::int64_t kFirstStepPerMille = 1000;  // of Polyak's step
constexpr std::int64_t kLastStepPerMille = 50;

}  // namespace

/// Raises prices and closes edges, round by round.
struct WalkBounder::Impl {
  const BlockGraph* block;
  const LoopLimits* limits;
  WalkBound result;
  std::vector<std::int64_t> price;  // per node of the block
  WalkRelaxation::LengthPrices length_price = {-kFirstLengthPrice, kFirstLengthPrice};
  std::vector<std::int64_t> best_price;
  WalkRelaxation::LengthPrices best_length_price = length_price;
  std::int64_t step_per_mille = kFirstStepPerMille;
  std::uint32_t idle = 0;
  std::uint32_t since_closing = kRoundsPerClosing;
  std::uint64_t cells = kFirstCells;
  // The relaxation's edges are chains of edges of the block.
  std::vector<std::uint32_t> chain_edges;
  std::vector<std::uint32_t> first_in_chain;
  std::optional<WalkRelaxation> relaxation;

  Impl(const BlockGraph& block_in, const LoopLimits& limits_in)
      : block(&block_in), limits(&limits_in), price(block_in.node_count(), 0), best_price(price) {
    result.is_open.assign(block->edge_count(), 1);
    if (fits()) {
      build();
    }
  }

  bool run(const WalkBounder::Options& options, Effort& effort) {
    if (!relaxation || options.below_cdm > WalkRelaxation::kGreatestLoss) {
      return false;
    }
    for (std::uint32_t round = 0; round < options.rounds && !effort.is_over(options.until_steps); ++round) {
      if (chain_count() == 0) {
        result.least_cdm = options.below_cdm;
      }
      if (result.least_cdm >= options.below_cdm) {
        return false;
      }
      const bool may_close = since_closing >= kRoundsPerClosing;
      const WalkRelaxation::Bound bound =
          relaxation->solve(prices_of_chains(), sum_of_prices(), length_price, result.least_cdm, may_close);
      effort.spend(relaxation->work());
      if (!take(bound)) {
        return false;
      }
      ++since_closing;
      const bool is_smaller = may_close && close_edges(options.below_cdm, effort);
      if (!raise_prices(bound, options.below_cdm)) {
        return false;
      }
      if (is_smaller) {
        build();
      }
    }
    close_at_best_prices(options.below_cdm, effort);
    cells = std::min(2 * cells, kMostCells);
    build();
    return true;
  }

  void close_at_best_prices(std::int64_t below_cdm, Effort& effort) {
    price = best_price;
    length_price = best_length_price;
    build();
    static_cast<void>(relaxation->solve(prices_of_chains(), sum_of_prices(), length_price, 0, true));
    effort.spend(relaxation->work());
    close_edges(below_cdm, effort);
  }

  /// Keeps what is better; goes back to the best prices with smaller steps after a number of idle rounds. False where
  /// the steps have become too small.
  bool take(const WalkRelaxation::Bound& bound) {
    if (bound.least_cdm > result.least_cdm) {
      result.least_cdm = bound.least_cdm;
      best_price = price;
      best_length_price = length_price;
      idle = 0;
    } else if (++idle == kIdleRounds) {
      idle = 0;
      step_per_mille = step_per_mille * 6 / 10;
      price = best_price;
      length_price = best_length_price;
    }
    return step_per_mille >= kLastStepPerMille;
  }

  /// Whether all sums stay far from the limits of 32 bits.
  [[nodiscard]] bool fits() const {
    return block->edge_count() <= WalkRelaxation::kMostEdges && limits->wanted_dm <= WalkRelaxation::kLongestWanted &&
           limits->longest_dm <= 2 * limits->wanted_dm &&
           std::all_of(block->nodes.begin(), block->nodes.end(), [&](const BlockGraph::Node& node) {
             return !node.may_attach || node.stem_loss_cdm <= WalkRelaxation::kGreatestLoss;
           });
  }

  /// The relaxation of the open edges without dead ends.
  void build() {
    std::vector<std::uint32_t> degree(block->node_count(), 0);
    std::vector<std::uint8_t>& is_open = result.is_open;
    for (std::uint32_t e = 0; e < block->edge_count(); ++e) {
      degree[block->edges[e].tail] += is_open[e];
      degree[block->edges[e].head] += is_open[e];
    }
    for (bool has_changed = true; has_changed;) {
      has_changed = false;
      for (std::uint32_t e = 0; e < block->edge_count(); ++e) {
        const BlockGraph::Edge& edge = block->edges[e];
        if (is_open[e] != 0 && (degree[edge.tail] == 1 || degree[edge.head] == 1)) {
          is_open[e] = 0;
          --degree[edge.tail];
          --degree[edge.head];
          has_changed = true;
        }
      }
    }
    std::vector<std::uint32_t> local(block->node_count(), 0);
    std::vector<std::uint8_t> is_kept(block->node_count(), 0);
    std::uint32_t node_count = 0;
    std::vector<WalkRelaxation::Stem> stems;
    for (std::uint32_t v = 0; v < block->node_count(); ++v) {
      const BlockGraph::Node& node = block->nodes[v];
      if (degree[v] == 0 || (degree[v] == 2 && !node.may_attach)) {
        continue;
      }
      is_kept[v] = 1;
      local[v] = node_count++;
      if (node.may_attach) {
        stems.push_back({local[v], node.stem_dm, node.stem_loss_cdm});
      }
    }
    chain_edges.clear();
    first_in_chain.assign(1, 0);
    std::vector<WalkRelaxation::Edge> chains;
    std::vector<std::uint8_t> is_taken(block->edge_count(), 0);
    for (std::uint32_t e = 0; e < block->edge_count(); ++e) {
      for (const std::uint32_t from : {block->edges[e].tail, block->edges[e].head}) {
        if (is_open[e] == 0 || is_taken[e] != 0 || is_kept[from] == 0) {
          continue;
        }
        WalkRelaxation::Edge chain;
        chain.tail = local[from];
        std::uint32_t at = from;
        for (std::optional<std::uint32_t> next = e; next;
             next = is_kept[at] != 0 ? std::nullopt : next_in_chain(at, *next)) {
          const BlockGraph::Edge& edge = block->edges[*next];
          is_taken[*next] = 1;
          chain_edges.push_back(*next);
          chain.length_dm += edge.length_dm;
          chain.lesser_cdm += edge.lesser_cdm;
          at = edge.tail == at ? edge.head : edge.tail;
        }
        chain.head = local[at];
        if (chain.length_dm > limits->longest_dm) {
          for (std::size_t i = first_in_chain.back(); i < chain_edges.size(); ++i) {
            is_open[chain_edges[i]] = 0;
          }
          chain_edges.resize(first_in_chain.back());
          continue;
        }
        first_in_chain.push_back(static_cast<std::uint32_t>(chain_edges.size()));
        chains.push_back(chain);
      }
    }
    for (std::uint32_t e = 0; e < block->edge_count(); ++e) {
      is_open[e] = is_open[e] & is_taken[e];  // a ring that no stem leads to is never begun
    }
    for (std::uint32_t v = 0; v < block->node_count(); ++v) {
      price[v] = degree[v] == 0 ? 0 : price[v];
    }
    relaxation.emplace(node_count, std::move(chains), std::move(stems), limits->wanted_dm, cells);
  }

  /// The other open edge of a node that has two.
  [[nodiscard]] std::optional<std::uint32_t> next_in_chain(std::uint32_t node, std::uint32_t edge) const {
    for (const Arc& arc : block->graph.arcs(NodeIndex(node))) {
      if (result.is_open[arc.edge.value()] != 0 && arc.edge.value() != edge) {
        return arc.edge.value();
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] std::uint32_t chain_count() const { return static_cast<std::uint32_t>(first_in_chain.size() - 1); }
  [[nodiscard]] std::span<const std::uint32_t> chain(std::uint32_t i) const {
    return std::span(chain_edges).subspan(first_in_chain[i], first_in_chain[i + 1] - first_in_chain[i]);
  }

  [[nodiscard]] std::vector<std::int64_t> prices_of_chains() const {
    std::vector<std::int64_t> prices(chain_count(), 0);
    for (std::uint32_t i = 0; i < chain_count(); ++i) {
      for (const std::uint32_t e : chain(i)) {
        prices[i] += price[block->edges[e].tail] + price[block->edges[e].head];
      }
    }
    return prices;
  }

  [[nodiscard]] std::int64_t sum_of_prices() const {
    return std::accumulate(price.begin(), price.end(), std::int64_t{0});
  }

  /// True where enough edges were closed to build anew.
  bool close_edges(std::int64_t below_cdm, Effort& effort) {
    std::size_t closed = 0;
    for (std::uint32_t i = 0; i < chain_count(); ++i) {
      if (!relaxation->is_open(i, below_cdm)) {
        for (const std::uint32_t e : chain(i)) {
          result.is_open[e] = 0;
        }
        ++closed;
      }
    }
    since_closing = 0;
    effort.spend(relaxation->work() / 2);
    return closed > 0;
  }

  /// A subgradient step; false where there is none to take.
  bool raise_prices(const WalkRelaxation::Bound& bound, std::int64_t below_cdm) {
    for (const WalkRelaxation::Kind kind : {WalkRelaxation::kShort, WalkRelaxation::kLong}) {
      if (bound.length_dm[kind] > 0) {
        const std::int64_t rise = kLengthStep * (bound.length_dm[kind] - limits->wanted_dm) / limits->wanted_dm;
        const std::int64_t least = kind == WalkRelaxation::kLong ? 0 : -kCdmPerDm;
        length_price[kind] = std::clamp(length_price[kind] + rise * step_per_mille / 1000, least, kCdmPerDm);
      }
    }
    std::vector<std::int64_t> rise(block->node_count(), -2);
    for (std::uint32_t i = 0; i < chain_count(); ++i) {
      for (const std::uint32_t e : chain(i)) {
        rise[block->edges[e].tail] += bound.uses[i];
        rise[block->edges[e].head] += bound.uses[i];
      }
    }
    std::int64_t norm = 0;
    for (std::uint32_t v = 0; v < block->node_count(); ++v) {
      norm += rise[v] > 0 || price[v] > 0 ? rise[v] * rise[v] : 0;
    }
    if (norm == 0) {
      return false;
    }
    const std::int64_t aim_cdm = std::min(below_cdm, bound.least_cdm + limits->wanted_dm * kCdmPerDm / 5);
    const std::int64_t gap = std::max(2 * (aim_cdm - bound.least_cdm), limits->wanted_dm * kCdmPerDm / 500);
    for (std::uint32_t v = 0; v < block->node_count(); ++v) {
      price[v] = std::max<std::int64_t>(price[v] + gap * step_per_mille / 1000 * rise[v] / norm, 0);
    }
    return sum_of_prices() <= WalkRelaxation::kGreatestSumOfPrices;
  }
};

WalkBounder::WalkBounder(const BlockGraph& block, const LoopLimits& limits)
    : impl_(std::make_unique<Impl>(block, limits)) {}
WalkBounder::~WalkBounder() = default;

bool WalkBounder::run(const Options& options, Effort& effort) { return impl_->run(options, effort); }
const WalkBound& WalkBounder::bound() const { return impl_->result; }

}  // namespace loopgenie
