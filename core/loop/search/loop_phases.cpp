#include "core/loop/search/loop_phases.hpp"

#include <algorithm>

#include "core/loop/exact/settle_block.hpp"
#include "core/loop/search/alternatives.hpp"
#include "core/loop/search/primal.hpp"

namespace loopgenie {
namespace {

// The phases, and their share of the effort. First a short search for a good route, and an attempt at a small proof.
// Where that fails, a longer search, since the large proof that follows is the smaller, the better the best known route
// is. Then a search for loops that differ from those found. What is left goes to a last search for better ones.
constexpr std::uint64_t kFirstSearchPercent = 15;
constexpr std::uint64_t kLongestFirstSearch = 2'000'000;  // steps
constexpr std::uint64_t kSecondSearchPercent = 15;
constexpr std::uint64_t kFullSecondSearch = 5'000'000;  // steps, if kMostSecondSearchPercent allows as many
constexpr std::uint64_t kMostSecondSearchPercent = 70;
constexpr std::uint64_t kAlternativesPercent = 5;
// Steps. With fewer left for a large proof it settles few blocks, and a longer search is worth more.
constexpr std::uint64_t kLeastLargeProof = 8'000'000;
// Added to the query's seed, so that no search repeats another.
constexpr std::uint64_t kSecondSearchSeed = 1;
constexpr std::uint64_t kLastSearchSeed = 2;
constexpr std::uint64_t kAlternativesSeed = 3;

std::uint64_t second_search_steps(std::uint64_t budget) {
  return std::max(budget / 100 * kSecondSearchPercent,
                  std::min(budget / 100 * kMostSecondSearchPercent, kFullSecondSearch));
}

}  // namespace

std::int64_t search_and_prove(const LoopProblem& problem, std::uint64_t seed, Effort& effort, Pool& pool) {
  const std::uint64_t budget = effort.budget();
  search_loops(problem, {seed, std::min(budget * kFirstSearchPercent / 100, kLongestFirstSearch)}, effort, pool);
  ExactOptions proving;
  proving.until_steps = budget / 100 * (100 - kAlternativesPercent);
  proving.max_states = kStatesOfSmallProof;
  std::int64_t least_open_cdm = settle_blocks(problem, proving, effort, pool);
  if (least_open_cdm < kNoLoss) {
    const std::uint64_t second_until = effort.spent() + second_search_steps(budget);
    const bool has_large_proof = second_until + kLeastLargeProof <= proving.until_steps;
    search_loops(problem, {seed + kSecondSearchSeed, has_large_proof ? second_until : proving.until_steps}, effort,
                 pool);
    if (has_large_proof) {
      proving.bounds_by_walks = true;
      proving.max_states = ExactOptions().max_states;
      least_open_cdm = std::max(least_open_cdm, settle_blocks(problem, proving, effort, pool));
    }
  }
  const std::uint64_t alternatives_until = effort.spent() + budget / 100 * kAlternativesPercent;
  search_alternatives(problem, {seed + kAlternativesSeed, alternatives_until}, effort, pool);
  if (least_open_cdm < kNoLoss) {
    search_loops(problem, {seed + kLastSearchSeed, budget}, effort, pool);
  }
  return least_open_cdm;
}

}  // namespace loopgenie
