#include "tests/support/temporary_postgres.hpp"

#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <pqxx/pqxx>
#include <stdexcept>
#include <vector>

#include "tests/support/environment.hpp"

namespace loopgenie::test {
namespace {

namespace fs = std::filesystem;

struct Output {
  int status = 0;
  std::string text;
};

Output run(const std::string& command) {
  Output output;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) {
    throw std::runtime_error("cannot run: " + command);
  }
  std::array<char, 4096> buffer{};
  while (fgets(buffer.data(), static_cast<int>(buffer.size()), pipe) != nullptr) {
    output.text += buffer.data();
  }
  output.status = pclose(pipe);
  return output;
}

void run_or_throw(const std::string& command) {
  const Output output = run(command);
  if (output.status != 0) {
    throw std::runtime_error("failed: " + command + "\n" + output.text);
  }
}

/// The newest installed server's programs. Debian keeps them outside PATH.
fs::path find_binaries() {
  fs::path newest;
  const fs::path root = "/usr/lib/postgresql";
  if (fs::exists(root)) {
    for (const auto& version : fs::directory_iterator(root)) {
      if (fs::exists(version.path() / "bin/initdb") && version.path() > newest) {
        newest = version.path();
      }
    }
  }
  if (newest.empty()) {
    throw std::runtime_error(
        "no PostgreSQL server found in /usr/lib/postgresql; install it with "
        "`apt-get install postgresql-15 postgresql-15-postgis-3`, or set LOOPGENIE_TEST_DATABASE_URL");
  }
  return newest / "bin";
}

std::string admin_url_of(const fs::path& folder, const std::string& database) {
  return "host=" + folder.string() + " user=postgres dbname=" + database;
}

class Cluster {
 public:
  Cluster() : binaries_(find_binaries()) {
    std::string pattern = "/tmp/loopgenie-test-XXXXXX";  // short: socket paths are limited to about 100 bytes
    if (mkdtemp(pattern.data()) == nullptr) {
      throw std::runtime_error("cannot make a folder in /tmp for the test database");
    }
    folder_ = pattern;
    owner_ = getpid();
    if (geteuid() == 0) {
      const passwd* user = getpwnam("postgres");
      if (user == nullptr || chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0) {
        throw std::runtime_error("running as root needs the user `postgres`: `apt-get install postgresql-15` makes it");
      }
      prefix_ = "runuser -u postgres -- ";
    }
    // Durability is pointless here: the cluster dies with the program.
    run_or_throw("cd / && " + prefix_ + (binaries_ / "initdb").string() + " -D " + data().string() +
                 " -U postgres -A trust --no-sync -E UTF8 --locale=C.UTF-8");
    run_or_throw("cd / && " + prefix_ + (binaries_ / "pg_ctl").string() + " -D " + data().string() + " -w -l " +
                 (folder_ / "log").string() + " -o \"-c listen_addresses='' -c unix_socket_directories='" +
                 folder_.string() + "' -c fsync=off -c full_page_writes=off -c synchronous_commit=off\" start");
  }

  ~Cluster() {
    if (getpid() != owner_) {
      return;  // a forked child of a test
    }
    run("cd / && " + prefix_ + (binaries_ / "pg_ctl").string() + " -D " + data().string() + " -m immediate -w stop");
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  [[nodiscard]] std::string url(const std::string& database) const { return admin_url_of(folder_, database); }

 private:
  [[nodiscard]] fs::path data() const { return folder_ / "data"; }

  fs::path binaries_;
  fs::path folder_;
  std::string prefix_;
  pid_t owner_ = 0;
};

/// The server's URL for one database on it: the given server's with the database replaced, or the private cluster's.
std::string server_url(const std::string& database) {
  if (const auto given = environment("LOOPGENIE_TEST_DATABASE_URL")) {
    if (database.empty()) {
      return *given;
    }
    // libpq takes later keywords over earlier ones; a URI takes a dbname parameter the same way.
    if (given->find("://") != std::string::npos) {
      return *given + (given->find('?') == std::string::npos ? "?" : "&") + "dbname=" + database;
    }
    return *given + " dbname=" + database;
  }
  static const Cluster cluster;
  return cluster.url(database.empty() ? "postgres" : database);
}

void execute(const std::string& sql) {
  pqxx::connection connection(server_url(""));
  pqxx::nontransaction session(connection);
  session.exec("set client_min_messages = warning");
  session.exec(sql);
}

}  // namespace

TemporaryDatabase::TemporaryDatabase() {
  static std::atomic<int> count{0};
  name_ = "loopgenie_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
  execute("create database " + name_);
  url_ = server_url(name_);
}

TemporaryDatabase::~TemporaryDatabase() {
  try {
    execute("drop database if exists " + name_ + " with (force)");
  } catch (const std::exception& e) {
    std::fprintf(stderr, "cannot drop %s: %s\n", name_.c_str(), e.what());
  }
}

void TemporaryDatabase::cut_connections() const {
  execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name_ + "'");
}

}  // namespace loopgenie::test
