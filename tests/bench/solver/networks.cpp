#include "tests/bench/solver/networks.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "api/db/gzip.hpp"
#include "api/ingest/bake/bake.hpp"
#include "api/ingest/read.hpp"
#include "core/base/random.hpp"
#include "core/tile/stitch.hpp"
#include "core/tile/trail_tile.hpp"

namespace loopgenie::bench {
namespace {

Result<std::vector<TrailTile>> decoded_trails(const std::vector<Region::Tile>& tiles) {
  std::vector<TrailTile> decoded;
  for (const Region::Tile& tile : tiles) {
    if (tile.layer == Layer::trails) {
      Result<TrailTile> trails = decode_trail_tile(tile.id, std::as_bytes(std::span(tile.bytes)));
      if (!trails) {
        return tl::unexpected(trails.error());
      }
      decoded.push_back(*std::move(trails));
    }
  }
  return decoded;
}

Result<Network> stitched(const std::vector<TrailTile>& tiles, const std::vector<std::size_t>& order) {
  std::vector<const TrailTile*> pointers;
  for (const std::size_t i : order) {
    pointers.push_back(&tiles[i]);
  }
  return stitch(pointers);
}

std::vector<std::size_t> given_order(std::size_t count) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  return order;
}

/// The network's parts, ready to be put together anew.
struct Parts {
  std::vector<std::pair<NodeIndex, NodeIndex>> ends;
  Network network;  // without its graph; names are indices into the strings of the network they come from

  void add_edge(const Network& from, EdgeIndex edge, std::uint32_t first_node, EdgeId id) {
    const std::uint32_t e = edge.value();
    ends.emplace_back(from.graph.tail(edge).value() + first_node, from.graph.head(edge).value() + first_node);
    network.edge_id.push_back(id);
    network.length_dm.push_back(from.length_dm[e]);
    network.climb.push_back(from.climb[e]);
    network.attributes.push_back(from.attributes[e]);
    network.name.push_back(from.name[e]);
    network.ref.push_back(0);
    const std::span<const Vertex> line = from.edge_vertices(edge);
    network.first_vertex.push_back(static_cast<std::uint32_t>(network.vertices.size()));
    network.vertices.insert(network.vertices.end(), line.begin(), line.end());
  }

  [[nodiscard]] Network build() && {
    const auto node_count = static_cast<std::uint32_t>(network.node_id.size());
    GraphBuilder builder(node_count);
    for (const auto& [tail, head] : ends) {
      builder.add_edge(tail, head);
    }
    network.graph = std::move(builder).build();
    network.first_vertex.push_back(static_cast<std::uint32_t>(network.vertices.size()));
    return std::move(network);
  }
};

}  // namespace

Result<Planner> Region::planner(const Query& query) const {
  Planner planner;
  for (;;) {
    const Result<std::vector<TileRequest>> missing = planner.missing_tiles(query);
    if (!missing) {
      return tl::unexpected(missing.error());
    }
    if (missing->empty()) {
      return planner;
    }
    for (const TileRequest& request : *missing) {
      const auto tile = std::find_if(tiles.begin(), tiles.end(), [&](const Tile& candidate) {
        return candidate.layer == request.layer && candidate.id == request.id;
      });
      const std::string_view bytes = tile == tiles.end() ? std::string_view() : std::string_view(tile->bytes);
      const Result<void> added = planner.add_tile(request.layer, request.id, std::as_bytes(std::span(bytes)));
      if (!added) {
        return tl::unexpected(added.error());
      }
    }
  }
}

Result<void> Region::write_export(const std::string& folder) const {
  const std::filesystem::path v1 = std::filesystem::path(folder) / "v1";
  const auto write = [](const std::filesystem::path& path, const std::string& bytes) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    std::ofstream out(path, std::ios::binary);
    out << bytes;
    return !error && out.flush();
  };
  bool is_written = write(v1 / "meta", meta_json);
  for (const Tile& tile : tiles) {
    is_written = is_written && write(v1 / "tiles" / std::string(to_string(tile.layer)) / std::to_string(tile.id.z) /
                                         std::to_string(tile.id.x) / std::to_string(tile.id.y),
                                     tile.bytes);
  }
  if (!is_written) {
    return fail(ErrorCode::io, "cannot write below " + folder + ": is there room, and may this user write there?");
  }
  return {};
}

