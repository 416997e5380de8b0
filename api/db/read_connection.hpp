// A connection to Postgres for short reads. Results are in libpq's binary form: a body is never turned into text and
// back, which takes a quarter of libpqxx's time for one of 60 KB.
//
// No call waits for ever. The server cancels a statement after the timeout; where the server itself does not answer,
// the connection is given up half a second later. Belongs to one thread at a time.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

struct pg_conn;
struct pg_result;

namespace loopgenie::db {

/// How statements are sent. `off`: each with its whole text, and no setting is made on the connection. A pooler that
/// gives every transaction another connection to the server needs that (PgBouncer before 1.21 in transaction mode).
enum class PreparedStatements { on, off };

struct StoreOptions {
  int connect_timeout_s = 3;
  int statement_timeout_ms = 5'000;
  PreparedStatements prepared = PreparedStatements::on;
};

struct Statement {
  std::size_t index = 0;  // below kMaxStatements, each its own
  const char* sql = "";
};
inline constexpr std::size_t kMaxStatements = 8;

/// The rows of one answer, in binary form. REQUIRES that the rows and columns asked for exist.
class Rows {
 public:
  explicit Rows(pg_result* result) : result_(result, &Rows::clear) {}
  [[nodiscard]] int count() const;
  [[nodiscard]] bool empty() const { return count() == 0; }
  /// Text or bytea; valid as long as the rows are.
  [[nodiscard]] std::string_view bytes(int row, int column) const;
  [[nodiscard]] std::string text(int row, int column) const { return std::string(bytes(row, column)); }
  /// smallint, integer or bigint.
  [[nodiscard]] std::int64_t integer(int row, int column) const;
  [[nodiscard]] bool boolean(int row, int column) const { return bytes(row, column) != std::string_view("\0", 1); }

 private:
  static void clear(pg_result* result);
  std::unique_ptr<pg_result, void (*)(pg_result*)> result_;
};

class ReadConnection {
 public:
  /// Errors as `connect` in connection.hpp.
  [[nodiscard]] static Result<std::unique_ptr<ReadConnection>> open(const std::string& url,
                                                                    const StoreOptions& options);

  /// Parameters are in text form. Errors: io, and missing or version where the schema is not this program's.
  [[nodiscard]] Result<Rows> query(const Statement& statement, std::span<const std::string> parameters);

  /// After an error: the server has closed the connection, or it was given up; another one may succeed.
  [[nodiscard]] bool is_lost() const { return lost_; }

 private:
  ReadConnection(pg_conn* connection, const StoreOptions& options);
  [[nodiscard]] Result<Rows> finish(bool sent);
  [[nodiscard]] Result<void> wait_until_answered(std::chrono::steady_clock::time_point deadline);
  [[nodiscard]] Error lose(const std::string& why);

  std::unique_ptr<pg_conn, void (*)(pg_conn*)> connection_;
  const StoreOptions options_;
  std::array<bool, kMaxStatements> is_prepared_{};
  bool lost_ = false;
};

}  // namespace loopgenie::db
