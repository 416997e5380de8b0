#include "tests/support/random_network.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/support/make_network.hpp"

namespace loopgenie::test {
namespace {

EdgeSpec random_edge(Random& random, std::uint32_t tail, std::uint32_t head, bool has_ties) {
  EdgeSpec edge;
  edge.tail = tail;
  edge.head = head;
  edge.length_dm = has_ties ? (1 + random.below(4)) * 1000 : 500 + random.below(5000);
  static constexpr WayClass kClasses[] = {WayClass::path, WayClass::path, WayClass::track, WayClass::residential,
                                          WayClass::secondary};
  edge.attributes.way_class = random.below(40) == 0 ? WayClass::via_ferrata : kClasses[random.below(5)];
  edge.attributes.sac_scale = static_cast<SacScale>(random.below(5));
  edge.attributes.surface = static_cast<Surface>(random.below(4));
  edge.attributes.route_network = static_cast<RouteNetwork>(random.below(6));
  if (random.below(60) == 0) {
    edge.attributes.set(EdgeFlag::oneway_forward);
  }
  edge.climb = Climb{random.below(800), random.below(800)};
  if (random.below(20) == 0) {
    edge.climb.reset();
  } else if (random.below(20) == 0) {
    edge.climb->unknown_dm = 1 + random.below(edge.length_dm);
  }
  if (random.below(40) == 0) {
    edge.attributes.set(EdgeFlag::bike_trail);
  }
  if (random.below(4) == 0) {
    edge.attributes.set(EdgeFlag::steep);
  }
  return edge;
}

// A grid of up to 3 × 3 with some diagonals missing or doubled: planar, like trails.
std::vector<EdgeSpec> grid_edges(Random& random, std::uint32_t node_count, bool has_ties) {
  std::vector<EdgeSpec> edges;
  const std::uint32_t width = 3;
  for (std::uint32_t n = 0; n < node_count; ++n) {
    if (n % width + 1 < width && n + 1 < node_count && random.below(8) != 0) {
      edges.push_back(random_edge(random, n, n + 1, has_ties));
    }
    if (n + width < node_count && random.below(8) != 0) {
      edges.push_back(random_edge(random, n + width, n, has_ties));
    }
    if (n % width + 1 < width && n + width + 1 < node_count && random.below(3) == 0) {
      edges.push_back(random_edge(random, n, n + width + 1, has_ties));
    }
  }
  return edges;
}

// Some nodes are in one of two places; most ways that join nodes of one place are within it.
void add_places(Random& random, Network& network) {
  for (NodeId& place : network.node_place) {
    const std::uint32_t drawn = random.below(4);
    if (drawn < 2) {
      place = NodeId(1 + drawn);
    }
  }
  for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
    const NodeId place = network.place(network.graph.tail(EdgeIndex(e)));
    if (place.is_valid() && place == network.place(network.graph.head(EdgeIndex(e))) && random.below(4) != 0) {
      network.attributes[e].set(EdgeFlag::within_place);
    }
  }
}

// Some pairs of edges run beside each other, for some of the shorter one's length.
void add_beside(Random& random, Network& network) {
  for (std::uint32_t first = 0; first < network.edge_count(); ++first) {
    for (std::uint32_t second = first + 1; second < network.edge_count(); ++second) {
      if (random.below(12) == 0) {
        const std::uint32_t most_dm = std::min(network.length_dm[first], network.length_dm[second]);
        network.beside.push_back({EdgeIndex(first), EdgeIndex(second), 1 + random.below(most_dm)});
      }
    }
  }
}

// Ways of up to three names, and ways without one. It draws from a copy of the sequence, so that the networks of all
// seeds stay as they are.
void add_names(Random random, Network& network) {
  network.strings = {"", "Camí Vell", "Carrer Major", "Ruta del Ferro"};
  const std::uint32_t count = random.below(static_cast<std::uint32_t>(network.strings.size()));
  for (std::uint32_t& name : network.name) {
    name = random.below(count + 1);
  }
}

// The time that the wanted length takes on ground like that of random_edge(), at some pace. It draws from a sequence of
// its own, so that the networks of all seeds stay as they are.
void ask_for_time(Query& query) {
  Random random(query.seed);
  query.hike_s = 10 + std::floor(*query.hike_m * (800 + random.below(1'700)) / 1'000);
  query.hike_m.reset();
  if (random.below(2) == 0) {
    query.pace = {(50 + random.below(150)) / 100.0, (50 + random.below(150)) / 100.0, (50 + random.below(150)) / 100.0};
  }
}

}  // namespace

Network random_network(Random& random, const RandomNetworkOptions& options) {
  const std::uint32_t node_count = 1 + random.below(options.max_nodes);
  const bool has_ties = random.below(2) == 0;
  std::vector<EdgeSpec> edges;
  if (random.below(2) == 0) {
    edges = grid_edges(random, node_count, has_ties);
  }
  const std::uint32_t wanted = random.below(options.max_edges + 1);
  while (edges.size() < wanted) {
    const std::uint32_t tail = random.below(node_count);
    const std::uint32_t head = random.below(node_count);
    edges.push_back(random_edge(random, tail, head, has_ties));
  }
  if (edges.size() > options.max_edges) {
    edges.resize(options.max_edges);
  }
  Network network = make_network(node_count, edges);
  if (random.below(2) == 0) {
    add_places(random, network);
  }
  if (random.below(2) == 0) {
    add_beside(random, network);
  }
  add_names(random, network);
  if (random.below(4) == 0) {
    network.node_full_degree[random.below(node_count)] += 1 + random.below(2);
  }
  return network;
}

Query random_query(Random& random, const Network& network) {
  std::int64_t total_dm = 2000;
  for (const std::uint32_t length_dm : network.length_dm) {
    total_dm += length_dm;
  }
  Query query;
  query.hike_m = 100 + random.below(static_cast<std::uint32_t>(total_dm) / 12);
  query.tolerance = (1 + random.below(50)) / 100.0;
  query.max_retrace = random.below(51) / 100.0;
  query.max_overlap = random.below(101) / 100.0;
  query.access_m = random.below(400);
  query.effort = 200'000;
  query.seed = random.next();
  query.avoid_roads = random.below(6) == 0;
  query.via_ferratas = random.below(6) == 0;
  query.bike_trails = random.below(6) == 0;
  query.figure_of_eight = random.below(6) == 0;
  query.ungraded = static_cast<UngradedWays>(random.below(4) == 0 ? random.below(3) : 0);
  query.max_sac_scale = SacScale::t6;
  query.appeal.roads = static_cast<std::uint16_t>(random.below(301));
  query.appeal.routes = static_cast<std::uint16_t>(random.below(301));
  if (random.below(4) == 0) {
    query.max_ascent_m = random.below(400);
  }
  if (random.below(10) == 0) {
    query.about_ascent_m = 50 + random.below(250);
  }
  if (random.below(4) == 0) {
    query.max_sac_scale = static_cast<SacScale>(1 + random.below(4));
  }
  if (query.seed % 4 == 0) {
    ask_for_time(query);
  }
  return query;
}

RandomCase::RandomCase(std::uint64_t seed, const RandomNetworkOptions& options)
    : random(seed),
      network(random_network(random, options)),
      query(random_query(random, network)),
      start(random.below(network.node_count())) {}

}  // namespace loopgenie::test
