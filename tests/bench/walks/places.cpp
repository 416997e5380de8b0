#include "tests/bench/walks/places.hpp"

#include <map>
#include <set>
#include <vector>

namespace loopgenie::bench {

PlaceCount count_places(const Network& network) {
  PlaceCount count;
  std::set<NodeId> named;
  for (const NodeId place : network.node_place) {
    if (place.is_valid()) {
      ++count.junctions;
      named.insert(place);
    }
  }
  count.places = static_cast<std::uint32_t>(named.size());
  return count;
}

std::uint32_t places_passed_again(const Network& network, const Walk& walk) {
  const std::vector<bool> once = is_walked_once(walk);
  std::map<NodeId, std::uint32_t> ends;
  for (std::size_t i = 0; i < walk.size(); ++i) {
    if (!once[i] || network.attributes[walk[i].edge.value()].has(EdgeFlag::within_place)) {
      continue;
    }
    for (const NodeIndex node : {begin_of(network, walk[i]), end_of(network, walk[i])}) {
      const NodeId place = network.place(node);
      ++ends[place.is_valid() ? place : network.node_id[node.value()]];
    }
  }
  std::uint32_t again = 0;
  for (const auto& [place, count] : ends) {
    again += count > 2 ? (count - 1) / 2 : 0;
  }
  return again;
}

}  // namespace loopgenie::bench
