// Who may walk where: what the access tags of a way or a node say to a visitor on foot.
//
// A value may be a list ("foot=yes;designated"). Values are compared without regard to case and to spaces around them.
// A list is open if one of its values is; else it is closed if one of its values is. Values that are in no list below
// say nothing: routers pass over them, too.
//   opening: yes, designated, permissive, official, public, destination, allowed; discouraged of foot
//   closing: no, private, military, emergency, restricted, none, never, prohibited, employees, members, residents;
//            use_sidepath of foot
// So access=permit, customers, delivery, agricultural and forestry leave a way open: people on foot do pass there, most
// often rightly. It is flagged, so that the walker is told. But foot=permit or customers does not open what access
// closes.
//
// foot decides before access; hiking=no closes as foot=no does. military=danger_area closes.
//
// A condition is a season where it names months, or a season. access:conditional is read only where foot says nothing.
// What is closed and opens in a season is open and seasonal; what is open and closes in a season is seasonal. Any other
// condition, such as hours of the day or wet weather, makes it conditional instead. A condition with a year is of a
// time that passes: it says nothing. Sources: OSM wiki, Key:access, Key:foot, Conditional restrictions.
#pragma once

#include <cstdint>
#include <osmium/osm/tag.hpp>
#include <string_view>

#include "core/graph/attributes.hpp"

namespace loopgenie::ingest {

enum class Access : std::uint8_t { forbidden, open, admitted };

struct WalkAccess {
  Access access = Access::open;  // `admitted`: a tag opens it to walkers by name
  EdgeFlags flags = 0;           // of permit, customers, restricted, seasonal and conditional
  friend bool operator==(const WalkAccess&, const WalkAccess&) = default;
};

/// O(number of tags).
[[nodiscard]] WalkAccess walk_access(const osmium::TagList& tags);

/// Whether a node lets nobody pass: foot=no and the like on any node; at a barrier also access=no and the like, a lock,
/// or that it is a fence or a wall, unless foot, or for a lock access, opens it. access=no without a barrier is left
/// alone: it is meant for cars.
struct NodePassage {
  bool closed = false;
  EdgeFlags flags = 0;  // for the edges that meet there, as above
};
[[nodiscard]] NodePassage node_passage(const osmium::TagList& tags);

/// A way that nobody on foot gets through where a path meets it, unless the node says how.
[[nodiscard]] bool is_fence(const osmium::TagList& tags);

/// "no @ (Nov-Apr)": whether the condition after the @ is a season.
[[nodiscard]] bool is_season(std::string_view condition);

}  // namespace loopgenie::ingest
