// What the planner writes and reads, as TypeScript: the page's types and constants come from the same lines that write
// the documents (core/export/document/plan_shape.hpp), check a query (core/loop/space/query_fields.hpp) and name the
// values of enums. tests/core/export/contract_test.cpp keeps web/src/plan/generated.ts at it.
#pragma once

#include <set>
#include <string>

namespace loopgenie::test {

struct Contract {
  std::string typescript;       // the whole file
  std::set<std::string> names;  // every member of every document, every field of the query, every value of an enum
};

[[nodiscard]] Contract describe_contract();

}  // namespace loopgenie::test
