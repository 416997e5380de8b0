// The two JSON documents of a generation: `/v1/meta` and `/v1/places.json`.
#pragma once

#include <string>
#include <vector>

#include "api/ingest/bake/bake.hpp"
#include "api/ingest/base/dataset.hpp"

namespace loopgenie::ingest {

/// Cities and towns are the coarse gazetteer; smaller places travel in the index tiles.
[[nodiscard]] constexpr bool is_coarse_place(PlaceKind kind) {
  return kind == PlaceKind::city || kind == PlaceKind::town;
}

/// The licences of the sources, each once, sorted.
[[nodiscard]] std::vector<std::string> licences_of(const Dataset& dataset);

/// Whom every document and file made from the tiles has to name: "© OpenStreetMap contributors; elevation: Terrain
/// Tiles". The elevation's is left out where nobody is to be named, or the same.
[[nodiscard]] std::string credits_of(const Dataset& dataset);

/// `ground`: null for the document that the data's version is made of, which the ground is no part of.
[[nodiscard]] std::string meta_document(const Dataset& dataset, const std::string& version,
                                        const std::vector<BakedTile>& tiles, const Ground* ground = nullptr);
[[nodiscard]] std::string places_document(const Dataset& dataset);

}  // namespace loopgenie::ingest
