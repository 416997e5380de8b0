// A built page in a folder of its own, deleted when the object goes.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace loopgenie::service {

class WebFolder {
 public:
  WebFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "loopgenie-web-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder in the temporary directory");
    path_ = name;
  }
  ~WebFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  WebFolder(const WebFolder&) = delete;
  WebFolder& operator=(const WebFolder&) = delete;

  void write(const std::string& name, const std::string& bytes) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace loopgenie::service
