// The solver as it runs in a browser against brute force on small random networks, the same ones as natively
// (tests/property/solver_test.cpp). Prints a TAP line; the argument is how many. Exit 1 on the first mismatch.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/loop/search/solve.hpp"
#include "core/stage/staged_solver.hpp"
#include "tests/support/brute_force.hpp"
#include "tests/support/brute_force_nights.hpp"
#include "tests/support/honesty.hpp"
#include "tests/support/random_network.hpp"

namespace loopgenie {
namespace {

int run(std::uint64_t count) {
  std::uint64_t with_route = 0;
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    const auto [random, network, query, start] = test::RandomCase(seed);
    const test::BruteForce truth = test::brute_force(network, query, start);
    const TrailheadAnswer answer = TrailheadSolver(network, query).solve(start);
    std::string wrong = test::what_is_untrue(network, query, start, answer, truth);
    if (wrong.empty() && test::is_whole(network) && !test::is_settled(answer, truth)) {
      wrong = "so small a network has to be settled";
    }
    if (!wrong.empty()) {
      std::printf("not ok - in WebAssembly, seed %llu: %s\n", static_cast<unsigned long long>(seed), wrong.c_str());
      return 1;
    }
    with_route += truth.best_loss_cdm ? 1U : 0U;
  }
  const bool has_both = with_route > count / 10 && count - with_route > count / 10;
  std::printf("%s - in WebAssembly %llu networks are settled as by brute force, %llu with a route\n",
              has_both ? "ok" : "not ok", static_cast<unsigned long long>(count),
              static_cast<unsigned long long>(with_route));
  return has_both ? 0 : 1;
}

int run_nights(std::uint64_t count) {
  std::uint64_t with_route = 0;
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    auto [random, network, query, start] = test::RandomCase(seed);
    test::add_nights(random, network, query);
    const TrailheadAnswer answer = StagedSolver(network, query).solve(start);
    const test::NightTruth truth = test::brute_force_nights(network, query, start, answer.routes);
    std::string wrong = test::what_is_untrue_of_nights(answer, truth);
    if (wrong.empty() && test::is_whole(network) &&
        answer.status != (truth.best_loss_cdm ? TrailheadStatus::optimal : TrailheadStatus::none_exists)) {
      wrong = "so small a network has to be settled";
    }
    if (!wrong.empty()) {
      std::printf("not ok - in WebAssembly, nights, seed %llu: %s\n", static_cast<unsigned long long>(seed),
                  wrong.c_str());
      return 1;
    }
    with_route += truth.best_loss_cdm ? 1U : 0U;
  }
  const bool has_both = with_route > count / 50 && count - with_route > count / 10;
  std::printf("%s - in WebAssembly %llu networks with nights are settled as by brute force, %llu with a route\n",
              has_both ? "ok" : "not ok", static_cast<unsigned long long>(count),
              static_cast<unsigned long long>(with_route));
  return has_both ? 0 : 1;
}

}  // namespace
}  // namespace loopgenie

int main(int argc, char** argv) {
  const std::uint64_t count = argc == 2 ? std::strtoull(argv[1], nullptr, 10) : 0;
  if (count == 0) {
    std::fprintf(stderr, "usage: brute_force NETWORKS\n");
    return 2;
  }
  return loopgenie::run(count) != 0 || loopgenie::run_nights(count) != 0 ? 1 : 0;
}
