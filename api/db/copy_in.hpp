// COPY … FROM STDIN in binary form (PostgreSQL's manual, COPY, "Binary Format"), which libpqxx does not have.
#pragma once

#include <pqxx/dbtransaction>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;

namespace loopgenie::db {

/// One COPY into a table. Until it is completed or destroyed, its transaction can do nothing else. Throws what libpqxx
/// throws.
class CopyIn {
 public:
  CopyIn(pqxx::dbtransaction& transaction, const std::string& table, const std::vector<std::string>& columns);
  /// Ends a copy that was not completed: no row is kept, and the transaction can only be rolled back.
  ~CopyIn();
  CopyIn(const CopyIn&) = delete;
  CopyIn& operator=(const CopyIn&) = delete;

  /// The next bytes of the rows in the format; a row may be given in pieces.
  void write(std::string_view bytes);
  /// Ends the copy. Throws where the server finds anything wrong with a row.
  void complete();

 private:
  void end(const char* reason);

  pg_conn* connection_;
  std::string command_;
  bool open_ = false;
};

}  // namespace loopgenie::db
