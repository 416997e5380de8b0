#include "core/tile/stitch.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "core/base/sort.hpp"
#include "core/tile/columns.hpp"
#include "core/tile/envelope.hpp"

namespace loopgenie {
namespace {

struct SourceEdge {
  const TrailTile* tile = nullptr;
  const TileEdge* edge = nullptr;
};

/// All nodes once, ascending: local nodes win over far ones, which bring no degree.
Result<std::vector<TileNode>> merge_nodes(std::span<const TrailTile* const> tiles) {
  std::vector<TileNode> nodes;
  for (const TrailTile* tile : tiles) {
    nodes.insert(nodes.end(), tile->nodes.begin(), tile->nodes.end());
    for (TileNode node : tile->far_nodes) {
      node.full_degree = Network::kUnknownDegree;
      nodes.push_back(node);
    }
  }
  // Unknown degrees are the largest number, so that the local node of an id comes first.
  heap_sort(nodes, [](const TileNode& a, const TileNode& b) {
    return std::pair(a.id, a.full_degree) < std::pair(b.id, b.full_degree);
  });
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    if (nodes[i - 1].id == nodes[i].id && nodes[i - 1].vertex != nodes[i].vertex) {
      return fail(ErrorCode::mismatch,
                  "node " + std::to_string(nodes[i].id.value()) +
                      " has two positions: the tiles are of different data versions; load them again");
    }
  }
  nodes.erase(
      std::unique(nodes.begin(), nodes.end(), [](const TileNode& a, const TileNode& b) { return a.id == b.id; }),
      nodes.end());
  return nodes;
}

class Strings {
 public:
  std::uint32_t index(const std::string& text) {
    const auto [entry, is_new] = index_.emplace(text, static_cast<std::uint32_t>(index_.size()));
    if (is_new) {
      list_.push_back(text);
    }
    return entry->second;
  }
  std::vector<std::string> take() && { return std::move(list_); }

 private:
  std::map<std::string, std::uint32_t> index_{{"", 0}};
  std::vector<std::string> list_{""};
};

std::vector<Poi> merge_pois(std::span<const TrailTile* const> tiles) {
  std::vector<Poi> pois;
  for (const TrailTile* tile : tiles) {
    pois.insert(pois.end(), tile->pois.begin(), tile->pois.end());
  }
  heap_sort(pois, [](const Poi& a, const Poi& b) { return pack_source_id(a.id) < pack_source_id(b.id); });
  return pois;
}

/// Those of which both edges are loaded.
std::vector<Beside> merge_beside(std::span<const TrailTile* const> tiles, const Network& network) {
  std::vector<Beside> all;
  for (const TrailTile* tile : tiles) {
    for (const TileBeside& pair : tile->beside) {
      const std::optional<EdgeIndex> first = network.find_edge(pair.first);
      const std::optional<EdgeIndex> second = network.find_edge(pair.second);
      if (first && second) {
        all.push_back({*first, *second, pair.dm});
      }
    }
  }
  heap_sort(all, [](const Beside& a, const Beside& b) {
    return std::pair(a.first, a.second) < std::pair(b.first, b.second);
  });
  return all;
}

}  // namespace

Result<Network> stitch(std::span<const TrailTile* const> tiles) {
  Result<std::vector<TileNode>> nodes = merge_nodes(tiles);
  if (!nodes) {
    return tl::unexpected(nodes.error());
  }
  std::vector<SourceEdge> edges;
  for (const TrailTile* tile : tiles) {
    for (const TileEdge& edge : tile->edges) {
      edges.push_back({tile, &edge});
    }
  }
  heap_sort(edges, [](const SourceEdge& a, const SourceEdge& b) { return a.edge->id < b.edge->id; });
  for (std::size_t i = 1; i < edges.size(); ++i) {
    if (edges[i - 1].edge->id == edges[i].edge->id) {
      return fail(ErrorCode::mismatch, "edge " + std::to_string(edges[i].edge->id.value()) + " is in two tiles, " +
                                           tile_name("trails", edges[i - 1].tile->id) + " and " +
                                           tile_name("trails", edges[i].tile->id) +
                                           ": they are of different data versions; load them again");
    }
  }

  Network network;
  for (const TileNode& node : *nodes) {
    network.node_id.push_back(node.id);
    network.node_vertex.push_back(node.vertex);
    network.node_full_degree.push_back(node.full_degree);
    network.node_place.push_back(node.place);
  }
  GraphBuilder builder(static_cast<std::uint32_t>(nodes->size()));
  Strings strings;
  network.first_vertex.push_back(0);
  for (const auto& [tile, edge] : edges) {
    const NodeIndex tail = *network.find_node(edge->tail);
    const NodeIndex head = *network.find_node(edge->head);
    builder.add_edge(tail, head);
    network.edge_id.push_back(edge->id);
    network.length_dm.push_back(edge->length_dm);
    network.climb.push_back(edge->climb);
    network.attributes.push_back(edge->attributes);
    network.name.push_back(strings.index(tile->strings[edge->name]));
    network.ref.push_back(strings.index(tile->strings[edge->ref]));
    network.vertices.push_back(network.node_vertex[tail.value()]);
    network.vertices.insert(network.vertices.end(), edge->inner.begin(), edge->inner.end());
    network.vertices.push_back(network.node_vertex[head.value()]);
    network.first_vertex.push_back(static_cast<std::uint32_t>(network.vertices.size()));
  }
  network.graph = std::move(builder).build();
  network.strings = std::move(strings).take();
  network.pois = merge_pois(tiles);
  network.beside = merge_beside(tiles, network);
  return network;
}

}  // namespace loopgenie
