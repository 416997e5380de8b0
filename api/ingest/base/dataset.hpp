// One data set in memory, as an import makes it from its files: what the loader writes to Postgres and bakes into
// tiles.
//
// Nodes, edges, roads, points of interest, trailheads and places ascend by id, so that the same files give the same
// bytes everywhere downstream. Points are the source's own, of 1e-7 degree; lengths are geodesic, on the full geometry.
// Unknown elevation and unknown climb are nullopt, never 0.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.hpp"
#include "core/geo/point.hpp"
#include "core/graph/attributes.hpp"
#include "core/graph/network.hpp"
#include "core/tile/index_tile.hpp"
#include "core/tile/road_tile.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::ingest {

enum class SourceKind : std::uint8_t { osm, elevation };
[[nodiscard]] std::string_view to_string(SourceKind kind);

/// A file the data set was made from.
struct Source {
  std::string file;  // its name, without folders
  SourceKind kind = SourceKind::osm;
  std::string date;  // ISO 8601 day; "" where the file does not say
  std::string licence;
  std::string attribution;
  std::string url;
};

/// A node of the walk network: a junction, a dead end, an end of a source way, or where a trailhead meets the network.
struct DatasetNode {
  NodeId id;
  Point point;
  std::optional<float> elevation_m;  // that of the edges' profiles where they meet here
  NodeId place = {};                 // the place of junctions that it is part of, by its lowest node; invalid: none
};

/// An edge of the walk network, node to node. No node of the network lies inside it.
struct DatasetEdge {
  EdgeId id;
  NodeId tail;
  NodeId head;
  std::uint32_t length_dm = 0;  // at least 1
  std::optional<Climb> climb;   // from the smoothed profile, intermediate samples included; nullopt if all are unknown
  EdgeAttributes attributes;
  std::string name;                               // of the way, or its ref
  std::string ref;                                // of the hiking routes on it, "; " between
  std::vector<Point> points;                      // every source node of it, tail to head, both ends included
  std::vector<std::optional<float>> elevation_m;  // the smoothed profile at the points; as many as points
};

/// A road of the access overlay (road_overlay.hpp), open from tail to head at least.
struct DatasetRoad {
  EdgeId id;   // the lowest of the stretches of ways it is made of
  Point tail;  // on the road grid, a place of its own: within some metres of the line's end
  Point head;
  std::uint32_t length_m = 0;
  std::uint32_t forward_ds = 0;              // tenths of a second, at least 1
  std::optional<std::uint32_t> backward_ds;  // none: one-way
  RoadClass road_class = RoadClass::unknown;
  bool seasonal = false;
  std::vector<Point> points;  // every source node of it, tail to head, both ends included
};

/// Kilometres per way class.
using KmByClass = std::array<double, static_cast<std::size_t>(kLastOf<WayClass>) + 1>;

/// What an import reports. All lengths are geodesic.
struct Figures {
  // Of the source, before any access rule. "Walkable": path, footway, track, bridleway, steps and pedestrian.
  KmByClass source_km = {};
  double walkable_km = 0;
  double largest_component_km = 0;            // of the graph of the walkable ways alone
  std::uint32_t largest_component_loops = 0;  // its independent loops: edges − nodes + 1

  // Of the walk network, after the access rules and the choice of connectors.
  KmByClass network_km = {};
  double trail_km = 0;
  double excluded_trail_km = 0;       // trails left out by access rules
  double minor_connector_km = 0;      // pavements, residential … tertiary
  double main_connector_km = 0;       // secondary and primary
  double candidate_connector_km = 0;  // all roads a walker may use, of which the connectors were chosen
  double network_component_km = 0;    // largest component
  std::uint32_t network_component_loops = 0;
  double unknown_climb_km = 0;  // without known elevation
  double oneway_km = 0;         // edges one-way on foot: in the tiles, but no loop is led along them

  std::uint32_t places = 0;  // of junctions that lie together (junction_places.hpp)
  std::uint32_t place_junctions = 0;
  std::uint32_t larger_sets = 0;
  std::uint32_t larger_set_junctions = 0;

  std::uint32_t trailhead_nodes = 0;  // by kind
  std::uint32_t trailhead_parkings = 0;
  std::uint32_t trailhead_junctions = 0;
  std::uint32_t trailhead_landings = 0;  // these four where no car gets
  std::uint32_t trailhead_stations = 0;
  std::uint32_t trailhead_bus_stops = 0;
  std::uint32_t trailhead_villages = 0;
  std::uint32_t trailheads_without_road = 0;

  double road_km = 0;     // that a car may use
  double overlay_km = 0;  // of these, in the data set's roads

  std::vector<std::string> warnings;  // whole sentences for a person
};

struct Dataset {
  std::string name;
  bool made_up = false;  // the demo region
  std::string date;      // ISO 8601 day of the oldest OSM file; "" where unknown
  std::string attribution;
  std::vector<Source> sources;
  Box extent;  // of the walk network and its trailheads; a file's header box is not believed

  std::vector<DatasetNode> nodes;
  std::vector<DatasetEdge> edges;
  std::vector<TileBeside> beside;  // ascending by both edges
  std::vector<DatasetRoad> roads;
  std::vector<Poi> pois;
  std::vector<Trailhead> trailheads;  // node_point is on the tile grid
  std::vector<Place> places;          // those inside the extent

  Figures figures;
};

/// A data set that is finished but for elevation: every elevation and every climb is nullopt.
struct FlatDataset {
  Dataset dataset;
  std::vector<Poi> wild_candidates = {};  // walk/wild_candidates.hpp
};

}  // namespace loopgenie::ingest
