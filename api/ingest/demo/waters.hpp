// Streams, lakes and coast of the demo region as OpenStreetMap objects.
#pragma once

#include <cstdint>
#include <vector>

#include "api/ingest/demo/names.hpp"
#include "api/ingest/demo/osm_document.hpp"
#include "api/ingest/demo/terrain.hpp"

namespace loopgenie::ingest::demo {

/// A stream before its ways are written: a way that crosses it may still put a ford's node into it.
struct Stream {
  std::vector<std::int64_t> nodes;  // downstream
  bool is_river = false;
  std::string name;
};

/// The streams' nodes, shared where streams join. Their ways are written by `write_streams`, after the fords.
[[nodiscard]] std::vector<Stream> trace_streams(const Terrain& terrain, Names& names, OsmDocument& document);
void write_streams(const std::vector<Stream>& streams, OsmDocument& document);

/// Lakes as closed ways, the coast as closed lines of natural=coastline with the land on their left.
void write_shores(const Terrain& terrain, Names& names, OsmDocument& document);

}  // namespace loopgenie::ingest::demo
