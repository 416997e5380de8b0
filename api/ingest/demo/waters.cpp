#include "api/ingest/demo/waters.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "api/ingest/demo/noise.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr std::uint64_t kBendSeed = 910;
constexpr std::size_t kMaxShoreNodes = 1500;  // OpenStreetMap allows 2,000

using Ring = std::vector<Local>;  // the first point is not repeated

// The longest outlines of a set of cells, the set on their left, longest first.
std::vector<Ring> outlines(const std::function<bool(Cell)>& inside) {
  constexpr int kCorners = kColumns + 1;
  std::multimap<int, int> next;
  for (Cell cell = 0; cell < kCellCount; ++cell) {
    if (!inside(cell)) {
      continue;
    }
    const int c = column_of(cell);
    const int r = row_of(cell);
    const auto open = [&](int column, int row) { return !is_inside(column, row) || !inside(cell_at(column, row)); };
    const int corner = r * kCorners + c;
    if (open(c, r - 1)) {
      next.emplace(corner, corner + 1);
    }
    if (open(c + 1, r)) {
      next.emplace(corner + 1, corner + 1 + kCorners);
    }
    if (open(c, r + 1)) {
      next.emplace(corner + 1 + kCorners, corner + kCorners);
    }
    if (open(c - 1, r)) {
      next.emplace(corner + kCorners, corner);
    }
  }
  std::vector<Ring> rings;
  while (!next.empty()) {
    Ring ring;
    const int first = next.begin()->first;
    int corner = first;
    do {
      const auto edge = next.find(corner);
      const int to = edge->second;
      next.erase(edge);
      ring.push_back({((corner % kCorners + to % kCorners) / 2.0 - 0.5) * kCellM,
                      ((corner / kCorners + to / kCorners) / 2.0 - 0.5) * kCellM});
      corner = to;
    } while (corner != first);
    rings.push_back(std::move(ring));
  }
  std::stable_sort(rings.begin(), rings.end(), [](const Ring& a, const Ring& b) { return a.size() > b.size(); });
  return rings;
}

// Rounds the grid's steps off and keeps every second point.
Ring smoothed(Ring ring) {
  for (int pass = 0; pass < 3; ++pass) {
    Ring next = ring;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Local& before = ring[(i + ring.size() - 1) % ring.size()];
      const Local& after = ring[(i + 1) % ring.size()];
      next[i] = {ring[i].x / 2 + (before.x + after.x) / 4, ring[i].y / 2 + (before.y + after.y) / 4};
    }
    ring = std::move(next);
  }
  Ring thin;
  for (std::size_t i = 0; i < ring.size(); i += 2) {
    thin.push_back(ring[i]);
  }
  return thin;
}

// Closed; in several ways that share their ends where it is too long for one.
void write_ring(const Ring& ring, const Tags& tags, OsmDocument& document) {
  std::vector<std::int64_t> nodes;
  nodes.reserve(ring.size() + 1);
  for (const Local& at : ring) {
    nodes.push_back(document.add_node(to_point(at)));
  }
  nodes.push_back(nodes.front());
  for (std::size_t first = 0; first + 1 < nodes.size(); first += kMaxShoreNodes - 1) {
    const std::size_t last = std::min(first + kMaxShoreNodes, nodes.size());
    document.add_way(
        {{nodes.begin() + static_cast<std::ptrdiff_t>(first), nodes.begin() + static_cast<std::ptrdiff_t>(last)},
         tags});
  }
}

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
