// A new folder beside a target folder, moved into the target's place in one step once it is complete.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace loopgenie::ingest {

class StagingFolder {
 public:
  /// Makes the new folder beside `target`; the target's parents are made where they are missing.
  [[nodiscard]] static Result<StagingFolder> beside(const std::filesystem::path& target);

  StagingFolder(StagingFolder&& other) noexcept;
  StagingFolder& operator=(StagingFolder&&) = delete;
  /// Deletes the new folder, unless it was committed.
  ~StagingFolder();

  /// `path` is relative to the folder; its folders are made.
  [[nodiscard]] Result<void> write(const std::filesystem::path& path, std::string_view bytes) const;

  /// Puts the folder in the target's place; what was there is deleted. On an Error the target is as it was.
  [[nodiscard]] Result<void> commit() &&;

 private:
  StagingFolder(std::filesystem::path folder, std::filesystem::path target);

  std::filesystem::path folder_;  // "" once committed or moved from
  std::filesystem::path target_;
};

}  // namespace loopgenie::ingest
