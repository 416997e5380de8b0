#include "api/service/web_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <utility>

#include "api/db/gzip.hpp"

namespace loopgenie::service {
namespace {

constexpr const char* kPacked = ".gz";
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kMediaTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".geojson", "application/geo+json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".xml", "application/xml"},
    {".gpx", "application/gpx+xml"},
    {".pbf", "application/x-protobuf"},
}};

bool is_hidden(const std::filesystem::path& relative) {
  return std::any_of(relative.begin(), relative.end(),
                     [](const std::filesystem::path& part) { return part.string().front() == '.'; });
}

Result<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg();
  std::string bytes(static_cast<std::size_t>(std::max<std::streamoff>(size, 0)), '\0');
  file.seekg(0).read(bytes.data(), size);
  if (!file) {
    return fail(ErrorCode::io, "the page's file " + path.string() + " cannot be read; check its permissions");
  }
  return bytes;
}

/// The gzip form that lies beside the file, where it is this file's; else one made now.
TwoForms forms_of(const std::filesystem::path& path, std::string bytes) {
  std::error_code error;
  const std::filesystem::path packed_path = path.string() + kPacked;
  if (std::filesystem::is_regular_file(std::filesystem::symlink_status(packed_path, error))) {
    Result<std::string> packed = read_file(packed_path);
    if (packed && db::gunzip(*packed, bytes.size()) == bytes) {
      return make_two_forms(std::move(bytes), std::move(*packed));
    }
  }
  return make_two_forms(std::move(bytes));
}

/// NAME.gz beside NAME is no file of the page, but a form of one.
bool is_packed_form(const std::filesystem::path& path) {
  std::error_code error;
  return path.extension() == kPacked && std::filesystem::is_regular_file(path.parent_path() / path.stem(), error);
}

WebFile make_file(std::string_view name, TwoForms forms) {
  WebFile file;
  file.forms = std::move(forms);
  if (file.forms.gzip->size() >= file.forms.identity->size()) file.forms.gzip = nullptr;
  file.media_type = media_type_of(name);
  file.immutable = name.substr(0, 8) == "/assets/";
  return file;
}

}  // namespace

std::string_view media_type_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const std::string_view extension = dot == std::string_view::npos ? std::string_view() : name.substr(dot);
  for (const auto& [known, type] : kMediaTypes) {
    if (equals_ignoring_case(extension, known)) return type;
  }
  return "application/octet-stream";
}

Result<WebFiles> WebFiles::load(const std::filesystem::path& root) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_regular_file(root / "index.html", error)) {
    return fail(ErrorCode::missing, "--web " + root.string() + " holds no index.html; build the page first");
  }
  WebFiles files;
  std::size_t total = 0;
  fs::recursive_directory_iterator entry(root, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const fs::path relative = entry->path().lexically_relative(root);
    if (is_hidden(relative)) {
      if (entry->is_directory(error)) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_symlink(error) || !entry->is_regular_file(error)) continue;
    if (is_packed_form(entry->path())) continue;
    Result<std::string> bytes = read_file(entry->path());
    if (!bytes) return tl::unexpected(bytes.error());
    total += bytes->size();
    if (total > kMaxTotalBytes) {
      return fail(ErrorCode::invalid_input, "--web " + root.string() + " holds more than " +
                                                std::to_string(kMaxTotalBytes >> 20) +
                                                " MiB, expected the built page alone");
    }
    const std::string name = "/" + relative.generic_string();
    files.files_.emplace(name, make_file(name, forms_of(entry->path(), std::move(*bytes))));
  }
  if (error) return fail(ErrorCode::io, "--web " + root.string() + " cannot be read: " + error.message());
  files.files_.emplace("/", files.files_.at("/index.html"));
  return files;
}

const WebFile* WebFiles::find(std::string_view path) const {
  const auto found = files_.find(std::string(path));
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace loopgenie::service
