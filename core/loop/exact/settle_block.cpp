#include "core/loop/exact/settle_block.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/sort.hpp"
#include "core/graph/edge_order.hpp"
#include "core/loop/exact/block_graph.hpp"
#include "core/loop/exact/diagram.hpp"
#include "core/loop/exact/exhaustive.hpp"
#include "core/loop/exact/label_search.hpp"
#include "core/loop/exact/middle_split.hpp"
#include "core/loop/exact/walk_bound.hpp"

namespace loopgenie {
namespace {

// Labels are bounded at the best price for whole routes and at one on each side of it: for partial cycles that are
// short, or long, for what they have lost.
constexpr std::int64_t kPriceSpread = 8;
// Labels of a layer in the first pass: few, for a good route early. Its loss then drops labels of the second pass.
constexpr std::uint32_t kPromisingLabels = 400;

// The more orders of the edges are tried, the narrower is the best of them, and the smaller its diagram. Of a block so
// large that no diagram will fit, fewer are tried.
constexpr std::uint32_t kMostOrders = 16;
constexpr std::uint32_t kMostEdgesOrdered = 20'000;  // edges times orders; one order is always made
// Effort spent outside of the searches that count their own, in steps per edge.
constexpr std::uint64_t kStepsOfOrder = 3;
constexpr std::uint64_t kStepsOfSplit = 4;

// The bound of all routes begins without prices and takes many rounds. A part begins with the prices of the part that
// it was split from.
constexpr std::uint32_t kRoundsOfWhole = 40;
constexpr std::uint32_t kRoundsOfPart = 8;
// More cells make bounds sharper and slower (walk_bound.hpp). A part that cannot be split gets twice as many, and then
// twice as many again.
constexpr std::uint64_t kFirstCells = 200'000;
constexpr std::uint64_t kMostCells = 1'600'000;
// Each part keeps some bytes for every node and edge of the block.
constexpr std::size_t kMostParts = 1'000;
// To find out that a diagram is too large costs as much as to build it. So a part's diagram is tried only with few
// edges, and again only once one edge in eight of those tried last is closed.
constexpr std::uint32_t kMostEdgesOfPart = 700;
constexpr std::uint32_t kMostStatesOfPart = 500'000;
constexpr std::uint32_t kClosedOneIn = 8;
// Where a proof that no route is better at all costs too much, it is proved that none is better by this share of L or
// more: just less than half a hundredth of score, a difference that nobody sees on the ground.
constexpr std::int64_t kIndifferencePerMyriad = 49;
constexpr std::int64_t kMyriad = 10'000;

class BlockSettler {
 public:
  BlockSettler(const LoopProblem& problem, const ExactOptions& options, Effort& effort, Pool& pool)
      : space_(problem.space), limits_(problem.limits), options_(options), effort_(effort), pool_(pool) {}

  /// A bound on the routes of one block, as settle_blocks(). `attachments` ascend by node.
  std::int64_t settle(std::span<const Attachment> attachments) {
    std::vector<Attachment> open;
    std::int64_t least_cdm = kNoLoss;
    for (const Attachment& attachment : attachments) {
      if (attachment.least_loss_cdm < pool_.below_cdm()) {
        open.push_back(attachment);
        least_cdm = std::min(least_cdm, attachment.least_loss_cdm);
      }
    }
    if (open.empty()) {
      return kNoLoss;
    }
    if (effort_.is_over(options_.until_steps)) {
      return least_cdm;
    }
    const LoopLimits limits = limits_at(open);
    const BlockGraph block = make_block_graph(space_, open);
    if (block.edge_count() == 0) {  // a ring: a block of one self-loop
      return settle_alone(open.front()) ? kNoLoss : least_cdm;
    }
    if (const std::optional<Diagram> diagram = build_diagram(block, limits, pool_.below_cdm(), options_.max_states)) {
      return settle_by_diagram(limits, block, *diagram, open, least_cdm);
    }
    const bool can_part =
        options_.bounds_by_walks && pool_.below_cdm() < kAnyLoss && can_sharpen(block, limits, pool_.below_cdm());
    return can_part ? settle_by_parts(limits, block, least_cdm) : least_cdm;
  }

