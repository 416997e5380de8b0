// Where the native planner gets its files from: a folder written by `loopgenie-ingest export`, or a server over HTTP.
// Both have the same layout below v1/, so a path is all a caller names.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace loopgenie::harness {

class FileSource {
 public:
  virtual ~FileSource() = default;
  /// The file's uncompressed content, nullopt where there is none (HTTP 204 and 404). `path` is like "v1/meta"; `query`
  /// is "" or like "h=0123456789abcdef" and only a server looks at it. At most kMaxFileBytes.
  [[nodiscard]] virtual Result<std::optional<std::string>> fetch(std::string_view path, std::string_view query) = 0;
};

inline constexpr std::size_t kMaxFileBytes = std::size_t{32} << 20;

/// A URL that begins with http:// or https://, else a folder. An Error where the folder does not exist or holds no v1/.
[[nodiscard]] Result<std::unique_ptr<FileSource>> open_source(const std::string& folder_or_url);

}  // namespace loopgenie::harness