Result<Region> read_region(const std::string& name, const std::string& folder, const std::string& osm_file,
                           const std::string& dem_file) {
  ingest::ReadOptions options;
  options.osm_files = {folder + "/" + osm_file};
  options.dem_files = {folder + "/" + dem_file};
  options.name = name;
  return ingest::read_dataset(options).and_then(bake_region);
}

Result<Region> bake_region(const ingest::Dataset& dataset) {
  const Result<ingest::Baked> baked = ingest::bake(dataset);
  if (!baked) {
    return tl::unexpected(baked.error());
  }
  Region region;
  region.name = dataset.name;
  region.meta_json = baked->meta_json;
  region.trailheads = dataset.trailheads;
  for (const ingest::BakedTile& tile : baked->tiles) {  // ascending by layer: index first
    Result<std::string> bytes = db::gunzip(tile.gzip);
    if (!bytes) {
      return tl::unexpected(bytes.error());
    }
    region.tiles.push_back({tile.layer, tile.id, *std::move(bytes)});
  }
  const Result<std::vector<TrailTile>> trails = decoded_trails(region.tiles);
  if (!trails) {
    return tl::unexpected(trails.error());
  }
  Result<Network> network = stitched(*trails, given_order(trails->size()));
  if (!network) {
    return tl::unexpected(network.error());
  }
  region.walk = *std::move(network);
  return region;
}

Network trails_only(const Network& network) {
  Parts parts;
  parts.network.strings = network.strings;
  parts.network.node_id = network.node_id;
  parts.network.node_vertex = network.node_vertex;
  parts.network.node_place = network.node_place;
  for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
    if (is_trail(network.attributes[e].way_class)) {
      parts.add_edge(network, EdgeIndex(e), 0, network.edge_id[e]);
    }
  }
  Network trails = std::move(parts).build();
  for (const Beside& pair : network.beside) {
    const std::optional<EdgeIndex> first = trails.find_edge(network.edge_id[pair.first.value()]);
    const std::optional<EdgeIndex> second = trails.find_edge(network.edge_id[pair.second.value()]);
    if (first && second) {
      trails.beside.push_back({*first, *second, pair.dm});
    }
  }
  for (std::uint32_t n = 0; n < trails.node_count(); ++n) {
    trails.node_full_degree.push_back(trails.graph.degree(NodeIndex(n)));
  }
  return trails;
}

Network tiled(const Network& network, std::uint32_t copies) {
  const std::int64_t ids_apart = network.node_id.back().value() - network.node_id.front().value() + 1;
  const std::uint64_t edge_ids_apart = network.edge_id.back().value() - network.edge_id.front().value() + 1;
  Parts parts;
  parts.network.strings = network.strings;
  for (std::uint32_t copy = 0; copy < copies; ++copy) {
    Network& all = parts.network;
    for (const NodeId id : network.node_id) {
      all.node_id.emplace_back(id.value() + ids_apart * copy);
    }
    all.node_vertex.insert(all.node_vertex.end(), network.node_vertex.begin(), network.node_vertex.end());
    for (const NodeId place : network.node_place) {
      all.node_place.push_back(place.is_valid() ? NodeId(place.value() + ids_apart * copy) : NodeId());
    }
    all.node_full_degree.insert(all.node_full_degree.end(), network.node_full_degree.begin(),
                                network.node_full_degree.end());
    for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
      parts.add_edge(network, EdgeIndex(e), network.node_count() * copy,
                     EdgeId(network.edge_id[e].value() + edge_ids_apart * copy));
    }
    const std::uint32_t first_edge = network.edge_count() * copy;
    for (const Beside& pair : network.beside) {
      all.beside.push_back(
          {EdgeIndex(first_edge + pair.first.value()), EdgeIndex(first_edge + pair.second.value()), pair.dm});
    }
  }
  return std::move(parts).build();
}

Result<Network> stitched_in_random_order(const Region& region, std::uint64_t seed) {
  const Result<std::vector<TrailTile>> trails = decoded_trails(region.tiles);
  if (!trails) {
    return tl::unexpected(trails.error());
  }
  std::vector<std::size_t> order = given_order(trails->size());
  Random random(seed);
  for (std::size_t left = order.size(); left > 1; --left) {
    std::swap(order[left - 1], order[random.below(static_cast<std::uint32_t>(left))]);
  }
  return stitched(*trails, order);
}

}  // namespace loopgenie::bench
