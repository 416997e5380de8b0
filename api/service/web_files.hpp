// The built web page, read into memory once at the start, with its gzip form and entity tags. A request's path is only
// ever a key of this index: it never reaches the file system. Gzip forms that lie beside the files (NAME.gz) make the
// start quicker.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/service/catalog.hpp"
#include "core/base/result.hpp"

namespace loopgenie::service {

struct WebFile {
  TwoForms forms;  // gzip is null where it would not be smaller
  std::string_view media_type;
  bool immutable = false;  // its name holds a hash of its content (below /assets/)
};

class WebFiles {
 public:
  static constexpr std::size_t kMaxTotalBytes = std::size_t{128} << 20;

  /// Reads every ordinary file below `root`; names that begin with a dot and symbolic links are left out. Error missing
  /// where there is no index.html, io where a file cannot be read, invalid_input above kMaxTotalBytes.
  [[nodiscard]] static Result<WebFiles> load(const std::filesystem::path& root);

  /// `path` begins with '/'; "/" is index.html. Null where there is no such file.
  [[nodiscard]] const WebFile* find(std::string_view path) const;
  [[nodiscard]] std::size_t count() const { return files_.size(); }

 private:
  std::unordered_map<std::string, WebFile> files_;
};

/// By the name's extension; application/octet-stream where it is unknown.
[[nodiscard]] std::string_view media_type_of(std::string_view name);

}  // namespace loopgenie::service
