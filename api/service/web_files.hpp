// The built web page: its files are listed at the start, and each is read into memory once, with its packed forms and
// its hash. A request's path is only ever a key of this index: it never reaches the file system. The page's build
// writes the packed forms beside the files (NAME.gz, NAME.br). Where NAME.gz is missing it is made here; Brotli is not.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/service/tiles/catalog.hpp"
#include "core/base/result.hpp"

namespace loopgenie::service {

struct WebFile {
  Forms forms;  // a packed form is null where it would not be smaller
  std::string_view media_type;
  bool immutable = false;  // its name holds a hash of its content (below /assets/)
};

/// When files are read: all at the start, so that a folder that changes later does no harm, or each when it is first
/// asked for, where a start should be short and the folder never changes.
enum class Reading { at_start, when_asked };

class WebFiles {
 public:
  static constexpr std::size_t kMaxTotalBytes = std::size_t{128} << 20;

  /// Every ordinary file below `root`; names that begin with a dot and symbolic links are left out. Error missing where
  /// there is no index.html, invalid_input above kMaxTotalBytes, io where the folder or, if read now, a file cannot be
  /// read.
  [[nodiscard]] static Result<WebFiles> load(const std::filesystem::path& root, Reading reading = Reading::at_start);

  WebFiles(WebFiles&&) noexcept;
  WebFiles& operator=(WebFiles&&) noexcept;
  ~WebFiles();

  /// `path` begins with '/'; "/" is index.html. Null where there is no such file, error io where it cannot be read
  /// (only with Reading::when_asked). Any number of threads may ask.
  [[nodiscard]] Result<const WebFile*> find(std::string_view path) const;
  [[nodiscard]] std::size_t count() const { return files_.size(); }

 private:
  class Entry;

  WebFiles();

  std::unordered_map<std::string, std::unique_ptr<Entry>> files_;
};

/// By the name's extension; application/octet-stream where it is unknown.
[[nodiscard]] std::string_view media_type_of(std::string_view name);

}  // namespace loopgenie::service
