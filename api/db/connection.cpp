#include "api/db/connection.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <cctype>
#include <new>
#include <optional>
#include <pqxx/except>
#include <pqxx/nontransaction>
#include <string_view>
#include <vector>

namespace loopgenie::db {
namespace {

using Keyword = std::pair<std::string, std::string>;

// SQLSTATE codes: PostgreSQL's manual, appendix A.
constexpr std::string_view kDiskFull = "53100";
constexpr std::string_view kUndefinedTable = "42P01";
constexpr std::string_view kInvalidSchemaName = "3F000";
constexpr std::string_view kUndefinedColumn = "42703";
constexpr std::string_view kInsufficientPrivilege = "42501";
constexpr std::string_view kConnectionExceptions = "08";  // a class: the first two digits
constexpr std::string_view kConnectionException = "08000";

/// The URL's settings without those left at their default. nullopt where libpq cannot read it; `message` then says why.
std::optional<std::vector<Keyword>> parse_url(const std::string& url, std::string& message) {
  char* why = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(url.c_str(), &why),
                                                                             &PQconninfoFree);
  if (why != nullptr) {
    message = why;
    PQfreemem(why);
  }
  if (options == nullptr) {
    return std::nullopt;
  }
  std::vector<Keyword> keywords;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr && *option->val != '\0') {
      keywords.emplace_back(option->keyword, option->val);
    }
  }
  return keywords;
}

std::string quoted(const Keyword& keyword) {
  std::string text = keyword.first + "='";
  for (const char c : keyword.second) {
    if (c == '\'' || c == '\\') {
      text += '\\';
    }
    text += c;
  }
  return text + '\'';
}

std::string_view value_of(const std::vector<Keyword>& keywords, std::string_view name, std::string_view otherwise) {
  const auto found = std::find_if(keywords.begin(), keywords.end(), [&](const Keyword& k) { return k.first == name; });
  return found == keywords.end() ? otherwise : std::string_view(found->second);
}

/// libpq ends its messages with a line break and breaks long ones.
std::string one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!space) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  while (!line.empty() && line.back() == ' ') {
    line.pop_back();
  }
  return line;
}

/// A password with an @ or a / in it, not written as %40 or %2F, is read as a part of the host, port or name.
bool may_show_a_password(const std::vector<Keyword>& keywords) {
  const std::string_view host = value_of(keywords, "host", "");
  const std::string_view port = value_of(keywords, "port", "");
  return host.find('@', 1) != std::string_view::npos ||  // a first @ is a socket without a file
         port.find_first_not_of("0123456789,") != std::string_view::npos ||
         value_of(keywords, "dbname", "").find('@') != std::string_view::npos;
}

}  // namespace

std::string describe_target(const std::string& url) {
  std::string message;
  const auto keywords = parse_url(url, message);
  if (!keywords || may_show_a_password(*keywords)) {
    return "the database";
  }
  std::string target = "database " + std::string(value_of(*keywords, "dbname", "(default)")) + " at ";
  target += value_of(*keywords, "host", value_of(*keywords, "hostaddr", "the local socket"));
  return target + ':' + std::string(value_of(*keywords, "port", "5432"));
}

Result<std::string> connection_settings(const std::string& url, int connect_timeout_s) {
  std::string message;
  const auto keywords = parse_url(url, message);
  if (keywords && may_show_a_password(*keywords)) {
    return fail(
        ErrorCode::invalid_input,
        "it is not clear where the password ends in the database URL; write @ as %40, / as %2F, : as %3A and % as %25 "
        "in it");
  }
  if (!keywords) {
    // libpq may quote the URL in its message, and with it a password: say what is expected instead.
    return fail(
        ErrorCode::invalid_input,
        "the database URL cannot be read; expected postgresql://USER@HOST:PORT/DATABASE or \"host=… dbname=…\"");
  }
  std::string settings;
  for (const Keyword& keyword : *keywords) {
    settings += quoted(keyword) + ' ';
  }
  if (value_of(*keywords, "connect_timeout", "").empty()) {
    settings += "connect_timeout=" + std::to_string(connect_timeout_s) + ' ';
  }
  if (value_of(*keywords, "application_name", "").empty()) {
    settings += "application_name=loopgenie ";
  }
  return settings;
}

Error cannot_reach(const std::string& url, std::string_view why) {
  return {ErrorCode::io, "cannot reach " + describe_target(url) + ": " + one_line(why) +
                             "; start PostgreSQL there, or name another with --database-url or DATABASE_URL"};
}

Result<std::unique_ptr<pqxx::connection>> connect(const std::string& url, const ConnectOptions& options) {
  const Result<std::string> settings = connection_settings(url, options.connect_timeout_s);
  if (!settings) {
    return tl::unexpected(settings.error());
  }
  try {
    auto connection = std::make_unique<pqxx::connection>(*settings);
    pqxx::nontransaction session(*connection);
    session.exec("set client_min_messages = warning");
    session.exec("set statement_timeout = " + std::to_string(options.statement_timeout_ms));
    return connection;
  } catch (const pqxx::broken_connection& e) {
    return tl::unexpected<Error>(cannot_reach(url, e.what()));
  } catch (...) {
    return tl::unexpected<Error>(error_of_current_exception("connecting to " + describe_target(url)));
  }
}

Error error_of_sqlstate(const std::string& doing, std::string_view sqlstate, std::string_view message) {
  const std::string server_message = one_line(message);
  const auto error = [&](ErrorCode code, const std::string& what) {
    return Error{code, "while " + doing + ": " + what};
  };
  if (sqlstate == kDiskFull) {
    return error(ErrorCode::io,
                 "the database's disk is full (" + server_message + "); free some space there and try again");
  }
  if (sqlstate == kUndefinedTable || sqlstate == kInvalidSchemaName) {
    return error(ErrorCode::missing,
                 "the database has no Loop Genie tables; run `loopgenie-ingest migrate` on it first");
  }
  if (sqlstate == kUndefinedColumn) {
    return error(ErrorCode::version, "the database's tables are of another program version (" + server_message +
                                         "); run `loopgenie-ingest migrate` of this version");
  }
  if (sqlstate == kInsufficientPrivilege) {
    return error(ErrorCode::io, server_message + "; grant the role this right, or connect as the database's owner");
  }
  if (sqlstate.starts_with(kConnectionExceptions)) {
    return error(ErrorCode::io, "the connection to the database was lost (" + server_message + "); try again");
  }
  return error(ErrorCode::io, server_message + (sqlstate.empty() ? "" : " [SQLSTATE " + std::string(sqlstate) + ']'));
}

Error error_of_current_exception(const std::string& doing) {
  const auto error = [&](const std::string& what) { return Error{ErrorCode::io, "while " + doing + ": " + what}; };
  try {
    throw;
  } catch (const pqxx::broken_connection& e) {
    return error_of_sqlstate(doing, kConnectionException, e.what());
  } catch (const pqxx::sql_error& e) {
    return error_of_sqlstate(doing, e.sqlstate(), e.what());
  } catch (const std::bad_alloc&) {
    return error("out of memory; close other programs or import a smaller region");
  } catch (const std::exception& e) {
    return error(one_line(e.what()));
  } catch (...) {
    return error("an unknown failure");
  }
}

}  // namespace loopgenie::db
