#include "api/service/answers.hpp"

#include <array>
#include <memory>
#include <utility>

#include "api/service/http/problem.hpp"
#include "core/tile/envelope.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::service {
namespace {

/// Tiles are stored gzipped; the other form is identity.
constexpr std::array kTileCodings = {Coding::gzip};

void add_validators(const Representation& representation, Response& response) {
  response.headers.add("ETag", representation.etag);
  response.headers.add("Cache-Control", std::string(representation.cache_control));
  if (!representation.vary.empty()) response.headers.add("Vary", std::string(representation.vary));
}

Response answer_no_tile() {
  Response response;
  response.status = 204;
  response.headers.add("Cache-Control", std::string(kShortLived));
  return response;
}

Response answer_document(const Request& request, const Context& context, const Forms& (Catalog::*document)() const) {
  const std::shared_ptr<const Catalog> catalog = context.source.catalog();
  if (!catalog) return no_data(context.source);
  return answer_forms(request, ((*catalog).*document)(), "application/json", kShortLived);
}

/// The page needs no more than this. `wasm-unsafe-eval` allows it to compile WebAssembly, and nothing else.
constexpr std::string_view kPagePolicy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; img-src 'self' data: blob:; "
    "connect-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// It repeats nothing of what was asked for.
constexpr std::string_view kNoSuchPage = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>No such page: Loop Genie</title>
</head>
<body>
<main>
<h1>There is no such page</h1>
<p>Loop Genie has a single page: <a href="/">open it</a>.</p>
<p>Did you follow a link to a loop? A program may have written %23 where the link had #. Write # there in the address, and
the loop comes back.</p>
<p><small>Error 404, no_such_page</small></p>
</main>
</body>
</html>
)";

}  // namespace

std::optional<Response> answer_if_not_modified(const Request& request, const Representation& representation) {
  const std::optional<std::string> if_none_match = request.headers.find("If-None-Match");
  if (!if_none_match || !none_match_covers(*if_none_match, representation.etag)) return std::nullopt;
  Response response;
  response.status = 304;
  add_validators(representation, response);
  return response;
}

Response answer_with(const Representation& representation, Bytes body) {
  Response response;
  add_validators(representation, response);
  response.headers.add("Content-Type", std::string(representation.media_type));
  if (representation.coding != Coding::identity) {
    response.headers.add("Content-Encoding", std::string(coding_name(representation.coding)));
  }
  response.body = std::move(body);
  return response;
}

Response answer_forms(const Request& request, const Forms& forms, std::string_view media_type,
                      std::string_view cache_control) {
  Representation representation{.etag = {}, .media_type = media_type, .cache_control = cache_control};
  representation.coding = choose_coding(request.headers.find("Accept-Encoding"), forms.packed());
  representation.etag = entity_tag(forms.hash, representation.coding);
  if (std::optional<Response> unchanged = answer_if_not_modified(request, representation)) return *std::move(unchanged);
  return answer_with(representation, forms.in(representation.coding));
}

Response no_data(const TileSource& source) {
  if (source.state() == DatabaseState::empty) {
    return unavailable("Nothing has been imported yet. Run `loopgenie-ingest import`, then ask again.", 30);
  }
  return unavailable("The database cannot be reached now. Ask again in a moment.", 2);
}

Response answer_meta(const Request& request, Context& context) {
  return answer_document(request, context, &Catalog::meta);
}

Response answer_places(const Request& request, Context& context) {
  return answer_document(request, context, &Catalog::places);
}