  void search_among(std::span<const Attachment> attachments, std::span<const std::uint8_t> is_open) {
    const LoopLimits limits = limits_at(attachments);
    const BlockGraph block = make_block_graph(space_, attachments, is_open);
    if (block.edge_count() == 0) {
      return;
    }
    if (const std::optional<Diagram> diagram = build_diagram(block, limits, pool_.below_cdm(), options_.max_states)) {
      static_cast<void>(search(limits, block, *diagram, pool_.below_cdm()));
    }
  }

 private:
  /// The limits of routes with these attachments: R ≤ ρD asks for a long enough route.
  [[nodiscard]] LoopLimits limits_at(std::span<const Attachment> attachments) const {
    LoopLimits limits = limits_;
    limits.shortest_dm = limits_.longest_dm + 1;
    for (const Attachment& attachment : attachments) {
      const std::int64_t stem_dm = space_.stem[attachment.node.value()].length_dm;
      limits.shortest_dm = std::min(limits.shortest_dm, limits_.shortest_dm_with(stem_dm).value_or(limits.shortest_dm));
    }
    return limits;
  }

  bool settle_alone(const Attachment& attachment) {
    return settle_attachment({space_, limits_, {&attachment, 1}}, options_.until_steps, effort_, pool_);
  }

  std::optional<Diagram> build_diagram(const BlockGraph& block, const LoopLimits& limits, std::int64_t below_cdm,
                                       std::uint32_t max_states) {
    const std::uint32_t orders = std::clamp(kMostEdgesOrdered / block.edge_count(), 1U, kMostOrders);
    effort_.spend(std::uint64_t{block.edge_count()} * orders * kStepsOfOrder);
    const Diagram::Options building{below_cdm, std::min(max_states, options_.max_states), options_.until_steps};
    return Diagram::build(block, narrow_order(block.graph, orders), limits, building, effort_);
  }

  std::int64_t settle_by_diagram(const LoopLimits& limits, const BlockGraph& block, const Diagram& diagram,
                                 const std::vector<Attachment>& open, std::int64_t least_cdm) {
    const auto [bound_cdm, outcome] = search(limits, block, diagram, pool_.below_cdm());
    least_cdm = std::max(least_cdm, bound_cdm);
    if (outcome.is_whole && outcome.least_unresolved_cdm >= pool_.below_cdm()) {
      return kNoLoss;
    }
    if (least_cdm >= pool_.below_cdm()) {
      return kNoLoss;
    }
    if (!outcome.is_whole) {
      return least_cdm;
    }
    return std::max(least_cdm, split(open, outcome.least_unresolved_cdm));
  }

  /// Some of the block's routes: those with their middle on certain edges.
  struct Part {
    WalkBound bound;
    std::uint32_t tried = 0;  // edges of the last diagram that was too large
    std::uint64_t cells = kFirstCells;
  };

