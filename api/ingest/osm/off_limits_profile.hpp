// Which areas of the map are closed to a night under the open sky, by their tags:
//   - camping, tents or wild_camping = no, private or forbidden;
//   - protected: boundary = national_park, protected_area, water_protection_area or aboriginal_lands, or leisure =
//     nature_reserve; but for those that say camping, tents or wild_camping = yes, permissive or designated;
//   - landuse = military, any military = *, boundary = hazard;
//   - access = no, private or military;
//   - leisure = park, garden or golf_course; tourism = zoo; any aeroway = *; power = plant or substation;
//   - landuse = residential, farmyard, cemetery, allotments, orchard, vineyard, industrial, construction, railway,
//     quarry or landfill.
// A rule that nobody has put on the map is not known here, and in most countries the law forbids more.
#pragma once

#include "api/ingest/osm/tags.hpp"

namespace loopgenie::ingest {

[[nodiscard]] bool is_off_limits(const Tags& tags);

}  // namespace loopgenie::ingest
