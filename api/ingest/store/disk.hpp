// How much room there is.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <pqxx/connection>
#include <string>

namespace loopgenie::ingest {

/// Free for this user where `path` is or will be (its nearest existing parent); nullopt where that cannot be read.
[[nodiscard]] std::optional<std::uint64_t> free_bytes_at(const std::filesystem::path& path);

/// Free where the server keeps its data; nullopt when it is on another machine or does not say where.
[[nodiscard]] std::optional<std::uint64_t> free_bytes_of_server(pqxx::connection& connection);

/// "1.4 GB", "230 MB".
[[nodiscard]] std::string format_bytes(std::uint64_t bytes);

}  // namespace loopgenie::ingest
