// The query as JSON: what the page sends to the planner, and the plan's "query" member. Read strictly: an unknown or
// ill-typed field is an Error that names it, what was got and what is expected; an absent field takes its default.
#pragma once

#include "core/base/result.hpp"
#include "core/export/text/json_value.hpp"
#include "core/export/text/json_writer.hpp"
#include "core/loop/space/query.hpp"

namespace loopgenie {

/// The validated query, see `validated`.
[[nodiscard]] Result<Query> read_query(const JsonValue& object);

/// Every field, in fixed order; what has no value is null. Reading it back gives the same query.
void write_query(JsonWriter& json, const Query& query);

}  // namespace loopgenie
