// Many clients at once, every kind of request, both worker threads.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/api/service/http/loopback_server.hpp"

namespace loopgenie::service {
namespace {

TEST_F(Loopback, MixedMethodsFromManyConnectionsWhileImportsRun) {
  import(1);
  serve(database_.url(), 20'000);
  std::vector<std::string> paths = {"/v1/meta", "/v1/places.json", "/livez", "/readyz", "/metrics", "/", "/none"};
  for (const ingest::BakedTile& tile : baked_.tiles) paths.push_back(path_of(tile));
  paths.push_back("/v1/subgraph?bbox=1.5,42.5,1.52,42.52");
  std::atomic<bool> done = false;
  std::atomic<int> answers = 0;
  std::vector<std::thread> clients;
  for (std::size_t i = 0; i < 6; ++i) {
    clients.emplace_back([&, i] {
      Client client(port());
      static constexpr std::array<const char*, 4> kMethods = {"GET", "HEAD", "OPTIONS", "DELETE"};
      static constexpr std::array<const char*, 3> kHeaders = {"", "Accept-Encoding: gzip\r\n", "If-None-Match: *\r\n"};
      for (std::size_t n = i; !done; ++n) {
        const std::string method = kMethods[n % 7 % kMethods.size()];
        const Answer answer = client.get(paths[n % paths.size()], kHeaders[n % kHeaders.size()], method);
        // A second region at the same time is told to come back.
        EXPECT_TRUE((answer.status >= 200 && answer.status < 500) || answer.status == 503) << answer.status;
        if (answer.status == 0) return;
        ++answers;
      }
    });
  }
  for (std::uint64_t seed = 2; seed <= 4; ++seed) {
    import(seed);
    const int enough = answers + 40;
    for (int tries = 0; tries < 3'000 && answers < enough; ++tries) std::this_thread::sleep_for(20ms);
    EXPECT_GE(answers, enough) << "while import " << seed << " was served";
  }
  done = true;
  for (std::thread& client : clients) client.join();
}

}  // namespace
}  // namespace loopgenie::service
