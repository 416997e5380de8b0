#include "api/ingest/bake/documents.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "core/base/formats.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

/// Text from a source may be anything: bytes that are not UTF-8 become U+FFFD instead of failing the import.
std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json layers_json(const std::vector<BakedTile>& tiles) {
  Json layers = Json::object();
  for (const LayerFacts& facts : kLayers) {
    const LayerFigures figures = layer_figures(tiles, facts.layer);
    if (facts.is_ground && figures.tiles == 0) {
      continue;
    }
    const auto [min_zoom, max_zoom] = facts.is_ground ? figures.zooms : std::pair(facts.min_zoom, facts.max_zoom);
    layers[std::string(facts.name)] = {{"minzoom", min_zoom},
                                       {"maxzoom", max_zoom},
                                       {"version", facts.version},
                                       {"tiles", figures.tiles},
                                       {"bytes", figures.gzip_bytes}};
  }
  return layers;
}

Json sources_json(std::vector<Source> sources) {
  std::sort(sources.begin(), sources.end(),
            [](const Source& a, const Source& b) { return std::tie(a.kind, a.file) < std::tie(b.kind, b.file); });
  Json list = Json::array();
  for (const Source& source : sources) {
    list.push_back({{"file", source.file},
                    {"kind", to_string(source.kind)},
                    {"date", text_or_null(source.date)},
                    {"licence", source.licence},
                    {"attribution", source.attribution},
                    {"url", source.url}});
  }
  return list;
}

}  // namespace

std::string credits_of(const Dataset& dataset) {
  std::set<std::string> named = {"", dataset.attribution};
  std::string elevation;
  for (const Source& source : dataset.sources) {
    if (source.kind == SourceKind::elevation && named.insert(source.attribution).second) {
      elevation += (elevation.empty() ? "" : ", ") + source.attribution;
    }
  }
  return elevation.empty() ? dataset.attribution : dataset.attribution + "; elevation: " + elevation;
}

std::vector<std::string> licences_of(const Dataset& dataset) {
  std::set<std::string> licences;
  for (const Source& source : dataset.sources) {
    if (!source.licence.empty()) {
      licences.insert(source.licence);
    }
  }
  return {licences.begin(), licences.end()};
}

std::string meta_document(const Dataset& dataset, const std::string& version, const std::vector<BakedTile>& tiles,
                          const Ground* ground) {
  const Box& extent = dataset.extent;
  Json meta = {
      {"name", dataset.name},
      {"made_up", dataset.made_up},
      {"data", {{"version", version}, {"date", text_or_null(dataset.date)}, {"attribution", dataset.attribution}}},
      {"extent", {extent.west_e7 / 1e7, extent.south_e7 / 1e7, extent.east_e7 / 1e7, extent.north_e7 / 1e7}},
      {"layers", layers_json(tiles)},
      {"sources", sources_json(dataset.sources)},
      {"licences", licences_of(dataset)},
      {"attribution", credits_of(dataset)},
      {"formats", {{"api", kApiVersion}, {"tile", kTileVersion}, {"plan", kPlanVersion}}}};
  if (ground != nullptr && !ground->version.empty()) {
    const std::optional<std::uint32_t>& spacing_m = ground->elevation_spacing_m;
    meta["ground"] = {{"version", ground->version},
                      {"block_zoom", kGroundBlockZoom},
                      {"elevation_spacing_m", spacing_m ? Json(*spacing_m) : Json(nullptr)}};
  }
  return dump(meta);
}

std::string places_document(const Dataset& dataset) {
  std::vector<const Place*> coarse;
  for (const Place& place : dataset.places) {
    if (is_coarse_place(place.kind)) {
      coarse.push_back(&place);
    }
  }
  std::sort(coarse.begin(), coarse.end(), [](const Place* a, const Place* b) { return a->id < b->id; });
  Json list = Json::array();
  for (const Place* place : coarse) {
    list.push_back({{"id", to_string(place->id)},
                    {"name", place->name},
                    {"name_en", place->name_en},
                    {"kind", to_string(place->kind)},
                    {"lat", place->point.lat()},
                    {"lon", place->point.lon()},
                    {"population", place->population ? Json(*place->population) : Json(nullptr)}});
  }
  return dump({{"places", list}, {"attribution", dataset.attribution}});
}

}  // namespace loopgenie::ingest
