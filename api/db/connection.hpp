// Connections to Postgres, and the one place where libpqxx's exceptions become Errors. A connection and everything made
// from it belong to one thread at a time (libpqxx has no locking inside).
//
// Messages name host, port and database, never the password.
#pragma once

#include <memory>
#include <pqxx/connection>
#include <pqxx/transaction_base>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/base/result.hpp"

namespace loopgenie::db {

struct ConnectOptions {
  int connect_timeout_s = 5;     // DEFAULT 5 s, unless the URL has its own connect_timeout
  int statement_timeout_ms = 0;  // DEFAULT 0: none
};

/// Opens a connection. `url` is a libpq connection URI ("postgresql://user@host/db") or keyword list ("host=…
/// dbname=…"). Error invalid_input where libpq cannot read the URL; io where the server cannot be reached or refuses,
/// with what to do.
[[nodiscard]] Result<std::unique_ptr<pqxx::connection>> connect(const std::string& url,
                                                                const ConnectOptions& options = {});

/// The URL as libpq's own keyword list, with our defaults where it says nothing. Error invalid_input where libpq cannot
/// read it.
[[nodiscard]] Result<std::string> connection_settings(const std::string& url, int connect_timeout_s);
/// The Error of a server that could not be connected to; `why` is libpq's message.
[[nodiscard]] Error cannot_reach(const std::string& url, std::string_view why);

/// "database loopgenie at 127.0.0.1:5432", without user and password.
[[nodiscard]] std::string describe_target(const std::string& url);

/// The Error for the exception in flight. REQUIRES being inside a catch block. `doing` completes "while …".
[[nodiscard]] Error error_of_current_exception(const std::string& doing);

/// The Error for what the server reports by its SQLSTATE (PostgreSQL manual, appendix A; "" where it gave none).
[[nodiscard]] Error error_of_sqlstate(const std::string& doing, std::string_view sqlstate, std::string_view message);

/// Runs `work`, which returns a Result; an exception out of libpqxx or the standard library becomes an Error.
template <typename Work>
[[nodiscard]] std::invoke_result_t<Work> guarded(const std::string& doing, Work&& work) {
  try {
    return std::forward<Work>(work)();
  } catch (...) {
    return tl::unexpected<Error>(error_of_current_exception(doing));
  }
}

}  // namespace loopgenie::db
