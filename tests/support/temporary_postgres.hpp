// A throw-away PostgreSQL cluster with PostGIS for one test executable: private data folder, Unix socket only, stopped
// and deleted when the program ends. As root the server runs as the user `postgres` (the server refuses root).
//
// With LOOPGENIE_TEST_DATABASE_URL set, databases are made on that server instead and dropped again.
#pragma once

#include <string>

namespace loopgenie::test {

/// The URL of an empty database of its own, dropped when the object goes. The first one of a program starts the
/// cluster. Throws std::runtime_error with what to install or start where that fails, so that the test fails with the
/// sentence.
class TemporaryDatabase {
 public:
  TemporaryDatabase();
  ~TemporaryDatabase();
  TemporaryDatabase(const TemporaryDatabase&) = delete;
  TemporaryDatabase& operator=(const TemporaryDatabase&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }

  /// Ends every connection to this database but the caller's, as a restarted server would.
  void cut_connections() const;

 private:
  std::string name_;
  std::string url_;
};

}  // namespace loopgenie::test
