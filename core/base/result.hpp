// Errors as values. Malformed bytes and a person's input give an Error that says what was got, what was expected and
// what to do; a programmer's mistake is an assert; "no loop exists" is a result, not an error. No exception leaves
// core.
#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "core/base/problem.hpp"

namespace loopgenie {

enum class ErrorCode {
  invalid_input,  // a person's input: a flag, a form field, a query
  malformed,      // bytes that break their format
  version,        // a format version this program does not know
  mismatch,       // well-formed, but not what was announced (hash, tile id)
  missing,        // something that has to be there is not
  io,             // file, network or database
};

/// With a problem, that is for people, and `message` is only its code, for a log.
struct Error {
  ErrorCode code = ErrorCode::invalid_input;
  std::string message;
  std::optional<Problem> problem = std::nullopt;
};

template <typename T>
using Result = tl::expected<T, Error>;

/// An unexpected Error, for `return fail(ErrorCode::malformed, "...")`.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

/// Likewise, for what a person can mend: `return fail(ErrorCode::missing, {.code = ProblemCode::no_data})`.
[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, Problem problem) {
  std::string message(to_string(problem.code));
  message += problem.subject.empty() ? "" : " " + problem.subject;
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(problem)});
}

}  // namespace loopgenie
