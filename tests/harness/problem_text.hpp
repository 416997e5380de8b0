// What an Error says to a person at the command line.
#pragma once

#include <optional>
#include <string>

#include "core/base/result.hpp"

namespace loopgenie::harness {

/// The problem in words, with what was got, what was expected and what to do; else the Error's message.
[[nodiscard]] std::string text_of(const Error& error);

}  // namespace loopgenie::harness
