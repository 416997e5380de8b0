#include "tests/harness/file_source.hpp"

#include <curl/curl.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "tests/harness/gunzip.hpp"

namespace loopgenie::harness {
namespace {

Result<std::optional<std::string>> unpacked(std::string name, std::string bytes) {
  if (!is_gzip(bytes)) {
    return std::optional(std::move(bytes));
  }
  Result<std::string> content = gunzip(bytes, kMaxFileBytes);
  if (!content) {
    return fail(content.error().code, name + ": " + content.error().message);
  }
  return std::optional(std::move(*content));
}

class FolderSource final : public FileSource {
 public:
  explicit FolderSource(std::filesystem::path root) : root_(std::move(root)) {}

  Result<std::optional<std::string>> fetch(std::string_view path, std::string_view /*query*/) override {
    // An export may hold the plain file, its gzip form, or both.
    for (const std::string_view suffix : {"", ".gz"}) {
      const std::filesystem::path file = root_ / (std::string(path) + std::string(suffix));
      std::error_code error;
      if (!std::filesystem::is_regular_file(file, error)) {
        continue;
      }
      if (std::filesystem::file_size(file, error) > kMaxFileBytes) {
        return fail(ErrorCode::malformed, file.string() + " is larger than any file of an export");
      }
      std::ifstream stream(file, std::ios::binary);
      std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      if (!stream) {
        return fail(ErrorCode::io, "cannot read " + file.string());
      }
      return unpacked(file.string(), std::move(bytes));
    }
    return std::nullopt;
  }

 private:
  std::filesystem::path root_;
};

class HttpSource final : public FileSource {
 public:
  explicit HttpSource(std::string base) : base_(std::move(base)), curl_(curl_easy_init()) {
    while (!base_.empty() && base_.back() == '/') {
      base_.pop_back();
    }
    headers_ = curl_slist_append(nullptr, "Accept-Encoding: gzip");  // unpacked here, with a bound
  }
  ~HttpSource() override {
    curl_slist_free_all(headers_);
    curl_easy_cleanup(curl_);
  }
  HttpSource(const HttpSource&) = delete;
  HttpSource& operator=(const HttpSource&) = delete;

  Result<std::optional<std::string>> fetch(std::string_view path, std::string_view query) override {
    std::string url = base_ + "/" + std::string(path);
    url += query.empty() ? "" : "?" + std::string(query);
    if (curl_ == nullptr) {
      return fail(ErrorCode::io, "libcurl cannot start");
    }
    std::string body;
    constexpr long kConnectSeconds = 5;
    constexpr long kTotalSeconds = 60;
    curl_easy_reset(curl_);
    curl_easy_setopt(curl_, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl_, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers_);
    curl_easy_setopt(curl_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl_, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl_, CURLOPT_TIMEOUT, kTotalSeconds);
    curl_easy_setopt(curl_, CURLOPT_WRITEFUNCTION, &HttpSource::append);
    curl_easy_setopt(curl_, CURLOPT_WRITEDATA, &body);
    if (const CURLcode code = curl_easy_perform(curl_); code != CURLE_OK) {
      return fail(ErrorCode::io, "cannot fetch " + url + ": " + curl_easy_strerror(code) +
                                     "; is the server running, and is the address right?");
    }
    long status = 0;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
    if (status == 204 || status == 404) {
      return std::nullopt;
    }
    if (status != 200) {
      return fail(ErrorCode::io, url + " answered HTTP " + std::to_string(status) + ", expected 200, 204 or 404");
    }
    return unpacked(url, std::move(body));
  }

 private:
  static std::size_t append(const char* bytes, std::size_t size, std::size_t count, void* body) {
    auto& text = *static_cast<std::string*>(body);
    if (text.size() + size * count > kMaxFileBytes) {
      return 0;  // ends the transfer with a write error
    }
    text.append(bytes, size * count);
    return size * count;
  }

  std::string base_;
  CURL* curl_;
  curl_slist* headers_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<FileSource>> open_source(const std::string& folder_or_url) {
  if (folder_or_url.starts_with("http://") || folder_or_url.starts_with("https://")) {
    return std::make_unique<HttpSource>(folder_or_url);
  }
  std::error_code error;
  if (!std::filesystem::is_directory(std::filesystem::path(folder_or_url) / "v1", error)) {
    return fail(ErrorCode::missing, "no tiles in \"" + folder_or_url +
                                        "\": expected a folder written by an export (it holds v1/), or a URL such as "
                                        "http://127.0.0.1:8080");
  }
  return std::make_unique<FolderSource>(folder_or_url);
}

}  // namespace loopgenie::harness
