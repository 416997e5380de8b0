// The answers to GET, one function per kind of path. `handle` calls them, and makes the answers to HEAD from them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/service/handle.hpp"
#include "api/service/http/negotiate.hpp"
#include "api/service/route.hpp"

namespace loopgenie::service {

inline constexpr std::string_view kImmutable = "public, max-age=31536000, immutable";
/// For an address without a hash: its answer changes with the next import.
inline constexpr std::string_view kShortLived = "public, max-age=30, stale-while-revalidate=300";
inline constexpr std::string_view kRevalidate = "no-cache";

/// All of an answer but its body.
struct Representation {
  std::string etag;
  std::string_view media_type;
  std::string_view cache_control;
  std::string_view vary = "Accept-Encoding";
  Coding coding = Coding::identity;
};

/// 304 if the client's If-None-Match names the representation, else nullopt. A 304 has no body.
[[nodiscard]] std::optional<Response> answer_if_not_modified(const Request& request,
                                                             const Representation& representation);
[[nodiscard]] Response answer_with(const Representation& representation, Bytes body);
/// The form of `forms` that the client asks for, or 304.
[[nodiscard]] Response answer_forms(const Request& request, const Forms& forms, std::string_view media_type,
                                    std::string_view cache_control);

enum class May { wait, not_wait };
/// nullopt if the database would have to be asked, and the answer may not wait for it.
[[nodiscard]] std::optional<Response> answer_tile(const Request& request, const TileRoute& route, Context& context,
                                                  May may);
[[nodiscard]] Response answer_meta(const Request& request, Context& context);
[[nodiscard]] Response answer_places(const Request& request, Context& context);
[[nodiscard]] Response answer_subgraph(const Request& request, Context& context);
[[nodiscard]] Response answer_page(const Request& request, const Context& context);
/// 404 for a path that is no file of the page: HTML where the Accept field prefers it, as a browser's does for an
/// address that somebody opens; else a problem document with the code no_such_page.
[[nodiscard]] Response no_such_page(const Request& request);

/// 503 that says whether the database is away or empty.
[[nodiscard]] Response no_data(const TileSource& source);

}  // namespace loopgenie::service
