// What OpenStreetMap's tags say of a place to sleep.
//
// Kind: a hut with a keeper (tourism = alpine_hut), one without (wilderness_hut), a shelter, or a camp. Water: a
// tap where drinking_water = yes; in a hut with a keeper that says neither yes nor no, the keeper is to be asked. What
// lies around comes later (api/ingest/walk/night_water.hpp). Open: opening_months.hpp. Capacity: capacity, else beds.
// Fee: fee, else yes where a charge is named. Phone and website: those of the object or of its contact, the first of
// several; no phone without digits, no website that is not http:// or https://.
#pragma once

#include "api/ingest/osm/tags.hpp"
#include "core/graph/poi.hpp"

namespace loopgenie::ingest {

/// Nothing where `kind` is no place to sleep.
[[nodiscard]] NightFacts night_facts(const Tags& tags, PoiKind kind);

}  // namespace loopgenie::ingest