  /// Parts the routes until the bound of each part, or a diagram of its open edges, settles it; the part with the
  /// lowest bound first. In the first half of the effort "settled" means that the part has no better route at all, then
  /// that it has none that is better by more than the indifference.
  std::int64_t settle_by_parts(const LoopLimits& limits, const BlockGraph& whole, std::int64_t least_cdm) {
    const std::uint64_t exact_until = effort_.spent() + (options_.until_steps - effort_.spent()) / 2;
    const std::int64_t indifference_cdm = limits.wanted_dm * kCdmPerDm / kMyriad * kIndifferencePerMyriad;
    std::vector<Part> parts;
    parts.push_back({all_routes(whole), 2 * whole.edge_count()});
    std::int64_t done_cdm = kNoLoss;  // the least bound of the parts that are done with
    for (std::uint32_t rounds = kRoundsOfWhole; !parts.empty() && !effort_.is_over(options_.until_steps);
         rounds = kRoundsOfPart) {
      Part part = take_least(parts);
      const std::int64_t below_cdm = pool_.below_cdm() - (effort_.spent() < exact_until ? 0 : indifference_cdm);
      sharpen(whole, limits, {below_cdm, options_.until_steps, rounds, part.cells}, effort_, part.bound);
      if (part.bound.least_cdm >= below_cdm || settle_part(limits, whole, below_cdm, part) ||
          !put_back_refined(whole, part, parts)) {
        done_cdm = std::min(done_cdm, part.bound.least_cdm);
      }
    }
    for (const Part& part : parts) {
      done_cdm = std::min(done_cdm, part.bound.least_cdm);
    }
    return done_cdm >= pool_.below_cdm() ? kNoLoss : std::max(least_cdm, done_cdm);
  }

  /// Splits the part in two; where that is not possible, has it bounded more sharply next time. False, and the part as
  /// it was, where neither is possible.
  bool put_back_refined(const BlockGraph& whole, Part& part, std::vector<Part>& parts) {
    effort_.spend(std::uint64_t{whole.edge_count()} * kStepsOfSplit);
    std::optional<std::array<WalkBound, 2>> two = split_by_middle(whole, part.bound);
    if (two && parts.size() < kMostParts) {
      parts.push_back({std::move(two->front()), part.tried});
      parts.push_back({std::move(two->back()), part.tried});
      return true;
    }
    if (part.cells >= kMostCells) {
      return false;
    }
    part.cells *= 2;
    parts.push_back(std::move(part));
    return true;
  }

  static Part take_least(std::vector<Part>& parts) {
    const auto least = std::min_element(
        parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.bound.least_cdm < b.bound.least_cdm; });
    std::swap(*least, parts.back());
    Part part = std::move(parts.back());
    parts.pop_back();
    return part;
  }

  /// Whether a diagram of the part's open edges is small enough to search it whole; what it proves is in the bound.
  bool settle_part(const LoopLimits& limits, const BlockGraph& whole, std::int64_t below_cdm, Part& part) {
    const BlockGraph block = opened(whole, part.bound.is_open, part.bound.may_attach);
    if (block.edge_count() == 0) {  // no better route uses any of its edges
      part.bound.least_cdm = std::max(part.bound.least_cdm, below_cdm);
      return true;
    }
    if (block.edge_count() > kMostEdgesOfPart || block.edge_count() > part.tried - part.tried / kClosedOneIn) {
      return false;
    }
    part.tried = block.edge_count();
    const std::optional<Diagram> diagram = build_diagram(block, limits, below_cdm, kMostStatesOfPart);
    if (!diagram) {
      return false;
    }
    const auto [bound_cdm, outcome] = search(limits, block, *diagram, below_cdm);
    part.bound.least_cdm = std::max(part.bound.least_cdm, std::min(bound_cdm, below_cdm));
    if (outcome.is_whole) {
      part.bound.least_cdm = std::max(part.bound.least_cdm, std::min(outcome.least_unresolved_cdm, below_cdm));
    }
    return outcome.is_whole;
  }

