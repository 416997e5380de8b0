// Outlines of sets of cells, as rings of places and as OpenStreetMap ways.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "api/ingest/demo/frame.hpp"
#include "api/ingest/demo/osm_document.hpp"
#include "api/ingest/demo/way_grid.hpp"

namespace loopgenie::ingest::demo {

using Ring = std::vector<Local>;  // the first point is not repeated

/// The outlines of a set of cells, the set on their left, longest first.
[[nodiscard]] std::vector<Ring> outlines(const std::function<bool(Cell)>& inside);

/// Rounds the grid's steps off and keeps every second point.
[[nodiscard]] Ring smoothed(Ring ring);

/// Positive where the ring runs against the clock: what it goes round lies on its left.
[[nodiscard]] double area_m2(const Ring& ring);
[[nodiscard]] bool is_inside(const Ring& ring, Local at);

/// Closed; in several ways that share their ends where it is too long for one. Returns the ways.
std::vector<std::int64_t> write_ring(const Ring& ring, const Tags& tags, OsmDocument& document);

}  // namespace loopgenie::ingest::demo
