#include "api/ingest/store/staging.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <utility>

namespace loopgenie::ingest {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> io_error(const std::string& doing, const fs::path& path, const std::error_code& why) {
  return fail(ErrorCode::io, "cannot " + doing + ' ' + path.string() + ": " + why.message());
}

std::error_code last_error() { return {errno, std::generic_category()}; }

}  // namespace

Result<StagingFolder> StagingFolder::beside(const fs::path& target) {
  std::error_code error;
  fs::path place = fs::weakly_canonical(fs::absolute(target), error);
  if (error) {
    return io_error("use", target, error);
  }
  if (!place.has_filename()) {
    place = place.parent_path();
  }
  fs::create_directories(place.parent_path(), error);
  if (error) {
    return io_error("make the folder", place.parent_path(), error);
  }
  std::string pattern = place.string() + ".partial-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) {
    return io_error("make a folder in", place.parent_path(), last_error());
  }
  return StagingFolder(pattern, place);
}

StagingFolder::StagingFolder(fs::path folder, fs::path target)
    : folder_(std::move(folder)), target_(std::move(target)) {}

StagingFolder::StagingFolder(StagingFolder&& other) noexcept
    : folder_(std::exchange(other.folder_, {})), target_(std::move(other.target_)) {}

StagingFolder::~StagingFolder() {
  if (!folder_.empty()) {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
}

Result<void> StagingFolder::write(const fs::path& path, std::string_view bytes) const {
  const fs::path file = folder_ / path;
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  if (error) {
    return io_error("make the folder", file.parent_path(), error);
  }
  errno = 0;
  std::ofstream stream(file, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) {
    return io_error("write", file, last_error());
  }
  return {};
}

Result<void> StagingFolder::commit() && {
  // mkdtemp made it for its owner alone; give it the rights of an ordinary new folder.
  const mode_t mask = umask(0);
  umask(mask);
  std::error_code error;
  fs::permissions(folder_, static_cast<fs::perms>(0777 & ~mask), error);

  // A missing or empty target is replaced by rename itself.
  if (std::rename(folder_.c_str(), target_.c_str()) == 0) {
    folder_.clear();
    return {};
  }
  if (renameat2(AT_FDCWD, folder_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) == 0) {
    return {};  // folder_ is now what was there before: the destructor deletes it
  }
  // A file system without exchange: two steps, the first undone if the second fails.
  const fs::path before = folder_.string() + ".before";
  if (std::rename(target_.c_str(), before.c_str()) != 0) {
    return io_error("replace", target_, last_error());
  }
  if (std::rename(folder_.c_str(), target_.c_str()) != 0) {
    const std::error_code why = last_error();
    std::rename(before.c_str(), target_.c_str());
    return io_error("replace", target_, why);
  }
  folder_ = before;
  return {};
}

}  // namespace loopgenie::ingest
