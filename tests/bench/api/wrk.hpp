// One run of wrk, and one plain request, against a server on this machine.
#pragma once

#include <string>
#include <vector>

namespace loopgenie::bench {

struct WrkResult {
  double requests = 0;
  double requests_per_s = 0;
  double p99_us = 0;
  double failed = 0;  // statuses other than 2xx and 3xx, and broken connections
};

/// One thread, 32 connections. Ends the program with what wrk said where it fails.
[[nodiscard]] WrkResult run_wrk(const std::string& url, const std::vector<std::string>& headers, int seconds);

struct Fetched {
  int status = 0;
  std::string etag;
  std::string body;  // as sent: not unpacked
};
[[nodiscard]] Fetched fetch(const std::string& url, const std::vector<std::string>& headers);

}  // namespace loopgenie::bench
