// The flags of loopgenie-plan: one for each field of the query, and those that are about the program itself.
#pragma once

#include <CLI/CLI.hpp>
#include <string_view>

#include "tests/harness/options.hpp"

namespace loopgenie::harness {

void describe_flags(CLI::App& app, Options& options);

/// The flag that sets a field of the query: "--hike" for "hike_m"; "" where there is no such field.
[[nodiscard]] std::string_view flag_of(std::string_view field);

}  // namespace loopgenie::harness
