#include "tests/bench/api/wrk.hpp"

#include <curl/curl.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

namespace loopgenie::bench {
namespace {

constexpr const char* kReport = R"(done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %f %f %d\n", summary.requests, summary.requests / (summary.duration / 1e6),
    latency:percentile(99), errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
)";

std::string report_script() {
  const std::string path = (std::filesystem::temp_directory_path() / "loopgenie-wrk.lua").string();
  std::ofstream(path) << kReport;
  return path;
}

std::size_t append(char* data, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(data, size * count);
  return size * count;
}

}  // namespace

WrkResult run_wrk(const std::string& url, const std::vector<std::string>& headers, int seconds) {
  static const std::string script = report_script();
  std::string command = "wrk -t1 -c32 -d" + std::to_string(seconds) + "s -s " + script;
  for (const std::string& header : headers) command += " -H '" + header + "'";
  command += " '" + url + "' 2>&1";
  const std::unique_ptr<FILE, decltype(&::pclose)> pipe(::popen(command.c_str(), "r"), &::pclose);
  std::string said;
  std::array<char, 4096> line{};
  while (std::fgets(line.data(), line.size(), pipe.get()) != nullptr) said += line.data();
  const std::size_t at = said.find("RESULT ");
  WrkResult result;
  if (at == std::string::npos || !(std::istringstream(said.substr(at + 7)) >> result.requests >>
                                   result.requests_per_s >> result.p99_us >> result.failed)) {
    std::fprintf(stderr, "wrk failed: %s\n", said.c_str());
    std::exit(1);
  }
  return result;
}

Fetched fetch(const std::string& url, const std::vector<std::string>& headers) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
  Fetched fetched;
  std::string head;
  curl_slist* list = nullptr;
  for (const std::string& header : headers) list = curl_slist_append(list, header.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &fetched.body);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, append);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &head);
  if (curl_easy_perform(curl.get()) == CURLE_OK) {
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    fetched.status = static_cast<int>(status);
  }
  curl_slist_free_all(list);
  for (const char* name : {"ETag: ", "etag: "}) {
    if (const std::size_t at = head.find(name); at != std::string::npos) {
      fetched.etag = head.substr(at + 6, head.find('\r', at) - at - 6);
    }
  }
  return fetched;
}

}  // namespace loopgenie::bench
