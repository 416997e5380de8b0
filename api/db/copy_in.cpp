#include "api/db/copy_in.hpp"

#include <libpq-fe.h>

#include <memory>
#include <pqxx/except>
#include <pqxx/largeobject>
#include <pqxx/result>

namespace loopgenie::db {
namespace {

/// libpqxx shows libpq's own connection to its large objects only.
struct Underneath : pqxx::largeobject {
  static pg_conn* connection_of(const pqxx::dbtransaction& transaction) { return raw_connection(transaction); }
};

std::string command(const std::string& table, const std::vector<std::string>& columns) {
  std::string names;
  for (const std::string& column : columns) {
    names += (names.empty() ? "" : ", ") + column;
  }
  return "copy " + table + " (" + names + ") from stdin (format binary)";
}

constexpr std::string_view kHead("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);  // signature, no flags, no extension
constexpr std::string_view kTail("\377\377", 2);

}  // namespace

CopyIn::CopyIn(pqxx::dbtransaction& transaction, const std::string& table, const std::vector<std::string>& columns)
    : connection_(Underneath::connection_of(transaction)), command_(command(table, columns)) {
  transaction.exec0(command_);
  open_ = true;
  write(kHead);
}

CopyIn::~CopyIn() {
  if (open_) {
    try {
      end("given up");
    } catch (const std::exception&) {
      // The error says that the copy was given up, as it was meant to be.
    }
  }
}

void CopyIn::write(std::string_view bytes) {
  if (PQputCopyData(connection_, bytes.data(), static_cast<int>(bytes.size())) != 1) {
    throw pqxx::broken_connection(PQerrorMessage(connection_));
  }
}

void CopyIn::complete() {
  write(kTail);
  end(nullptr);
}

void CopyIn::end(const char* reason) {
  open_ = false;
  if (PQputCopyEnd(connection_, reason) != 1) {
    throw pqxx::broken_connection(PQerrorMessage(connection_));
  }
  using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;
  Result failed(nullptr, &PQclear);
  while (PGresult* const next = PQgetResult(connection_)) {
    Result result(next, &PQclear);
    if (PQresultStatus(next) != PGRES_COMMAND_OK) {
      failed = std::move(result);
    }
  }
  if (PQstatus(connection_) != CONNECTION_OK) {
    throw pqxx::broken_connection(PQerrorMessage(connection_));
  }
  if (failed) {
    const char* const state = PQresultErrorField(failed.get(), PG_DIAG_SQLSTATE);
    throw pqxx::sql_error(PQresultErrorMessage(failed.get()), command_, state);
  }
}

}  // namespace loopgenie::db
