#include "api/db/migrate.hpp"

#include <cstdint>
#include <optional>
#include <pqxx/transaction>

#include "api/db/connection.hpp"

namespace loopgenie::db {
namespace {

constexpr std::int64_t kMigrationLock = 0x6c6f6f7067656eLL;  // "loopgen"; any constant will do

/// Applies the first migration that is not recorded, if any, and returns its name.
Result<std::optional<std::string>> apply_next(pqxx::connection& connection, const std::vector<Migration>& known) {
  pqxx::work transaction(connection);
  transaction.exec_params1("select pg_advisory_xact_lock($1)", kMigrationLock);
  transaction.exec0("create schema if not exists loopgenie");
  transaction.exec0(
      "create table if not exists loopgenie.migration ("
      " number integer primary key, name text not null, applied_at timestamptz not null default now())");
  const pqxx::row latest = transaction.exec1("select coalesce(max(number), 0) from loopgenie.migration");
  const int applied = latest[0].as<int>();
  const int newest = known.empty() ? 0 : known.back().number;
  if (applied > newest) {
    return fail(ErrorCode::version, "the database has migration " + std::to_string(applied) +
                                        ", this program knows only " + std::to_string(newest) +
                                        "; use the newer Loop Genie that made it, or another database");
  }
  for (const Migration& migration : known) {
    if (migration.number <= applied) {
      continue;
    }
    return guarded("applying migration " + migration.name, [&]() -> Result<std::optional<std::string>> {
      transaction.exec(migration.sql);
      transaction.exec_params0("insert into loopgenie.migration (number, name) values ($1, $2)", migration.number,
                               migration.name);
      transaction.commit();
      return migration.name;
    });
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<std::string>> migrate(pqxx::connection& connection, const std::vector<Migration>& known) {
  std::vector<std::string> names;
  while (true) {
    const auto applied = guarded("preparing the database", [&] { return apply_next(connection, known); });
    if (!applied) {
      return tl::unexpected(applied.error());
    }
    if (!*applied) {
      return names;
    }
    names.push_back(**applied);
  }
}

}  // namespace loopgenie::db
