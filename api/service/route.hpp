// Which path means what. Pure functions over one constant table. HTTP.md describes each path.
//
// To add a path: a struct and a row of kRoutes here, its answer in answers.hpp, its call in handle.cpp, its heading in
// HTTP.md (a test compares the two).
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/result.hpp"
#include "core/geo/point.hpp"
#include "core/geo/tile_id.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie::service {

struct MetaRoute {};
struct PlacesRoute {};
struct SubgraphRoute {};
struct LiveRoute {};
struct ReadyRoute {};
struct MetricsRoute {};
/// Everything outside `/v1/` and the health paths.
struct PageRoute {};
struct TileRoute {
  Layer layer = Layer::index;
  TileId id;
};

using Route =
    std::variant<MetaRoute, PlacesRoute, SubgraphRoute, LiveRoute, ReadyRoute, MetricsRoute, TileRoute, PageRoute>;

struct NamedRoute {
  std::string_view name;  // in the figures of /metrics: a closed set, so that no client can add a name
  std::string_view path;  // variable parts in braces
  Route route;            // for a path with variable parts: its kind alone
};

/// Row i is about alternative i of Route.
inline constexpr std::array<NamedRoute, std::variant_size_v<Route>> kRoutes = {{
    {"meta", "/v1/meta", MetaRoute{}},
    {"places", "/v1/places.json", PlacesRoute{}},
    {"subgraph", "/v1/subgraph", SubgraphRoute{}},
    {"livez", "/livez", LiveRoute{}},
    {"readyz", "/readyz", ReadyRoute{}},
    {"metrics", "/metrics", MetricsRoute{}},
    {"tile", "/v1/tiles/{layer}/{z}/{x}/{y}", TileRoute{}},
    {"page", "/{file}", PageRoute{}},
}};

/// `path` as sent. Error missing for a path or layer below /v1/ that does not exist, invalid_input for a tile address
/// that cannot be one; the message names what was got and what was expected.
[[nodiscard]] Result<Route> parse_route(std::string_view path);

/// "W,S,E,N" in degrees: four finite decimal numbers, W < E within ±180 and S < N within ±90.
[[nodiscard]] Result<Box> parse_bbox(std::string_view text);

}  // namespace loopgenie::service
