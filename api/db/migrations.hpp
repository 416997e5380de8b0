// The numbered migrations of api/schema, compiled in (embed_schema.cmake).
#pragma once

#include <string>
#include <vector>

namespace loopgenie::db {

struct Migration {
  int number = 0;    // 1, 2, 3 …
  std::string name;  // the file's name without its ending
  std::string sql;
};

/// Ascending by number.
[[nodiscard]] const std::vector<Migration>& migrations();

}  // namespace loopgenie::db
