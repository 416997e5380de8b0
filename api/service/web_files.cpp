#include "api/service/web_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "api/db/gzip.hpp"
#include "api/service/http/brotli.hpp"

namespace loopgenie::service {
namespace {

constexpr const char* kGzipEnding = ".gz";
constexpr const char* kBrotliEnding = ".br";
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

using UnpackFn = Result<std::string> (*)(std::string_view bytes, std::size_t max_bytes);

/// The packed form that lies beside the file; nullopt if there is none, or if it unpacks to other bytes.
std::optional<std::string> packed_form_of(const std::filesystem::path& path, const std::string& bytes,
                                          const char* ending, UnpackFn unpack) {
  std::error_code error;
  const std::filesystem::path packed_path = path.string() + ending;
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(packed_path, error))) return std::nullopt;
  Result<std::string> packed = read_file(packed_path);
  if (!packed || unpack(*packed, bytes.size()) != bytes) return std::nullopt;
  return std::move(*packed);
}

void drop_larger_forms(Forms& forms) {
  for (Bytes* packed : {&forms.gzip, &forms.brotli}) {
    if (*packed && (*packed)->size() >= forms.identity->size()) *packed = nullptr;
  }
}

Forms forms_of(const std::filesystem::path& path, std::string bytes) {
  std::optional<std::string> gzip = packed_form_of(path, bytes, kGzipEnding, &db::gunzip);
  std::optional<std::string> brotli = packed_form_of(path, bytes, kBrotliEnding, &unbrotli);
  Forms forms = make_forms(std::move(bytes), std::move(gzip));
  if (brotli) forms.brotli = make_bytes(std::move(*brotli));
  drop_larger_forms(forms);
  return forms;
}

/// NAME.gz or NAME.br beside NAME is not a file of the page, but a form of one.
bool is_packed_form(const std::filesystem::path& path) {
  std::error_code error;
  const bool has_ending = path.extension() == kGzipEnding || path.extension() == kBrotliEnding;
  return has_ending && std::filesystem::is_regular_file(path.parent_path() / path.stem(), error);
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

/// A file that is read at most once, by whoever asks first.
class WebFiles::Entry {
 public:
  Entry(std::filesystem::path path, std::string name) : path_(std::move(path)), name_(std::move(name)) {}

  const Result<WebFile>& file() {
    std::call_once(once_, [&] { file_ = read(); });
    return file_;
  }

 private:
  [[nodiscard]] Result<WebFile> read() const {
    Result<std::string> bytes = read_file(path_);
    if (!bytes) return tl::unexpected(bytes.error());
    WebFile file;
    file.forms = forms_of(path_, std::move(*bytes));
    file.media_type = media_type_of(name_);
    file.immutable = name_.starts_with("/assets/");
    return file;
  }

  std::filesystem::path path_;
  std::string name_;
  std::once_flag once_;
  Result<WebFile> file_;
};

WebFiles::WebFiles() = default;
WebFiles::WebFiles(WebFiles&&) noexcept = default;
WebFiles& WebFiles::operator=(WebFiles&&) noexcept = default;
WebFiles::~WebFiles() = default;

Result<WebFiles> WebFiles::load(const std::filesystem::path& root, Reading reading) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_regular_file(root / "index.html", error)) {
    return fail(ErrorCode::missing, "--web " + root.string() + " holds no index.html; build the page first");
  }
  WebFiles files;
  std::uintmax_t total = 0;
  fs::recursive_directory_iterator entry(root, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const fs::path relative = entry->path().lexically_relative(root);
    if (is_hidden(relative)) {
      if (entry->is_directory(error)) entry.disable_recursion_pending();
      continue;
    }
    if (entry->is_symlink(error) || !entry->is_regular_file(error)) continue;
    if (is_packed_form(entry->path())) continue;
    total += entry->file_size(error);
    if (error) break;
    if (total > kMaxTotalBytes) {
      return fail(ErrorCode::invalid_input, "--web " + root.string() + " holds more than " +
                                                std::to_string(kMaxTotalBytes >> 20) +
                                                " MiB, expected the built page alone");
    }
    const std::string name = "/" + relative.generic_string();
    files.files_.emplace(name, std::make_unique<Entry>(entry->path(), name));
  }
  if (error) return fail(ErrorCode::io, "--web " + root.string() + " cannot be read: " + error.message());
  if (reading == Reading::when_asked) return files;
  for (const auto& [name, file] : files.files_) {
    if (const Result<WebFile>& read = file->file(); !read) return tl::unexpected(read.error());
  }
  return files;
}

Result<const WebFile*> WebFiles::find(std::string_view path) const {
  const auto found = files_.find(std::string(path == "/" ? "/index.html" : path));
  if (found == files_.end()) return nullptr;
  const Result<WebFile>& file = found->second->file();
  if (!file) return tl::unexpected(file.error());
  return &*file;
}

}  // namespace loopgenie::service
