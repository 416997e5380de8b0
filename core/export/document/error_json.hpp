// An Error as a document, for the page. Members and codes: core/export/PLAN.md, "Errors".
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/result.hpp"

namespace loopgenie {

/// The members of the error; like document/plan_shape.hpp for an ObjectWriter or a class that describes.
template <typename Object>
void error_members(Object& object, const Error& error) {
  constexpr int kDigits = 6;
  const auto millionths_of = [](std::optional<double> figure) {
    return figure ? std::optional<std::int64_t>(std::llround(*figure * 1e6)) : std::nullopt;
  };
  const Problem problem = error.problem.value_or(Problem());
  object.code("code", problem.code);
  object.text("subject", problem.subject);
  object.text("name", problem.name);
  object.decimal("got", millionths_of(problem.got), kDigits);
  object.decimal("min", millionths_of(problem.min), kDigits);
  object.decimal("max", millionths_of(problem.max), kDigits);
  object.decimal("away_m", millionths_of(problem.away_m), kDigits);
  object.decimal("cut_s", millionths_of(problem.cut_s), kDigits);
  object.text("detail", error.problem ? "" : error.message);
}

/// {"error": {…}}
[[nodiscard]] std::string write_error(const Error& error);

}  // namespace loopgenie
