#include "api/ingest/demo/waters.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "api/ingest/demo/noise.hpp"
#include "api/ingest/demo/outlines.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr std::uint64_t kBendSeed = 910;

}  // namespace

std::vector<Stream> trace_streams(const Terrain& terrain, Names& names, OsmDocument& document) {
  std::vector<char> has_upstream(kCellCount, 0);
  for (Cell cell = 0; cell < kCellCount; ++cell) {
    if (terrain.is_stream(cell)) {
      has_upstream[static_cast<std::size_t>(terrain.downstream[static_cast<std::size_t>(cell)])] = 1;
    }
  }
  std::map<Cell, std::int64_t> node_of;
  const auto node_at = [&](Cell cell) {
    const auto [entry, is_new] = node_of.try_emplace(cell, 0);
    if (is_new) {
      const Local at = center_of(cell);
      const double bend_x = 16 * (uniform_of(column_of(cell), row_of(cell), kBendSeed) - 0.5);
      const double bend_y = 16 * (uniform_of(column_of(cell), row_of(cell), kBendSeed + 1) - 0.5);
      entry->second = document.add_node(to_point({at.x + bend_x, at.y + bend_y}));
    }
    return entry->second;
  };
  std::vector<Stream> streams;
  for (Cell source = 0; source < kCellCount; ++source) {
    if (!terrain.is_stream(source) || has_upstream[static_cast<std::size_t>(source)] != 0) {
      continue;
    }
    Stream stream;
    stream.is_river = terrain.is_river(source);
    stream.name = names.place() + (stream.is_river ? " Water" : " Burn");
    const std::string base = stream.name.substr(0, stream.name.rfind(' '));
    for (Cell cell = source;;) {
      const bool joined = node_of.contains(cell);
      stream.nodes.push_back(node_at(cell));
      if (joined || terrain.is_water(cell)) {
        break;
      }
      const Cell next = terrain.downstream[static_cast<std::size_t>(cell)];
      if (terrain.is_river(next) && !stream.is_river) {
        stream.nodes.push_back(node_at(next));
        streams.push_back(std::move(stream));
        stream = {{}, true, base + " Water"};
        stream.nodes.push_back(node_at(next));
        const Cell after = terrain.downstream[static_cast<std::size_t>(next)];
        cell = after;
        continue;
      }
      cell = next;
    }
    if (stream.nodes.size() > 1) {
      streams.push_back(std::move(stream));
    }
  }
  return streams;
}

void write_streams(const std::vector<Stream>& streams, OsmDocument& document) {
  for (const Stream& stream : streams) {
    document.add_way({stream.nodes, {{"waterway", stream.is_river ? "river" : "stream"}, {"name", stream.name}}});
  }
}

void write_shores(const Terrain& terrain, Names& names, OsmDocument& document) {
  for (const Lake& lake : terrain.lakes) {
    const std::vector<Ring> rings =
        outlines([&](Cell cell) { return std::binary_search(lake.cells.begin(), lake.cells.end(), cell); });
    write_ring(smoothed(rings.front()),
               {{"natural", "water"},
                {"water", "lake"},
                {"name", names.lake()},
                {"ele", std::to_string(static_cast<int>(std::lround(lake.level_m)))}},
               document);
  }
  for (const Ring& ring : outlines([&](Cell cell) { return !terrain.is_sea(cell); })) {
    if (ring.size() >= 24) {
      write_ring(smoothed(ring), {{"natural", "coastline"}}, document);
    }
  }
}

}  // namespace loopgenie::ingest::demo
