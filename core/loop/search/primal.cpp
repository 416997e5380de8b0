#include "core/loop/search/primal.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <vector>

#include "core/base/random.hpp"
#include "core/loop/exact/settle_block.hpp"
#include "core/loop/search/chord.hpp"
#include "core/loop/search/detour.hpp"

namespace loopgenie {
namespace {

constexpr std::size_t kAttachmentsSeeded = 12;  // restarts that begin at an attachment before any draws
constexpr std::uint32_t kMovesPerRestart = 120;
constexpr std::uint32_t kIdleMoves = 50;              // a restart ends after this many moves without a new best
constexpr std::int64_t kFirstThresholdPerMille = 20;  // of L in cdm: how much worse a cycle may get at first
// Weights of length for these first round trips, in turn: fair ground, or short ways.
constexpr std::int64_t kFairTrip = 10;
constexpr std::int64_t kShortTrip = 60;
constexpr std::int64_t kNoThreshold = std::numeric_limits<std::int64_t>::max();
// How far the two trees of a detour grow, as a part of the longest detour. They mostly meet near its middle; while no
// loop is known at all, and once in so many moves, they grow all the way.
constexpr std::int64_t kDepthPercent = 55;
constexpr std::int64_t kWholeDepthPercent = 100;
constexpr std::uint32_t kWholeDepthOneIn = 16;
constexpr std::uint32_t kChordsPercent = 20;  // of the moves
// How far a chord may lead off the cycle: by this part of the longest route, doubled none, one or two times.
constexpr std::int64_t kLeastHalfPerMille = 40;
constexpr std::uint32_t kHalfSizes = 3;
constexpr std::uint64_t kStepsPerMove = 50;  // of effort, for what a move costs beside its searches
// The best cycles of so many restarts are merged, with a small diagram: it is built often.
constexpr std::uint32_t kOptimaMerged = 2;
constexpr std::uint32_t kStatesOfMerge = 10'000;
constexpr std::uint32_t kLabelsOfMerge = 50'000;

class Primal {
 public:
  Primal(const LoopProblem& problem, const PrimalOptions& options, Effort& effort, Pool& pool)
      : problem_(problem),
        options_(options),
        effort_(effort),
        pool_(pool),
        random_(options.seed),
        detours_(space_, limits_),
        chords_(space_, limits_),
        in_optima_(space_.graph.edge_count()),
        seeded_(pool.empty() ? std::min(kAttachmentsSeeded, attachments_.size()) : 0) {}

  void run() {
    for (std::size_t restart = 0; !is_over(); ++restart) {
      if (std::optional<DetourSearch::Found> start = begin(restart)) {
        improve(std::move(*start));
      }
      if (optima_ == kOptimaMerged) {
        merge();
      }
    }
  }

 private:
  using Found = DetourSearch::Found;

  bool is_over() {
    return effort_.is_over(options_.until_steps) ||
           (!pool_.empty() && pool_.best_loss_cdm() <= attachments_.front().least_loss_cdm);
  }

  std::optional<Found> begin(std::size_t restart) {
    if (restart < seeded_) {
      // Spread over the list: its first entries are often neighbours in one street.
      const Attachment& attachment = attachments_[restart * attachments_.size() / seeded_];
      return round_trip(attachment.node, attachment.block, {restart % 2 == 0 ? kFairTrip : kShortTrip});
    }
    if (pool_.empty() && nearest_ && random_.below(2) == 0) {
      return nearest_;
    }
    if (!pool_.empty() && random_.below(3) > 0) {
      const auto& entry = pool_.entries()[random_.below(static_cast<std::uint32_t>(pool_.entries().size()))];
      return Found{entry.cycle, route_cost(space_, limits_, entry.cycle)};
    }
    if (random_.below(2) == 0) {
      const Attachment& attachment = attachments_[random_.below(static_cast<std::uint32_t>(attachments_.size()))];
      return varied_round_trip(attachment.node, attachment.block);
    }
    const EdgeIndex edge(random_.below(space_.graph.edge_count()));
    return varied_round_trip(space_.graph.tail(edge), space_.block_of_edge[edge.value()]);
  }

  std::optional<Found> varied_round_trip(NodeIndex node, std::uint32_t block) {
    return round_trip(node, block, PathWeights::drawn(random_));
  }

  std::optional<Found> round_trip(NodeIndex node, std::uint32_t block, const PathWeights& weights) {
    DetourSearch::Request request;
    request.from = request.to = node;
    request.block = block;
    request.weights = weights;
    request.below_cdm = kNoThreshold;
    return search(request);
  }

  std::optional<Found> search(DetourSearch::Request request) {
    effort_.spend(kStepsPerMove);
    request.depth_percent = pool_.empty() || random_.below(kWholeDepthOneIn) == 0 ? kWholeDepthPercent : kDepthPercent;
    std::optional<Found> found = detours_.find(request, effort_);
    note(found);
    return found;
  }

