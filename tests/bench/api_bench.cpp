// The server beside nginx, both with one worker, on the same bytes in the same run: nginx sends them as files from
// disk, loopgenie-api from its cache, and in one row from Postgres, beside the driver alone in a loop. Rounds of both
// alternate, so that whatever else the machine does falls on both; a ratio is the median of the rounds' own.
//
// "per CPU" compares the requests a server answers in a second of its own processor time (not of wrk's).
#include <libpq-fe.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/bench/api/greedy.hpp"
#include "tests/bench/api/plan_cost.hpp"
#include "tests/bench/api/same_bytes.hpp"
#include "tests/bench/api/server_process.hpp"
#include "tests/bench/api/wrk.hpp"
#include "tests/bench/arguments.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::bench {
namespace {

constexpr const char* kGzip = "Accept-Encoding: gzip";

/// How long everything is measured.
struct Effort {
  int rounds = 5;
  int seconds = 2;
  int plans = 50;
};
Effort effort;

struct Round {
  double requests_per_s = 0;
  double requests_per_cpu_s = 0;
  double p99_us = 0;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double median_of(const std::vector<Round>& rounds, double Round::*field) {
  std::vector<double> values;
  for (const Round& round : rounds) values.push_back(round.*field);
  return median(values);
}

double median_ratio(const std::vector<Round>& ours, const std::vector<Round>& theirs, double Round::*field) {
  std::vector<double> values;
  for (std::size_t i = 0; i < ours.size(); ++i) values.push_back(ours[i].*field / theirs[i].*field);
  return median(values);
}

std::string tile_path(TileId id) {
  return "/v1/tiles/trails/" + std::to_string(id.z) + "/" + std::to_string(id.x) + "/" + std::to_string(id.y);
}

std::string tile_url(std::uint16_t port, TileId id) {
  return "http://127.0.0.1:" + std::to_string(port) + tile_path(id);
}

Round measure(const ServerProcess& server, const std::string& url, const std::vector<std::string>& headers) {
  const double before = server.cpu_us();
  const WrkResult result = run_wrk(url, headers, effort.seconds);
  if (result.failed > 0) std::fprintf(stderr, "%s: %.0f requests failed\n", url.c_str(), result.failed);
  return {result.requests_per_s, result.requests / (server.cpu_us() - before) * 1e6, result.p99_us};
}

std::vector<std::string> server_arguments(const std::string& database_url, std::uint16_t port, int cache_mib) {
  return {LOOPGENIE_API, "--database-url",         database_url, "--port", std::to_string(port), "--threads", "1",
          "--cache-mib", std::to_string(cache_mib)};
}

struct Side {
  const ServerProcess& server;
  std::string url;
  std::vector<std::string> headers;
};

void print_row(const char* name, const Side& ours, const Side& theirs) {
  std::vector<Round> us, them;
  for (int round = 0; round < effort.rounds; ++round) {
    us.push_back(measure(ours.server, ours.url, ours.headers));
    them.push_back(measure(theirs.server, theirs.url, theirs.headers));
  }
  std::printf("| %s | %.0f | %.0f | %.2f | %.2f | %.2f | %.2f |\n", name, median_of(us, &Round::requests_per_s),
              median_of(them, &Round::requests_per_s), median_ratio(us, them, &Round::requests_per_s),
              median_ratio(us, them, &Round::requests_per_cpu_s), median_of(us, &Round::p99_us) / 1'000,
              median_of(them, &Round::p99_us) / 1'000);
  std::fflush(stdout);
}

/// The statement of the tile store by libpq alone: prepared, binary, one connection, one after another.
double driver_alone_per_s(const std::string& database_url, TileId id, const std::string& hash) {
  PGconn* connection = PQconnectdb(database_url.c_str());
  const char* sql =
      "select t.hash, t.body from loopgenie.generation g join loopgenie.tile t on t.generation_id = g.id"
      " and t.layer = $1 and t.z = $2 and t.x = $3 and t.y = $4 where t.hash = $5 or g.id ="
      " (select generation_id from loopgenie.current_generation) order by t.hash = $5 desc limit 1";
  PQclear(PQprepare(connection, "tile", sql, 5, nullptr));
  const std::string z = std::to_string(id.z), x = std::to_string(id.x), y = std::to_string(id.y);
  const char* const values[] = {"trails", z.c_str(), x.c_str(), y.c_str(), hash.c_str()};
  const auto start = std::chrono::steady_clock::now();
  const auto end = start + std::chrono::seconds(effort.seconds);
  int count = 0;
  for (; std::chrono::steady_clock::now() < end; ++count) {
    PGresult* result = PQexecPrepared(connection, "tile", 5, values, nullptr, nullptr, 1);
    if (PQresultStatus(result) != PGRES_TUPLES_OK || PQgetlength(result, 0, 1) == 0) {
      std::fprintf(stderr, "the driver alone failed: %s\n", PQerrorMessage(connection));
      std::exit(1);
    }
    PQclear(result);
  }
  PQfinish(connection);
  return count / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void print_uncached_rows(const std::string& database_url, const SameBytes& same, const std::string& log) {
  std::printf(
      "\n| uncached, from Postgres | requests/s | the driver alone, per s | ratio | p99 ms |\n|---|---|---|---|---|\n");
  const std::uint16_t port = free_port();
  const ServerProcess server(server_arguments(database_url, port, 0), log, port);
  for (const bool is_small : {true, false}) {
    const TileId id = is_small ? same.small : same.large;
    std::vector<Round> us;
    std::vector<double> driver, ratio;
    for (int round = 0; round < effort.rounds; ++round) {
      us.push_back(measure(server, tile_url(port, id), {kGzip}));
      driver.push_back(driver_alone_per_s(database_url, id, is_small ? same.small_hash : same.large_hash));
      ratio.push_back(us.back().requests_per_s / driver.back());
    }
    std::printf("| %s | %.0f | %.0f | %.2f | %.2f |\n", is_small ? "10 KB" : "60 KB",
                median_of(us, &Round::requests_per_s), median(driver), median(ratio),
                median_of(us, &Round::p99_us) / 1'000);
    std::fflush(stdout);
  }
}

/// One ordinary client beside eight greedy ones, with the server's usual two threads.
void print_greedy_rows(const std::string& database_url, const SameBytes& same, const std::string& log) {
  std::printf(
      "\n| a small tile a hundred times a second beside 8 connections that pipeline without end | p50 ms | p99 ms | "
      "worst "
      "ms | they take, MiB/s |\n|---|---|---|---|---|\n");
  const std::uint16_t port = free_port();
  const ServerProcess server(
      {LOOPGENIE_API, "--database-url", database_url, "--port", std::to_string(port), "--threads", "2"}, log, port);
  const std::string small = tile_path(same.small);
  const std::string large = tile_path(same.large);
  for (const std::string& path : {small, large})
    (void)fetch("http://127.0.0.1:" + std::to_string(port) + path, {kGzip});
  struct Row {
    const char* name;
    Greed greed;
    const std::string& path;
  };
  for (const Row& row :
       {Row{"without them", Greed::none, small}, Row{"small answers, all read", Greed::reads_all, small},
        Row{"large answers, all read", Greed::reads_all, large},
        Row{"large answers, read slowly", Greed::reads_slowly, large}}) {
    const BesideGreed result = measure_beside_greed(port, small, row.greed, 8, row.path, 5 * effort.seconds);
    std::printf("| %s | %.2f | %.2f | %.2f | %.1f |\n", row.name, result.p50_ms, result.p99_ms, result.worst_ms,
                result.greedy_mib_per_s);
    std::fflush(stdout);
  }
}

void measure_beside_nginx(const std::filesystem::path& folder) {
  test::TemporaryDatabase database;
  const SameBytes same = make_same_bytes(database.url(), folder);
  const std::uint16_t their_port = free_port();
  const std::string configuration = (folder / "nginx.conf").string();
  std::ofstream(configuration) << nginx_configuration(folder, their_port);
  const ServerProcess nginx({"/usr/sbin/nginx", "-c", configuration}, (folder / "nginx.log").string(), their_port);
  const std::uint16_t port = free_port();
  const ServerProcess server(server_arguments(database.url(), port, 32), (folder / "api.log").string(), port);

  const std::string nginx_url = "http://127.0.0.1:" + std::to_string(their_port) + "/";
  if (fetch(tile_url(port, same.large), {kGzip}).body != fetch(nginx_url + "large", {}).body) {
    std::fprintf(stderr, "the two servers do not send the same bytes\n");
    std::exit(1);
  }
  std::printf(
      "| from memory | requests/s | nginx | ratio | ratio per CPU | p99 ms | nginx |\n|---|---|---|---|---|---|---|\n");
  print_row("10 KB", {server, tile_url(port, same.small), {kGzip}}, {nginx, nginx_url + "small", {}});
  print_row("60 KB", {server, tile_url(port, same.large), {kGzip}}, {nginx, nginx_url + "large", {}});
  const std::string our_tag = fetch(tile_url(port, same.large), {kGzip}).etag;
  const std::string their_tag = fetch(nginx_url + "large", {}).etag;
  print_row("304", {server, tile_url(port, same.large), {kGzip, "If-None-Match: " + our_tag}},
            {nginx, nginx_url + "large", {"If-None-Match: " + their_tag}});
  for (const TileId id : same.all) (void)fetch(tile_url(port, id), {kGzip});
  std::printf("\nMemory with a warm cache of 32 MiB: %.0f MiB\n", server.resident_mib());
  print_greedy_rows(database.url(), same, (folder / "greedy.log").string());
  print_uncached_rows(database.url(), same, (folder / "uncached.log").string());
}

}  // namespace
}  // namespace loopgenie::bench

int main(int argc, char** argv) {
  if (loopgenie::bench::read_arguments(
          argc, argv,
          "Usage: ./loopgenie bench api [--quick]\n"
          "loopgenie-api beside nginx, an ordinary client beside greedy ones, and what a plan in Andorra costs the "
          "server, in three minutes; --quick: in one.")
          .quick) {
    loopgenie::bench::effort = {.rounds = 1, .seconds = 1, .plans = 5};
  }
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "loopgenie-bench-api";
  std::filesystem::create_directories(folder);
  loopgenie::bench::measure_beside_nginx(folder);
  std::filesystem::remove_all(folder);
  loopgenie::bench::print_plan_costs(LOOPGENIE_API, loopgenie::bench::effort.plans);
}
