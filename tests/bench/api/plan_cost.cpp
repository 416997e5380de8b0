#include "tests/bench/api/plan_cost.hpp"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <sstream>
#include <vector>

#include "api/db/connection.hpp"
#include "api/db/migrate.hpp"
#include "api/ingest/store/load.hpp"
#include "core/plan/planner.hpp"
#include "tests/bench/api/server_process.hpp"
#include "tests/bench/api/wrk.hpp"
#include "tests/bench/real_region.hpp"
#include "tests/harness/load_tiles.hpp"
#include "tests/harness/options.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::bench {
namespace {

[[noreturn]] void give_up(const Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  std::exit(1);
}

/// Remembers what is fetched.
class Recorder : public harness::FileSource {
 public:
  explicit Recorder(std::unique_ptr<harness::FileSource> source) : source_(std::move(source)) {}
  Result<std::optional<std::string>> fetch(std::string_view path, std::string_view query) override {
    asked.push_back("/" + std::string(path) + (query.empty() ? "" : "?" + std::string(query)));
    return source_->fetch(path, query);
  }
  std::vector<std::string> asked;

 private:
  std::unique_ptr<harness::FileSource> source_;
};

std::vector<std::string> fetch_for_plan(const std::string& url, const Query& query) {
  auto source = harness::open_source(url);
  if (!source) give_up(source.error());
  Recorder recorder(*std::move(source));
  Planner planner;
  if (const auto loaded = harness::load_tiles(planner, recorder, query); !loaded) give_up(loaded.error());
  return recorder.asked;
}

/// The sum of the bodies the server has sent so far, but for those of /metrics.
double body_bytes(const std::string& url) {
  std::istringstream lines(fetch(url + "/metrics", {}).body);
  double sum = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("loopgenie_response_body_bytes_total{") && line.find("\"metrics\"") == std::string::npos) {
      sum += std::stod(line.substr(line.find(' ')));
    }
  }
  return sum;
}

/// A page that planned before asks for what can change with the tags it got.
void ask_again(const std::string& url, const std::vector<std::string>& paths, const std::vector<std::string>& tags) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    (void)fetch(url + paths[i], {"Accept-Encoding: gzip", "If-None-Match: " + tags[i]});
  }
}

/// `asked` is what a plan asks for, known at the latest once it was made.
void print_row(const char* name, const ServerProcess& server, const std::string& url, int repeats,
               const std::function<void()>& plan, const std::vector<std::string>& asked) {
  const double bytes_before = body_bytes(url);
  const double cpu_before = server.cpu_us();
  for (int i = 0; i < repeats; ++i) plan();
  const double cpu = (server.cpu_us() - cpu_before) / repeats;
  const double bytes = (body_bytes(url) - bytes_before) / repeats;
  std::printf("| %s | %zu | %.0f | %.0f |\n", name, asked.size(), cpu, bytes);
  std::fflush(stdout);
}

}  // namespace

void print_plan_costs(const std::string& api, int repeats) {
  const std::vector<RealRegion> regions = real_regions("Andorra");
  if (regions.empty()) return;
  test::TemporaryDatabase database;
  {
    const auto connection = db::connect(database.url());
    if (!connection) give_up(connection.error());
    if (const auto migrated = db::migrate(**connection); !migrated) give_up(migrated.error());
    const ingest::Dataset dataset = read_region(regions.front());
    const auto baked = ingest::bake(dataset);
    if (!baked) give_up(baked.error());
    if (const auto loaded = ingest::load(**connection, dataset, *baked); !loaded) give_up(loaded.error());
  }
  harness::Options options;
  options.at = "42.5063,1.5218";
  options.drive = "20km";
  options.hike = "25km";
  const Result<Query> query = harness::query_of(options);
  if (!query) give_up(query.error());

  const std::uint16_t port = free_port();
  const std::string url = "http://127.0.0.1:" + std::to_string(port);
  const ServerProcess server({api, "--database-url", database.url(), "--port", std::to_string(port), "--threads", "1"},
                             "/tmp/loopgenie-bench-plan.log", port);
  std::printf(
      "\n| a plan in Andorra, 20 km drive, 25 km hike | requests | server's CPU, µs | bytes of bodies |\n"
      "|---|---|---|---|\n");
  std::vector<std::string> asked;
  const auto plan = [&] { asked = fetch_for_plan(url, *query); };
  print_row("server cold: every tile from Postgres", server, url, 1, plan, asked);
  print_row("server warm: every tile from memory", server, url, repeats, plan, asked);
  std::vector<std::string> known, tags;
  for (const std::string& path : asked) {
    if (path.find("?h=") != std::string::npos) continue;  // immutable: the page does not ask again
    known.push_back(path);
    tags.push_back(fetch(url + path, {"Accept-Encoding: gzip"}).etag);
  }
  print_row(
      "page warm: it has planned here before", server, url, repeats, [&] { ask_again(url, known, tags); }, known);
}

}  // namespace loopgenie::bench