  void note(const std::optional<Found>& found) {
    if (found && found->cost.is_feasible) {
      pool_.offer(found->cycle, found->cost.loss_cdm);
    } else if (found && pool_.empty() && (!nearest_ || found->cost.penalised_cdm < nearest_->cost.penalised_cdm)) {
      nearest_ = found;
    }
  }

  void improve(Found current) {
    std::int64_t best_cdm = current.cost.penalised_cdm;
    Cycle best = current.cycle;
    std::uint32_t idle = 0;
    for (std::uint32_t move = 0; move < kMovesPerRestart && idle < kIdleMoves && !is_over(); ++move) {
      const std::int64_t left = kMovesPerRestart - move;
      const std::int64_t threshold_cdm =
          limits_.wanted_dm * kCdmPerDm * kFirstThresholdPerMille / 1000 * left / kMovesPerRestart;
      const std::int64_t below_cdm = current.cost.penalised_cdm + threshold_cdm;
      std::optional<Found> next =
          random_.below(100) < kChordsPercent ? change_by_chord(current, below_cdm) : replace_part(current, below_cdm);
      ++idle;
      if (next) {
        current = std::move(*next);
        if (current.cost.penalised_cdm < best_cdm) {
          best_cdm = current.cost.penalised_cdm;
          best = current.cycle;
          idle = 0;
        }
      }
    }
    add(best);
    ++optima_;
  }

  void add(const Cycle& optimum) {
    for (const CycleStep& step : optimum) {
      in_optima_[step.edge.value()] = 1;
    }
  }

  /// Searches what the last restarts' best cycles and the best route are made of.
  void merge() {
    if (!pool_.empty() && !is_over()) {
      const Cycle& best = pool_.entries().front().cycle;
      add(best);
      const std::uint32_t block = space_.block_of_edge[best.front().edge.value()];
      std::vector<Attachment> of_block;
      std::copy_if(attachments_.begin(), attachments_.end(), std::back_inserter(of_block),
                   [&](const Attachment& attachment) { return attachment.block == block; });
      const ExactOptions small{options_.until_steps, kStatesOfMerge, kLabelsOfMerge};
      search_among(problem_.restricted_to(of_block), in_optima_, small, effort_, pool_);
    }
    in_optima_.assign(in_optima_.size(), 0);
    optima_ = 0;
  }

  std::optional<Found> change_by_chord(const Found& current, std::int64_t below_cdm) {
    effort_.spend(kStepsPerMove);
    ChordSearch::Request request;
    request.weights = PathWeights::drawn(random_);
    request.longest_half_dm = limits_.longest_dm * (kLeastHalfPerMille << random_.below(kHalfSizes)) / 1000;
    request.below_cdm = below_cdm;
    std::optional<Found> found = chords_.find(current.cycle, request, effort_);
    note(found);
    return found;
  }

  std::optional<Found> replace_part(const Found& current, std::int64_t below_cdm) {
    const auto size = static_cast<std::uint32_t>(current.cycle.size());
    turned_ = current.cycle;
    std::rotate(turned_.begin(), turned_.begin() + static_cast<std::ptrdiff_t>(random_.below(size)), turned_.end());
    const std::uint32_t longest = random_.below(2) == 0 ? size : std::max(size / 3, 1U);
    const std::uint32_t taken = 1 + random_.below(longest);
    DetourSearch::Request request;
    request.from = turned_[0].from;
    request.to = turned_[taken % size].from;
    request.block = space_.block_of_edge[turned_[0].edge.value()];
    request.replaced = std::span<const CycleStep>(turned_).first(taken);
    request.kept = std::span<const CycleStep>(turned_).subspan(taken);
    request.weights = PathWeights::drawn(random_);
    request.below_cdm = below_cdm;
    return search(request);
  }

  const LoopProblem& problem_;
  const LoopSpace& space_ = problem_.space;
  const LoopLimits& limits_ = problem_.limits;
  std::span<const Attachment> attachments_ = problem_.attachments;
  PrimalOptions options_;
  Effort& effort_;
  Pool& pool_;
  Random random_;
  DetourSearch detours_;
  ChordSearch chords_;
  Cycle turned_;
  std::vector<std::uint8_t> in_optima_;  // per edge: whether a best cycle of a restart since the last merge has it
  std::uint32_t optima_ = 0;             // these restarts
  std::size_t seeded_;                   // restarts that begin at an attachment; none where there are routes already
  std::optional<Found> nearest_;         // the cycle least beyond the limits, while none is within them
};

}  // namespace

void search_loops(const LoopProblem& problem, const PrimalOptions& options, Effort& effort, Pool& pool) {
  if (!problem.attachments.empty()) {
    Primal(problem, options, effort, pool).run();
  }
}

}  // namespace loopgenie
