// What every benchmark takes besides arguments of its own: --help, and --quick for a short run that shows that all of
// it works and whose figures are rough.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace loopgenie::bench {

struct Arguments {
  bool quick = false;
  std::vector<std::string> rest;

  [[nodiscard]] double number(std::size_t i, double usual) const {
    return i < rest.size() ? std::atof(rest[i].c_str()) : usual;
  }
};

/// Ends the program after --help, and with exit code 2 for an option there is not or for more than `most` arguments.
[[nodiscard]] inline Arguments read_arguments(int argc, char** argv, const char* usage, std::size_t most = 0) {
  Arguments arguments;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--help" || argument == "-h") {
      std::printf("%s\n", usage);
      std::exit(0);
    }
    if (argument == "--quick") {
      arguments.quick = true;
    } else if (argument.starts_with("-") || arguments.rest.size() == most) {
      std::fprintf(stderr, "got '%s', expected:\n%s\n", argv[i], usage);
      std::exit(2);
    } else {
      arguments.rest.emplace_back(argument);
    }
  }
  return arguments;
}

}  // namespace loopgenie::bench
