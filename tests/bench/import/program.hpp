// Runs a program and says what it cost; an importer also step by step.
//
// An importer says on stderr when a step begins; one that comes again counts to the first. At that moment its processor
// time and its peak of memory are read from /proc, to the hundredth of a second, and the peak begins anew. So any
// checkout's importer can be measured, an old one beside a new one.
#pragma once

#include <string>
#include <vector>

namespace loopgenie::bench {

struct Cost {
  double wall_s = 0;
  double cpu_s = 0;
  double peak_mb = 0;
};

struct StepCost {
  std::string step;  // as the program names it; "starting" before it names the first
  Cost cost;
};

struct Run {
  Cost whole;
  std::vector<StepCost> steps;  // in the order of their beginning
};

/// `output`, where it is given, receives what the program prints. Ends the bench where the program fails.
[[nodiscard]] Run run_program(const std::vector<std::string>& arguments, const std::string& output = "/dev/null");

/// The median of each figure; of each step that the first run has.
[[nodiscard]] Run median(const std::vector<Run>& runs);

}  // namespace loopgenie::bench
