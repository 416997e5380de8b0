// loopgenie-api: serves the tiles and, if asked to, the built page. It listens on a socket or, inside AWS Lambda, takes
// requests from the Runtime API.
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "api/service/handle.hpp"
#include "api/service/health_check.hpp"
#include "api/service/http/pistache_server.hpp"
#include "api/service/http/request_log.hpp"
#include "api/service/lambda/lambda_loop.hpp"
#include "api/service/lambda/lambda_runtime.hpp"
#include "api/service/tiles/tile_source.hpp"
#include "api/service/web_files.hpp"

namespace {

using namespace loopgenie;
using namespace loopgenie::service;

constexpr int kFailure = 1;
constexpr int kWrongUsage = 2;
constexpr std::chrono::milliseconds kStopGrace{4'000};

struct Flags {
  ServerOptions server;
  TileSourceOptions source;
  int request_timeout_s = 5;
  int keep_alive_s = 20;
  std::size_t cache_mib = 32;
  std::string web;
  bool request_log = true;
  bool healthcheck = false;
};

void log_line(const std::string& line) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  std::cerr << "[api] " << line << std::endl;
}

void define_flags(CLI::App& app, Flags& flags) {
  app.add_option(
         "--database-url", flags.source.database_url,
         "The PostgreSQL that holds the tiles, as postgresql://user@host/name or host=… dbname=…; a read replica is "
         "enough; of several hosts (host=a,b) the first that answers is used")
      ->envname("DATABASE_URL");
  app.add_option("--port", flags.server.port, "Port to listen on; 0 takes a free one")
      ->envname("PORT")
      ->capture_default_str();
  app.add_option("--address", flags.server.address, "Address to listen on; 0.0.0.0 for every network")
      ->capture_default_str();
  app.add_option("--web", flags.web, "Folder of the built page to serve as well [default: no page]");
  app.add_option("--threads", flags.server.threads, "Worker threads, each with a connection to Postgres")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app.add_option("--request-timeout-s", flags.request_timeout_s, "Longest from a request's first byte to its last")
      ->check(CLI::Range(1, 3'600))
      ->capture_default_str();
  app.add_option("--keep-alive-s", flags.keep_alive_s, "Longest pause between two requests on a connection")
      ->check(CLI::Range(1, 3'600))
      ->capture_default_str();
  app.add_option("--cache-mib", flags.cache_mib, "Memory for tiles, in MiB")
      ->check(CLI::Range(0, 65'536))
      ->capture_default_str();
  const std::map<std::string, db::PreparedStatements> prepared = {{"on", db::PreparedStatements::on},
                                                                  {"off", db::PreparedStatements::off}};
  app.add_option(
         "--prepared", flags.source.store.prepared,
         "Use prepared statements, and set a statement timeout on each connection. Say off behind a pooler that "
         "gives every transaction another connection, such as PgBouncer 1.18 in transaction mode [default: on]")
      ->transform(CLI::CheckedTransformer(prepared))
      ->option_text("on|off");
  const std::map<std::string, bool> on_off = {{"on", true}, {"off", false}};
  app.add_option("--request-log", flags.request_log,
                 "One line of JSON per request on standard error, without query and address [default: on]")
      ->transform(CLI::CheckedTransformer(on_off))
      ->option_text("on|off");
  app.add_flag("--log-addresses", flags.server.log_addresses, "Add the client's address to each of these lines");
  app.add_flag("--healthcheck", flags.healthcheck,
               "Ask the server running on --address and --port whether it is ready; exit 0 if so, else 1");
}

/// Every connection takes a descriptor, so the process may use as many as the system allows it. Returns how many
/// connections there is room for.
std::size_t raise_descriptor_limit(const ServerOptions& server) {
  constexpr rlim_t kOwn = 24;          // standard streams, epoll and event descriptors, what a name look-up opens
  constexpr rlim_t kOwnPerThread = 4;  // epoll, event, timer, a connection to Postgres
  constexpr rlim_t kFewest = 8;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return server.max_connections;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t own = kOwn + kOwnPerThread * static_cast<rlim_t>(server.threads);
  const rlim_t room = limit.rlim_cur > own + kFewest ? limit.rlim_cur - own : kFewest;
  return std::min(server.max_connections, static_cast<std::size_t>(room));
}

/// Called before any thread is started: all threads inherit the mask, and only `sigwait` gets the signals.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

int fail_with(const Error& error) {
  std::cerr << "loopgenie-api: " << error.message << std::endl;
  return kFailure;
}

Result<std::optional<WebFiles>> load_web(const std::string& folder, Reading reading) {
  if (folder.empty()) return std::nullopt;
  return WebFiles::load(folder, reading).map([](WebFiles&& files) { return std::optional(std::move(files)); });
}

/// The address of AWS Lambda's Runtime API; null if this process does not run inside Lambda.
const char* lambda_address() { return std::getenv("AWS_LAMBDA_RUNTIME_API"); }

int serve_lambda(Flags& flags, const std::string& address) {
  std::signal(SIGPIPE, SIG_IGN);
  LambdaRuntime runtime(address);
  const auto fail_init = [&](const Error& error) {
    if (const Result<void> reported = runtime.report_init(error); !reported) fail_with(reported.error());
    return fail_with(error);
  };
  if (flags.source.database_url.empty()) {
    return fail_init({ErrorCode::invalid_input, "no database given: set DATABASE_URL in the function's environment"});
  }
  const Result<std::optional<WebFiles>> web = load_web(flags.web, Reading::when_asked);
  if (!web) return fail_init(web.error());
  // An environment has one request at a time and is frozen between requests.
  flags.source.connections = 1;
  flags.source.polling = Polling::before_requests;
  TileSource source(flags.source, log_line);
  Metrics metrics;
  Context context{source, metrics, *web ? &**web : nullptr};
  LambdaOptions options;
  if (flags.request_log) {
    options.log = [](const Request& request, const Response& response, std::chrono::nanoseconds duration) {
      std::string line;
      append_log_line({.method = request.method,
                       .path = request.path,
                       .status = response.status,
                       .body_bytes = response.head_only ? 0 : response.body_text().size(),
                       .duration = duration},
                      line);
      std::cerr << line.append("\n") << std::flush;
    };
  }
  const auto answer = [&](const Request& request) {
    source.refresh_if_due();
    return handle(request, context);
  };
  return fail_with(run_lambda(runtime, answer, options));
}

int serve(Flags& flags) {
  flags.server.max_connections = raise_descriptor_limit(flags.server);
  const sigset_t stop_signals = block_stop_signals();

  const Result<std::optional<WebFiles>> web = load_web(flags.web, Reading::at_start);
  if (!web) return fail_with(web.error());
  // If the database is away, the server starts all the same and is not ready until it comes back.
  TileSource source(flags.source, log_line);
  Metrics metrics;
  std::optional<RequestLog> log;
  if (flags.request_log) flags.server.log = &log.emplace(STDERR_FILENO);
  Context context{source, metrics, *web ? &**web : nullptr};
  flags.server.waiting_threads = flags.source.connections;
  PistacheServer server(flags.server, answers_of(context), metrics.transport());
  if (const Result<void> started = server.start(); !started) return fail_with(started.error());
  std::cout << "listening on " << server.url() << std::endl;

  int signal = 0;
  sigwait(&stop_signals, &signal);
  log_line("stopping");
  if (!server.stop(kStopGrace)) log_line("stopped before some readers had their whole answer");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Flags flags;
  CLI::App app(
      "Serves Loop Genie's tiles, and with --web its page. Stops on SIGTERM or Ctrl-C.\n"
      "Inside AWS Lambda (AWS_LAMBDA_RUNTIME_API is set) it answers the function's invocations instead of listening.\n"
      "It also starts while the database cannot be reached; /readyz answers 503 until it can.\n"
      "Exit status: 0 stopped as asked (--healthcheck: ready), 1 failure, 2 wrong usage.",
      "loopgenie-api");
  app.set_version_flag("--version", "loopgenie-api " LOOPGENIE_VERSION);
  define_flags(app, flags);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kWrongUsage;
  }
  if (flags.healthcheck) {
    const Result<void> healthy = check_health(flags.server.address, flags.server.port);
    return healthy ? 0 : fail_with(healthy.error());
  }
  flags.source.cache_bytes = flags.cache_mib << 20;
  if (const char* address = lambda_address()) return serve_lambda(flags, address);
  if (flags.source.database_url.empty()) {
    std::cerr << "loopgenie-api: no database given: use --database-url or DATABASE_URL (see --help)" << std::endl;
    return kWrongUsage;
  }
  flags.source.connections = static_cast<std::size_t>(flags.server.threads);
  flags.server.request_timeout = std::chrono::seconds(flags.request_timeout_s);
  flags.server.keep_alive_timeout = std::chrono::seconds(flags.keep_alive_s);
  return serve(flags);
}
