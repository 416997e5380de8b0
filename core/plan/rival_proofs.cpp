#include "core/plan/rival_proofs.hpp"

#include <algorithm>
#include <utility>

namespace loopgenie {
namespace {

// The first round asks a few rivals from all over the list: they show whether proofs succeed at all, and a better loop
// among theirs makes every other proof easier.
constexpr std::size_t kAskedFirst = 16;
// Where a round leaves a greater share of its rivals open than this, another would cost much and prove little.
constexpr std::size_t kMostOpenPercent = 75;
// The range's bound is that of its last open rival. So the last round is worth its greater effort only where the
// rivals are few enough to prove every one of them.
constexpr std::size_t kMostRivalsOfLastRound = 64;
constexpr std::uint64_t kEffortOfLastRound = 5;  // times the query's

std::int64_t best_of(const TrailheadAnswer& answer) {
  return answer.routes.empty() ? kNoLoss : answer.routes.front().loss.total_cdm();
}

/// `count` of them, evenly spread. REQUIRES count ≤ rivals.size().
std::vector<std::uint32_t> spread_over(const std::vector<std::uint32_t>& rivals, std::size_t count) {
  std::vector<std::uint32_t> some;
  for (std::size_t k = 0; k < count; ++k) {
    some.push_back(rivals[k * rivals.size() / count]);
  }
  return some;
}

}  // namespace

std::int64_t best_loss_cdm(std::span<const TrailheadAnswer> answers) {
  std::int64_t best_cdm = kNoLoss;
  for (const TrailheadAnswer& answer : answers) {
    best_cdm = std::min(best_cdm, best_of(answer));
  }
  return best_cdm;
}

void add_proof(TrailheadAnswer& known, TrailheadAnswer proof) {
  known.least_loss_cdm = std::max(known.least_loss_cdm, proof.least_loss_cdm);
  if (best_of(proof) < best_of(known)) {
    known.routes.insert(known.routes.begin(), std::move(proof.routes.front()));
    known.why_none.reset();
    known.status = TrailheadStatus::bounded;
  }
  if (known.status == TrailheadStatus::bounded && best_of(known) <= known.least_loss_cdm) {
    known.status = TrailheadStatus::optimal;
  }
}

const ProofRound& RivalProofs::begin_round(std::span<const TrailheadAnswer> answers) {
  ProofRound next;
  while (next.rivals.empty() && rounds_begun_ < kRounds) {
    next = make_round(rounds_begun_++, answers);
  }
  round_ = std::move(next);
  returned_ = 0;
  return round_;
}

ProofRound RivalProofs::make_round(unsigned number, std::span<const TrailheadAnswer> answers) const {
  ProofRound next{{}, best_loss_cdm(answers), effort_};
  const auto is_rival = [&](std::uint32_t i) {
    return next.below_cdm != kNoLoss && answers[i].least_loss_cdm < next.below_cdm;
  };
  std::vector<std::uint32_t> rivals;
  for (std::uint32_t i = 0; i < answers.size(); ++i) {
    if (is_rival(i)) {
      rivals.push_back(i);
    }
  }
  const std::vector<std::uint32_t>& asked = round_.rivals;  // in the round before
  const auto still_open = static_cast<std::size_t>(std::count_if(asked.begin(), asked.end(), is_rival));
  if (rivals.size() > kAskedFirst && still_open * 100 > asked.size() * kMostOpenPercent) {
    return next;
  }
  if (number == 0) {
    next.rivals = spread_over(rivals, std::min(kAskedFirst, rivals.size()));
  } else if (number == 1) {
    std::erase_if(rivals, [&](std::uint32_t i) { return std::binary_search(asked.begin(), asked.end(), i); });
    next.rivals = std::move(rivals);
  } else if (rivals.size() <= kMostRivalsOfLastRound) {
    next.rivals = std::move(rivals);
    next.steps *= kEffortOfLastRound;
  }
  return next;
}

}  // namespace loopgenie
