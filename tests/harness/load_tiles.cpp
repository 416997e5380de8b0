#include "tests/harness/load_tiles.hpp"
#include "tests/harness/problem_text.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

namespace loopgenie::harness {
namespace {

using Json = nlohmann::json;

Result<Json> read_meta(FileSource& source) {
  const Result<std::optional<std::string>> text = source.fetch("v1/meta", "");
  if (!text) {
    return tl::unexpected(text.error());
  }
  if (!*text) {
    return fail(ErrorCode::missing,
                "there is no v1/meta: this is no Loop Genie server or export, or it has no data yet");
  }
  Json meta = Json::parse(**text, nullptr, false);
  if (meta.is_discarded() || !meta.is_object()) {
    return fail(ErrorCode::malformed, "v1/meta is not a JSON object: this is no Loop Genie server or export");
  }
  const Json version = meta.value("formats", Json::object()).value("tile", Json());
  if (version != Json(kTileVersion)) {
    return fail(ErrorCode::version, "the tiles are of format " + version.dump() + ", this program reads format " +
                                        std::to_string(kTileVersion) + ": use matching versions of program and server");
  }
  return meta;
}

Result<Box> extent_of(const Json& meta) {
  const Json extent = meta.value("extent", Json());
  bool is_box = extent.is_array() && extent.size() == 4;
  for (std::size_t i = 0; is_box && i < 4; ++i) {
    is_box = extent[i].is_number() && std::abs(extent[i].get<double>()) <= (i % 2 == 0 ? 180 : 90);
  }
  if (!is_box) {
    return fail(ErrorCode::malformed, "v1/meta: extent is " + extent.dump() + ", expected [west, south, east, north]");
  }
  const Point south_west = point_from_degrees(extent[1].get<double>(), extent[0].get<double>());
  const Point north_east = point_from_degrees(extent[3].get<double>(), extent[2].get<double>());
  return Box{south_west.lat_e7, south_west.lon_e7, north_east.lat_e7, north_east.lon_e7};
}

Result<void> load(Planner& planner, FileSource& source, std::span<const TileRequest> requests, LoadReport& report) {
  for (const TileRequest& request : requests) {
    const std::string path = "v1/tiles/" + tile_path(request.layer, request.id);
    const Result<std::optional<std::string>> body =
        source.fetch(path, request.hash ? "h=" + hash_to_hex(*request.hash) : "");
    if (!body) {
      return tl::unexpected(body.error());
    }
    const std::string content = body->value_or("");
    ++report.tile_count;
    report.byte_count += content.size();
    if (Result<void> added = planner.add_tile(request.layer, request.id, std::as_bytes(std::span(content))); !added) {
      return fail(added.error().code, path + ": " + text_of(added.error()));
    }
  }
  return {};
}

}  // namespace

Result<LoadReport> load_tiles(Planner& planner, FileSource& source, const Query& query) {
  LoadReport report;
  const Result<Json> meta = read_meta(source);
  if (!meta) {
    return tl::unexpected(meta.error());
  }
  if (query.trailhead) {
    const Result<Box> extent = extent_of(*meta);
    if (!extent) {
      return tl::unexpected(extent.error());
    }
    std::vector<TileRequest> requests;
    for (const TileId id : tiles_in_box(*extent, kIndexZoom)) {
      requests.push_back({Layer::index, id, std::nullopt});
    }
    if (Result<void> loaded = load(planner, source, requests, report); !loaded) {
      return tl::unexpected(loaded.error());
    }
  }
  while (true) {
    const Result<std::vector<TileRequest>> missing = planner.missing_tiles(query);
    if (!missing) {
      return tl::unexpected(missing.error());
    }
    if (missing->empty()) {
      return report;
    }
    if (Result<void> loaded = load(planner, source, *missing, report); !loaded) {
      return tl::unexpected(loaded.error());
    }
  }
}

}  // namespace loopgenie::harness
