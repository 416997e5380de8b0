#include "tests/bench/import/program.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>

#include "tests/support/environment.hpp"

namespace loopgenie::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

/// What the kernel says of a running process.
class Meter {
 public:
  explicit Meter(pid_t process) : folder_("/proc/" + std::to_string(process) + '/') {}

  [[nodiscard]] double cpu_s() const {
    std::ifstream file(folder_ + "stat");
    std::string text;
    std::getline(file, text);
    std::istringstream fields(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    std::string skipped;
    for (int field = 3; field < 14; ++field) fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
  }
  /// Since the last call.
  [[nodiscard]] double peak_mb() const {
    std::ifstream file(folder_ + "status");
    double peak_kb = 0;
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("VmHWM:")) peak_kb = std::atof(line.c_str() + 6);
    }
    std::ofstream(folder_ + "clear_refs") << 5;
    return peak_kb / 1024;
  }

 private:
  std::string folder_;
};

class StepMeter {
 public:
  explicit StepMeter(pid_t process) : meter_(process) {}

  void read_line(const std::string& line) {
    constexpr std::string_view kHead = "[ingest] ";
    const std::size_t end = line.find(" …");
    if (!line.starts_with(kHead) || end == std::string::npos) return;
    const std::string step = line.substr(kHead.size(), end - kHead.size());
    if (step != step_) {
      end_step(meter_.cpu_s(), meter_.peak_mb());
      step_ = step;
    }
  }
  void end_step(double cpu_s, double peak_mb) {
    const Clock::time_point now = Clock::now();
    auto at = std::find_if(steps_.begin(), steps_.end(), [&](const StepCost& known) { return known.step == step_; });
    if (at == steps_.end()) at = steps_.insert(at, {step_, {}});
    at->cost.wall_s += std::chrono::duration<double>(now - began_).count();
    at->cost.cpu_s += cpu_s - cpu_s_;
    at->cost.peak_mb = std::max(at->cost.peak_mb, peak_mb);
    began_ = now;
    cpu_s_ = cpu_s;
  }
  [[nodiscard]] const std::vector<StepCost>& steps() const { return steps_; }

 private:
  Meter meter_;
  std::string step_ = "starting";
  double cpu_s_ = 0;
  Clock::time_point began_ = Clock::now();
  std::vector<StepCost> steps_;
};

pid_t start(const std::vector<std::string>& arguments, const std::string& output, int error_to) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    dup2(open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
    dup2(error_to, 2);
    execvp(argv[0], argv.data());
    _exit(127);
  }
  return child;
}

}  // namespace

Run run_program(const std::vector<std::string>& arguments, const std::string& output) {
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) std::exit(1);
  const Clock::time_point began = Clock::now();
  const pid_t child = start(arguments, output, pipe_ends[1]);
  close(pipe_ends[1]);
  StepMeter meter(child);
  const bool is_verbose = test::environment("LOOPGENIE_BENCH_VERBOSE").has_value();
  FILE* said = fdopen(pipe_ends[0], "r");
  for (std::string line; int letter = std::fgetc(said);) {
    if (letter != EOF && letter != '\n') {
      line += static_cast<char>(letter);
      continue;
    }
    if (is_verbose && !line.empty()) std::fprintf(stderr, "%s\n", line.c_str());
    meter.read_line(line);
    line.clear();
    if (letter == EOF) break;
  }
  std::fclose(said);
  int status = 0;
  struct rusage usage {};
  wait4(child, &status, 0, &usage);
  if (status != 0) {
    std::fprintf(stderr, "%s failed (status %d); LOOPGENIE_BENCH_VERBOSE=1 shows what it says\n", arguments[0].c_str(),
                 status);
    std::exit(1);
  }
  Run run;
  run.whole = {std::chrono::duration<double>(Clock::now() - began).count(),
               seconds(usage.ru_utime) + seconds(usage.ru_stime), static_cast<double>(usage.ru_maxrss) / 1024};
  meter.end_step(run.whole.cpu_s, run.whole.peak_mb);
  run.steps = meter.steps();
  for (const StepCost& step : run.steps) run.whole.peak_mb = std::max(run.whole.peak_mb, step.cost.peak_mb);
  return run;
}

Run median(const std::vector<Run>& runs) {
  const auto of = [&](const auto& cost_in) {
    const auto middle = [&](double Cost::*member) {
      std::vector<double> values;
      for (const Run& run : runs) values.push_back(cost_in(run).*member);
      std::sort(values.begin(), values.end());
      return values[values.size() / 2];
    };
    return Cost{middle(&Cost::wall_s), middle(&Cost::cpu_s), middle(&Cost::peak_mb)};
  };
  Run result;
  result.whole = of([](const Run& run) { return run.whole; });
  for (const StepCost& step : runs.front().steps) {
    result.steps.push_back({step.step, of([&](const Run& run) {
                              for (const StepCost& other : run.steps) {
                                if (other.step == step.step) return other.cost;
                              }
                              return Cost{};
                            })});
  }
  return result;
}

}  // namespace loopgenie::bench
