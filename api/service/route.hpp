// Which path means what. Pure: no table to build, no order of registration, nothing to lock.
#pragma once

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

/// `path` as sent. Error missing for a path or layer below /v1/ that does not exist, invalid_input for a tile address
/// that cannot be one; the message names what was got and what was expected.
[[nodiscard]] Result<Route> parse_route(std::string_view path);

/// The label of the route in figures and logs: a closed set, so that no client can grow it.
[[nodiscard]] std::string_view route_name(const Route& route);

/// "W,S,E,N" in degrees: four finite decimal numbers, W < E within ±180 and S < N within ±90.
[[nodiscard]] Result<Box> parse_bbox(std::string_view text);

}  // namespace loopgenie::service
