#include "api/ingest/store/disk.hpp"

#include <sys/statvfs.h>

#include <array>
#include <cstdio>
#include <pqxx/nontransaction>
#include <pqxx/result>

namespace loopgenie::ingest {

std::optional<std::uint64_t> free_bytes_at(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::path existing = std::filesystem::absolute(path, error);
  while (!existing.empty() && !std::filesystem::exists(existing, error) && existing.has_relative_path()) {
    existing = existing.parent_path();
  }
  struct statvfs info {};
  if (statvfs(existing.c_str(), &info) != 0) {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
}

std::optional<std::uint64_t> free_bytes_of_server(pqxx::connection& connection) {
  pqxx::nontransaction session(connection);
  // A role without the right to read the setting gets no row; over a Unix socket there is no address.
  const pqxx::result rows = session.exec(
      "select setting from pg_settings where name = 'data_directory'"
      " and (inet_server_addr() is null or inet_server_addr() = inet_client_addr())");
  if (rows.empty() || rows.front()[0].is_null()) {
    return std::nullopt;
  }
  const std::filesystem::path folder = rows.front()[0].as<std::string>();
  struct statvfs info {};
  if (statvfs(folder.c_str(), &info) != 0) {
    return std::nullopt;  // the server may be in a container, where the path means something else
  }
  return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
}

std::string format_bytes(std::uint64_t bytes) {
  static constexpr std::array<const char*, 5> kUnits = {"B", "kB", "MB", "GB", "TB"};
  double value = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), unit > 0 && value < 9.95 ? "%.1f %s" : "%.0f %s", value, kUnits[unit]);
  return text.data();
}

}  // namespace loopgenie::ingest
