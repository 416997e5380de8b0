// The built web page. Its files are listed at the start, and each is read into memory once, with its packed forms and
// its hash. A request's path is a key of this list and nothing else: it never reaches the file system. The page's build
// writes the packed forms beside the files (NAME.gz, NAME.br). A missing NAME.gz is made here, a missing NAME.br is
// not.
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
  Forms forms;  // without packed forms that are not smaller
  std::string_view media_type;
  bool immutable = false;  // its name holds a hash of its content (below /assets/)
};

/// When files are read. All at the start: later changes in the folder do no harm. Or each when it is first asked for:
/// the start is short, and the folder must not change.
enum class Reading { at_start, when_asked };

class WebFiles {
 public:
  static constexpr std::size_t kMaxTotalBytes = std::size_t{128} << 20;

  /// Every ordinary file below `root`, without names that begin with a dot and symbolic links. Error missing if there
  /// is no index.html, invalid_input above kMaxTotalBytes, io if the folder, or a file that is read now, cannot be
  /// read.
  [[nodiscard]] static Result<WebFiles> load(const std::filesystem::path& root, Reading reading = Reading::at_start);

  WebFiles(WebFiles&&) noexcept;
  WebFiles& operator=(WebFiles&&) noexcept;
  ~WebFiles();

  /// `path` begins with '/'; "/" is index.html. Null if there is no such file. Error io if it cannot be read (only with
  /// Reading::when_asked). Any number of threads may call it.
  [[nodiscard]] Result<const WebFile*> find(std::string_view path) const;
  [[nodiscard]] std::size_t count() const { return files_.size(); }

 private:
  class Entry;

  WebFiles();

  std::unordered_map<std::string, std::unique_ptr<Entry>> files_;
};

/// By the name's extension; application/octet-stream if that is unknown.
[[nodiscard]] std::string_view media_type_of(std::string_view name);

}  // namespace loopgenie::service
