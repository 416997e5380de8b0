// One loop as GPX 1.1 (http://www.topografix.com/GPX/1/1): one closed track with the elevation of each point where it
// is known, or one a day, each from where the one before ends; and waypoints for the trailhead, for the nights, for the
// ways out where they leave the loop, for other places to sleep at and water near the route, and for what the loop goes
// to. No route element (circular routes confuse devices) and no invented times. Names of waypoints differ and say where
// along the loop they are; only water that the map calls drinking water has its symbol. OpenStreetMap's licence stands
// where the data name OpenStreetMap. The same plan gives the same bytes.
#pragma once

#include <span>
#include <string>

#include "core/export/document/along.hpp"
#include "core/export/document/plan.hpp"

namespace loopgenie {

/// "Estany de Juclar – Collada dels Isards, 25.1 km": what the track is called.
[[nodiscard]] std::string loop_title(const PlanLoop& loop);

/// The whole file. `along` are the points of interest to carry as waypoints, see `pois_along`.
[[nodiscard]] std::string write_gpx(const Plan& plan, const PlanLoop& loop, std::span<const PoiAlong> along);

}  // namespace loopgenie
