#include "api/db/read_connection.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <cassert>
#include <cerrno>
#include <optional>
#include <utility>
#include <vector>

#include "api/db/connection.hpp"

namespace loopgenie::db {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr const char* kDoing = "reading tiles";
/// What the answer that a statement was cancelled may take on its way.
constexpr std::chrono::milliseconds kAnswerGrace = 500ms;
constexpr int kBinary = 1;

void ignore_notice(void* /*context*/, const char* /*message*/) {}

std::string name_of(const Statement& statement) { return "loopgenie_" + std::to_string(statement.index); }

/// The server ends the connection itself: classes 08 (connection exception) and 57P (operator intervention).
bool ends_connection(std::string_view sqlstate) { return sqlstate.starts_with("08") || sqlstate.starts_with("57P"); }

}  // namespace

int Rows::count() const { return PQntuples(result_.get()); }

std::string_view Rows::bytes(int row, int column) const {
  assert(row < count() && column < PQnfields(result_.get()));
  return {PQgetvalue(result_.get(), row, column), static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::int64_t Rows::integer(int row, int column) const {
  const std::string_view big_endian = bytes(row, column);
  assert(big_endian.size() <= 8);
  std::uint64_t value = !big_endian.empty() && (big_endian[0] & 0x80) != 0 ? ~std::uint64_t{0} : 0;
  for (const char byte : big_endian) value = value << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(value);
}

void Rows::clear(pg_result* result) { PQclear(result); }

ReadConnection::ReadConnection(pg_conn* connection, const StoreOptions& options)
    : connection_(connection, &PQfinish), options_(options) {
  PQsetNoticeProcessor(connection, ignore_notice, nullptr);
}

Result<std::unique_ptr<ReadConnection>> ReadConnection::open(const std::string& url, const StoreOptions& options) {
  const Result<std::string> settings = connection_settings(url, options.connect_timeout_s);
  if (!settings) return tl::unexpected(settings.error());
  std::unique_ptr<ReadConnection> opened(new ReadConnection(PQconnectdb(settings->c_str()), options));
  pg_conn* const connection = opened->connection_.get();
  if (PQstatus(connection) != CONNECTION_OK) {
    return tl::unexpected(cannot_reach(url, PQerrorMessage(connection)));
  }
  PQsetnonblocking(connection, 1);
  if (options.prepared == PreparedStatements::on) {
    const std::string timeout = "set statement_timeout = " + std::to_string(options.statement_timeout_ms);
    const Result<Rows> set = opened->finish(PQsendQuery(connection, timeout.c_str()) == 1);
    if (!set) return tl::unexpected(set.error());
  }
  return opened;
}

Result<Rows> ReadConnection::query(const Statement& statement, std::span<const std::string> parameters) {
  assert(statement.index < kMaxStatements);
  pg_conn* const connection = connection_.get();
  std::vector<const char*> values;
  for (const std::string& parameter : parameters) values.push_back(parameter.c_str());
  const int count = static_cast<int>(values.size());
  if (options_.prepared == PreparedStatements::off) {
    return finish(
        PQsendQueryParams(connection, statement.sql, count, nullptr, values.data(), nullptr, nullptr, kBinary) == 1);
  }
  const std::string name = name_of(statement);
  if (!is_prepared_[statement.index]) {
    const Result<Rows> prepared = finish(PQsendPrepare(connection, name.c_str(), statement.sql, count, nullptr) == 1);
    if (!prepared) return tl::unexpected(prepared.error());
    is_prepared_[statement.index] = true;
  }
  return finish(PQsendQueryPrepared(connection, name.c_str(), count, values.data(), nullptr, nullptr, kBinary) == 1);
}

Result<Rows> ReadConnection::finish(bool sent) {
  pg_conn* const connection = connection_.get();
  if (!sent) return tl::unexpected(lose(PQerrorMessage(connection)));
  const Clock::time_point deadline =
      Clock::now() + std::chrono::milliseconds(options_.statement_timeout_ms) + kAnswerGrace;
  std::optional<Rows> rows;
  std::optional<Error> error;
  while (true) {
    if (Result<void> waited = wait_until_answered(deadline); !waited) return tl::unexpected(waited.error());
    pg_result* const result = PQgetResult(connection);
    if (result == nullptr) break;
    Rows owned(result);
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
      rows = std::move(owned);
      continue;
    }
    const char* const sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    error = error_of_sqlstate(kDoing, sqlstate == nullptr ? "" : sqlstate, PQresultErrorMessage(result));
    lost_ = lost_ || sqlstate == nullptr || ends_connection(sqlstate);
  }
  if (PQstatus(connection) != CONNECTION_OK) lost_ = true;
  if (error) return tl::unexpected(*error);
  if (!rows) return tl::unexpected(lose("the server sent no answer"));
  return *std::move(rows);
}

Result<void> ReadConnection::wait_until_answered(Clock::time_point deadline) {
  pg_conn* const connection = connection_.get();
  while (true) {
    const int unsent = PQflush(connection);
    if (unsent < 0) return tl::unexpected(lose(PQerrorMessage(connection)));
    if (unsent == 0 && PQisBusy(connection) == 0) return {};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (left <= 0ms) return tl::unexpected(lose("the server did not answer in time"));
    pollfd ready{PQsocket(connection), static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0)), 0};
    if (::poll(&ready, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) {
      return tl::unexpected(lose("its socket cannot be waited for"));
    }
    if ((ready.revents & (POLLIN | POLLHUP | POLLERR)) != 0 && PQconsumeInput(connection) == 0) {
      return tl::unexpected(lose(PQerrorMessage(connection)));
    }
  }
}

Error ReadConnection::lose(const std::string& why) {
  lost_ = true;
  return error_of_sqlstate(kDoing, "08000", why);
}

}  // namespace loopgenie::db