std::optional<Response> answer_tile(const Request& request, const TileRoute& route, Context& context, May may) {
  const std::optional<std::string> h = request.query_parameter("h");
  const bool is_asked = h.has_value();
  const std::optional<std::uint64_t> asked = is_asked ? hash_from_hex(*h) : 0;
  if (!asked) {
    return problem(400, "Not a tile's hash", "got h=" + in_quotes(*h) + ", expected 16 lower-case hexadecimal digits");
  }
  const std::shared_ptr<const Catalog> catalog = context.source.catalog();
  if (!catalog) return no_data(context.source);
  const std::optional<Catalog::Entry> current = catalog->find(route.layer, route.id);
  Representation representation{
      .etag = {}, .media_type = facts_of(route.layer).media_type, .cache_control = kShortLived};
  representation.coding = choose_coding(request.headers.find("Accept-Encoding"), kTileCodings);

  using MaybeTile = std::optional<Result<std::optional<TileBytes>>>;
  const auto find_tile = [&](std::uint64_t hash) -> MaybeTile {
    if (may == May::not_wait) return context.source.tile_at_once(route.layer, route.id, hash, representation.coding);
    return context.source.tile(route.layer, route.id, hash, representation.coding);
  };

  if (is_asked && (!current || current->hash != *asked)) {
    // A client that began before the last import finishes with the data that it began with.
    MaybeTile found = find_tile(*asked);
    if (!found) return std::nullopt;
    Result<std::optional<TileBytes>>& older = *found;
    if (older && *older) {
      representation.cache_control = kImmutable;
      representation.etag = entity_tag(*h, representation.coding);
      if (std::optional<Response> unchanged = answer_if_not_modified(request, representation))
        return *std::move(unchanged);
      return answer_with(representation, std::move((*older)->bytes));
    }
    if (!older && !current) return no_data(context.source);
  }
  if (!current) return answer_no_tile();

  if (is_asked && current->hash == *asked) representation.cache_control = kImmutable;
  representation.etag = entity_tag(hash_to_hex(current->hash), representation.coding);
  if (std::optional<Response> unchanged = answer_if_not_modified(request, representation)) return *std::move(unchanged);
  MaybeTile found = find_tile(current->hash);
  if (!found) return std::nullopt;
  Result<std::optional<TileBytes>>& tile = *found;
  if (!tile && tile.error().code == ErrorCode::malformed) {
    return problem(500, "The stored tile is damaged",
                   tile_name(to_string(route.layer), route.id) + " cannot be unpacked; import the data again");
  }
  if (!tile) return no_data(context.source);
  if (!*tile) return unavailable("The data is being replaced by a new import. Ask again in a moment.", 1);
  return answer_with(representation, std::move((*tile)->bytes));
}

Response no_such_page(const Request& request) {
  constexpr std::string_view kProblem = "application/problem+json";
  constexpr std::string_view kHtml = "text/html";
  if (choose_media_type(request.headers.find("Accept"), {kProblem, kHtml}) != kHtml) {
    Response response =
        problem(404, "Nothing here", "got " + in_quotes(request.path) + "; the page begins at /", "no_such_page");
    response.headers.add("Vary", "Accept");
    return response;
  }
  Response response;
  response.status = 404;
  response.headers.add("Content-Type", "text/html; charset=utf-8");
  response.headers.add("Cache-Control", "no-store");
  response.headers.add("Vary", "Accept");
  response.headers.add("Content-Security-Policy", "default-src 'none'");
  response.headers.add("Referrer-Policy", "no-referrer");
  response.body = make_bytes(std::string(kNoSuchPage));
  return response;
}

Response answer_page(const Request& request, const Context& context) {
  if (!context.web) {
    return problem(404, "Nothing here",
                   "got " + in_quotes(request.path) + "; this server was started without --web, see /v1/meta");
  }
  const std::optional<std::string> path = percent_decode(request.path);
  if (!path) {
    return problem(400, "Not a path", "got " + in_quotes(request.path) + ", expected %XX with hexadecimal digits");
  }
  const Result<const WebFile*> found = context.web->find(*path);
  if (!found) return problem(500, "The server failed", "A file of the page cannot be read.");
  const WebFile* file = *found;
  if (!file) return no_such_page(request);
  Response response = answer_forms(request, file->forms, file->media_type, file->immutable ? kImmutable : kRevalidate);
  response.headers.add("Content-Security-Policy", std::string(kPagePolicy));
  response.headers.add("Referrer-Policy", "no-referrer");
  return response;
}

}  // namespace loopgenie::service