  /// What the diagram proves: a bound, and what a search through it left open.
  std::pair<std::int64_t, LabelSearch::Outcome> search(const LoopLimits& limits, const BlockGraph& block,
                                                       const Diagram& diagram, std::int64_t below_cdm) {
    LabelSearchInput input{&space_, &limits, &block, &diagram, {}, {}};
    input.lengths = diagram.completion_lengths(effort_);
    const Diagram::Lengths& whole = input.lengths.front();
    if (whole.greatest_dm < limits.shortest_dm || whole.least_dm > limits.longest_dm) {
      return {kNoLoss, {true, Diagram::kFar}};
    }
    Completion best = best_price(limits, diagram);
    const std::int64_t bound_cdm = best.least.front() - limits.off_length_conjugate(best.price);
    if (bound_cdm >= std::min(below_cdm, pool_.below_cdm())) {
      return {kNoLoss, {true, Diagram::kFar}};
    }
    input.completions.push_back({0, diagram.least_completion(0, effort_)});
    for (const std::int64_t price : {best.price - kPriceSpread, best.price + kPriceSpread}) {
      if (price >= -LoopLimits::kGreatestPrice && price <= LoopLimits::kGreatestPrice) {
        input.completions.push_back({price, diagram.least_completion(price, effort_)});
      }
    }
    input.completions.push_back(std::move(best));
    LabelSearch labels(std::move(input));
    static_cast<void>(
        labels.run({kPromisingLabels, options_.max_labels, options_.until_steps, below_cdm}, effort_, pool_));
    const LabelSearch::Outcome outcome =
        labels.run({0, options_.max_labels, options_.until_steps, below_cdm}, effort_, pool_);
    return {bound_cdm, outcome};
  }

  /// The price whose bound at the root is highest: concave in the price, so by ternary search over whole prices. The
  /// best of those tried where the effort ends before that.
  Completion best_price(const LoopLimits& limits, const Diagram& diagram) {
    const auto at = [&](std::int64_t price) { return Completion{price, diagram.least_completion(price, effort_)}; };
    const auto bound = [&](const Completion& c) { return c.least.front() - limits.off_length_conjugate(c.price); };
    std::int64_t low = -LoopLimits::kGreatestPrice;
    std::int64_t high = LoopLimits::kGreatestPrice;
    Completion best = at(0);
    const auto keep_better = [&](Completion&& tried) {
      if (bound(tried) > bound(best)) {
        best = std::move(tried);
      }
    };
    while (low < high && !effort_.is_over(options_.until_steps)) {
      const std::int64_t middle = low + (high - low) / 2;
      Completion left = at(middle);
      Completion right = at(middle + 1);
      const bool is_rising = bound(left) < bound(right);
      (is_rising ? low : high) = is_rising ? middle + 1 : middle;
      keep_better(std::move(left));
      keep_better(std::move(right));
    }
    return best;
  }

  std::int64_t split(const std::vector<Attachment>& open, std::int64_t least_unresolved_cdm) {
    if (open.size() == 1) {  // only an ascent limit is left open
      return settle_alone(open.front()) ? kNoLoss : least_unresolved_cdm;
    }
    const std::span<const Attachment> all(open);
    const std::size_t half = open.size() / 2;
    const std::int64_t first = settle(all.first(half));
    const std::int64_t second = settle(all.subspan(half));
    return std::max(std::min(first, second), least_unresolved_cdm);
  }

  const LoopSpace& space_;
  const LoopLimits& limits_;
  const ExactOptions& options_;
  Effort& effort_;
  Pool& pool_;
};

}  // namespace

void search_among(const LoopProblem& problem, std::span<const std::uint8_t> is_open, const ExactOptions& options,
                  Effort& effort, Pool& pool) {
  BlockSettler(problem, options, effort, pool).search_among(problem.attachments, is_open);
}

std::int64_t settle_blocks(const LoopProblem& problem, const ExactOptions& options, Effort& effort, Pool& pool) {
  std::vector<std::vector<Attachment>> by_block(problem.space.block_count);
  std::vector<std::uint32_t> blocks;
  for (const Attachment& attachment : problem.attachments) {
    if (by_block[attachment.block].empty()) {
      blocks.push_back(attachment.block);
    }
    by_block[attachment.block].push_back(attachment);
  }
  BlockSettler settler(problem, options, effort, pool);
  std::int64_t least_open_cdm = kNoLoss;
  for (const std::uint32_t block : blocks) {
    heap_sort(by_block[block], [](const Attachment& a, const Attachment& b) { return a.node < b.node; });
    least_open_cdm = std::min(least_open_cdm, settler.settle(by_block[block]));
  }
  return least_open_cdm;
}

}  // namespace loopgenie
