// Brings a database's tables to this program's version.
//
// Each migration runs in a transaction of its own. It takes an advisory lock, looks which migrations are recorded,
// applies the next one and records it. So programs that start together apply each migration once, and a migration that
// fails leaves no trace.
#pragma once

#include <pqxx/connection>
#include <string>
#include <vector>

#include "api/db/migrations.hpp"
#include "core/base/result.hpp"

namespace loopgenie::db {

/// The names of the migrations applied now; empty where the database was up to date. Error version where the database
/// has a migration this program does not know; io where one fails, naming it.
[[nodiscard]] Result<std::vector<std::string>> migrate(pqxx::connection& connection,
                                                       const std::vector<Migration>& known = migrations());

}  // namespace loopgenie::db
