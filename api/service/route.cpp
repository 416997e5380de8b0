#include "api/service/route.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include "api/service/http/problem.hpp"

namespace loopgenie::service {
namespace {

constexpr std::string_view kApiPrefix = "/v1/";
constexpr std::string_view kTilePrefix = "/v1/tiles/";

constexpr bool rows_match_alternatives() {
  for (std::size_t i = 0; i < kRoutes.size(); ++i) {
    if (kRoutes[i].route.index() != i) return false;
  }
  return true;
}
static_assert(rows_match_alternatives());

std::string api_paths() {
  std::string paths;
  for (const NamedRoute& known : kRoutes) {
    if (!known.path.starts_with(kApiPrefix)) continue;
    paths.append(paths.empty() ? "" : ", ").append(known.path);
  }
  return paths;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// Decimal digits alone, without sign and without leading zeros, below 2³²: each tile has one address.
std::optional<std::uint32_t> parse_whole(std::string_view text) {
  if (text.empty() || text.size() > 10 || (text.size() > 1 && text[0] == '0')) return std::nullopt;
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> parse_degrees(std::string_view text) {
  double value = 0;
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

Result<Route> parse_tile(std::string_view path) {
  const std::vector<std::string_view> parts = split(path.substr(kTilePrefix.size()), '/');
  if (parts.size() != 4) {
    return fail(ErrorCode::missing, "got " + in_quotes(path) + ", expected /v1/tiles/{layer}/{z}/{x}/{y}");
  }
  const std::optional<Layer> layer = parse_layer(parts[0]);
  if (!layer) {
    return fail(ErrorCode::missing, "got layer " + in_quotes(parts[0]) + ", expected one of: " + layer_names());
  }
  const std::optional<std::uint32_t> z = parse_whole(parts[1]);
  const std::optional<std::uint32_t> x = parse_whole(parts[2]);
  const std::optional<std::uint32_t> y = parse_whole(parts[3]);
  if (!z || !x || !y || *z > static_cast<std::uint32_t>(kMaxZoom)) {
    return fail(ErrorCode::invalid_input, "got tile " + in_quotes(path.substr(kTilePrefix.size())) +
                                              ", expected whole numbers z (0 to " + std::to_string(kMaxZoom) +
                                              "), x and y");
  }
  const TileId id{static_cast<std::uint8_t>(*z), *x, *y};
  if (!id.is_valid()) {
    return fail(ErrorCode::invalid_input, "got tile " + in_quotes(path.substr(kTilePrefix.size())) +
                                              ", expected x and y below " + std::to_string(1U << *z) + " at zoom " +
                                              std::to_string(*z));
  }
  return TileRoute{*layer, id};
}

}  // namespace

Result<Route> parse_route(std::string_view path) {
  if (path.starts_with(kTilePrefix)) return parse_tile(path);
  for (const NamedRoute& known : kRoutes) {
    if (path == known.path) return known.route;
  }
  if (path.starts_with(kApiPrefix) || path == "/v1") {
    return fail(ErrorCode::missing, "got " + in_quotes(path) + ", expected one of: " + api_paths());
  }
  return PageRoute{};
}

Result<Box> parse_bbox(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, ',');
  std::array<double, 4> degrees{};
  for (std::size_t i = 0; i < degrees.size(); ++i) {
    const std::optional<double> value = parts.size() == degrees.size() ? parse_degrees(parts[i]) : std::nullopt;
    if (!value) {
      return fail(ErrorCode::invalid_input,
                  "got bbox " + in_quotes(text) + ", expected bbox=W,S,E,N in degrees, as in bbox=1.5,42.5,1.6,42.6");
    }
    degrees[i] = *value;
  }
  const auto [west, south, east, north] = degrees;
  if (!(west >= -180 && east <= 180 && south >= -90 && north <= 90)) {
    return fail(ErrorCode::invalid_input,
                "got bbox " + in_quotes(text) + ", expected W and E within ±180 and S and N within ±90");
  }
  if (!(west < east && south < north)) {
    return fail(ErrorCode::invalid_input, "got bbox " + in_quotes(text) +
                                              ", expected W < E and S < N (split a box that "
                                              "crosses the antimeridian)");
  }
  const Point south_west = point_from_degrees(south, west);
  const Point north_east = point_from_degrees(north, east);
  return Box{south_west.lat_e7, south_west.lon_e7, north_east.lat_e7, north_east.lon_e7};
}

}  // namespace loopgenie::service
