// What a loop is called: after what it goes to, in the words of the map and in the order of walking, " – " between,
// such as "Estany de Juclar – Collada dels Isards". A dash and the letters of a compass are all that is not from the
// map, so that a name is in the language of the region, on a device and in a file as well.
//
// The first two of these, as far as there are any: the highest peak or pass; a lake, a hut with a keeper, a village, a
// hut without, a waterfall, a hamlet, another peak or pass, a viewpoint; another lake, hut with a keeper, village, hut
// without; a shelter, another waterfall, a suburb, another hamlet, a locality; the rest. Of two of a kind the one
// farther from the start comes first. What lies at the start is no destination, and what lies beside the first is no
// second.
//
// A loop that goes nowhere by this is called after what lies at its start. Without that, after its start, or a place
// near it, and what it follows longest: trails and routes by their names before signs such as "GR 11". Without any, it
// has the name of its start and the direction in which its half-way point lies: "Ordino, NE". What has no letter in it,
// as the number of a way, is no name.
//
// The names of a list differ. A loop that would be called like a better one gets a third part: the first of all of the
// above that the better ones of that name lack; else the direction; else a number.
#pragma once

#include <span>

#include "core/export/document/plan.hpp"
#include "core/graph/network.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie {

/// Gives each loop of the plan its highlights (highlights.hpp) and its name. REQUIRES loops of this network.
void name_loops(const Network& network, std::span<const Place> places, Plan& plan);

}  // namespace loopgenie
