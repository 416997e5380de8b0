#include "api/service/handle.hpp"

#include <array>
#include <chrono>
#include <nlohmann/json.hpp>
#include <utility>

#include "api/service/answers.hpp"
#include "api/service/http/problem.hpp"
#include "api/service/route.hpp"

namespace loopgenie::service {
namespace {

constexpr const char* kAllowed = "GET, HEAD, OPTIONS";

Response answer_json(int status, const nlohmann::ordered_json& document) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", "application/json");
  response.headers.add("Cache-Control", "no-store");
  response.body = make_bytes(document.dump() + "\n");
  return response;
}

Response answer_ready(Context& context) {
  const Result<void> answered = context.source.ask_database();
  const std::shared_ptr<const Catalog> catalog = context.source.catalog();
  if (!answered || !catalog) {
    return context.source.state() == DatabaseState::ready
               ? unavailable("The database does not answer now. Ask again in a moment.", 2)
               : no_data(context.source);
  }
  return answer_json(
      200, {{"status", "ready"}, {"generation", catalog->generation().id}, {"version", catalog->generation().version}});
}

Response answer_metrics(const Context& context) {
  Response response;
  response.headers.add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  response.headers.add("Cache-Control", "no-store");
  response.body = make_bytes(context.metrics.to_prometheus(context.source));
  return response;
}

/// nullopt if the answer would have to wait, because it always asks the database, because it takes long, or because
/// memory does not have it; and it may not.
using MaybeResponse = std::optional<Response>;

struct Answerer {
  const Request& request;
  Context& context;
  May may;

  MaybeResponse operator()(const MetaRoute&) const { return answer_meta(request, context); }
  MaybeResponse operator()(const PlacesRoute&) const { return answer_places(request, context); }
  MaybeResponse operator()(const SubgraphRoute&) const {
    return may == May::wait ? MaybeResponse(answer_subgraph(request, context)) : std::nullopt;
  }
  MaybeResponse operator()(const LiveRoute&) const { return answer_json(200, {{"status", "alive"}}); }
  MaybeResponse operator()(const ReadyRoute&) const {
    return may == May::wait ? MaybeResponse(answer_ready(context)) : std::nullopt;
  }
  MaybeResponse operator()(const MetricsRoute&) const { return answer_metrics(context); }
  MaybeResponse operator()(const TileRoute& route) const { return answer_tile(request, route, context, may); }
  MaybeResponse operator()(const PageRoute&) const { return answer_page(request, context); }
};

Response answer_options() {
  Response response;
  response.status = 204;
  response.headers.add("Allow", kAllowed);
  response.headers.add("Access-Control-Allow-Methods", kAllowed);
  response.headers.add("Access-Control-Allow-Headers", "Accept, If-None-Match");
  response.headers.add("Access-Control-Max-Age", "86400");
  return response;
}

MaybeResponse answer_method(const Request& request, const Result<Route>& route, Context& context, May may) {
  if (request.method == "OPTIONS") return answer_options();
  if (request.method != "GET" && request.method != "HEAD") {
    Response response =
        problem(405, "Method not allowed", "got " + in_quotes(request.method) + ", expected GET, HEAD or OPTIONS");
    response.headers.add("Allow", kAllowed);
    return response;
  }
  if (!route) {
    const bool missing = route.error().code == ErrorCode::missing;
    return problem(missing ? 404 : 400, missing ? "Nothing here" : "Not a tile's address", route.error().message);
  }
  return std::visit(Answerer{request, context, may}, *route);
}

constexpr std::array<FixedField, 2> kPageFields = {
    {{"X-Content-Type-Options", "nosniff"}, {"Cross-Origin-Resource-Policy", "same-origin"}}};
/// The data are open, and the service looks at no cookie and no other credential of the user.
constexpr std::array<FixedField, 4> kApiFields = {{{"X-Content-Type-Options", "nosniff"},
                                                   {"Access-Control-Allow-Origin", "*"},
                                                   {"Access-Control-Expose-Headers", "ETag, Retry-After"},
                                                   {"Cross-Origin-Resource-Policy", "cross-origin"}}};

MaybeResponse handle(const Request& request, Context& context, May may) {
  const auto start = std::chrono::steady_clock::now();
  std::size_t route_label = Metrics::kOther;
  Response response;
  try {
    const Result<Route> route = parse_route(request.path);
    if (route) route_label = route->index();
    MaybeResponse answer = answer_method(request, route, context, may);
    if (!answer) return std::nullopt;
    response = *std::move(answer);
    if (route && std::holds_alternative<PageRoute>(*route)) {
      response.fixed = kPageFields;
    } else {
      response.fixed = kApiFields;
    }
    response.head_only = request.method == "HEAD";
  } catch (...) {
    // Nothing but a lack of memory should throw above. The client is not told what was thrown.
    response = problem(500, "The server failed", "The answer could not be made. Ask again in a moment.");
  }
  const std::size_t sent_bytes = response.head_only ? 0 : response.body_text().size();
  context.metrics.count(route_label, response.status, sent_bytes, std::chrono::steady_clock::now() - start);
  return response;
}

}  // namespace

Response handle(const Request& request, Context& context) { return *handle(request, context, May::wait); }

Answers answers_of(Context& context) {
  return {[&context](const Request& request) { return handle(request, context, May::not_wait); },
          [&context](const Request& request) { return handle(request, context); }};
}

}  // namespace loopgenie::service
