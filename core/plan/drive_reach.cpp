#include "core/plan/drive_reach.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/export/text/json_writer.hpp"

namespace loopgenie {
namespace {

// A trailhead lies this far from its road at most (api/ingest/roads/road_overlay.hpp), and may lie in the next index
// tile.
constexpr double kMostRoadLegM = 500;

// Roads take up to one part in so many of the bytes that a query may load; the trails around the trailheads the rest.
constexpr std::uint64_t kRoadsPart = 2;

/// The cells of zoom 10 of some points; neighbours are mostly in the same.
class Blocks10 {
 public:
  /// Whether its block is a new one.
  bool add(Point point) {
    if (!blocks_.empty() && box_.contains(point)) {
      return false;
    }
    last_ = tile_at(point, kBlockZoom);
    box_ = tile_box(last_);
    return blocks_.insert(last_).second;
  }
  /// The block of the point added last.
  [[nodiscard]] TileId last() const { return last_; }
  [[nodiscard]] const std::set<TileId>& blocks() const { return blocks_; }

 private:
  std::set<TileId> blocks_;
  TileId last_;
  Box box_;
};

/// The bytes of road tiles, block by block.
class RoadBudget {
 public:
  /// What lies around the start counts, and is loaded even where there is no room for it.
  RoadBudget(const LoadedTiles& tiles, const std::set<TileId>& leaves_at_start, std::uint64_t most_bytes)
      : tiles_(tiles), most_bytes_(most_bytes), taken_(leaves_at_start) {
    for (const TileId leaf : taken_) {
      taken_bytes_ += tiles_.leaf(Layer::roads, leaf).gzip_bytes;
    }
  }

  /// False, and no change, where a block's tiles have no room.
  bool take(TileId block) {
    std::uint64_t more_bytes = 0;
    for (const TileId leaf : tiles_.leaves_of(Layer::roads, block)) {
      more_bytes += taken_.contains(leaf) ? 0 : tiles_.leaf(Layer::roads, leaf).gzip_bytes;
    }
    if (more_bytes > 0 && taken_bytes_ + more_bytes > most_bytes_) {
      return false;
    }
    taken_bytes_ += more_bytes;
    const auto leaves = tiles_.leaves_of(Layer::roads, block);
    taken_.insert(leaves.begin(), leaves.end());
    return true;
  }
  [[nodiscard]] std::uint64_t taken_bytes() const { return taken_bytes_; }

 private:
  const LoadedTiles& tiles_;
  std::uint64_t most_bytes_;
  std::set<TileId> taken_;
  std::uint64_t taken_bytes_ = 0;
};

std::set<TileId> index_tiles_around(const LoadedTiles& tiles, const std::set<TileId>& blocks) {
  std::set<TileId> missing;
  for (const TileId block : blocks) {
    const Box box = tile_box(block);
    for (const Point corner : {Point{box.south_e7, box.west_e7}, Point{box.south_e7, box.east_e7},
                               Point{box.north_e7, box.west_e7}, Point{box.north_e7, box.east_e7}}) {
      const std::vector<TileId> around = tiles.missing_index_tiles(corner, kMostRoadLegM);
      missing.insert(around.begin(), around.end());
    }
  }
  return missing;
}

DriveLimit drive_limit_of(const Query& query) {
  if (query.drive_s) {
    return {.drive_m = std::nullopt, .drive_s = query.drive_s};
  }
  return {.drive_m = query.drive_m.value_or(kDefaultDriveM), .drive_s = std::nullopt};
}

}  // namespace

std::optional<std::int64_t> Reached::start_to_road_m() const {
  return starts.empty() ? std::nullopt : std::optional<std::int64_t>(std::llround(starts.front().leg_m));
}

std::optional<std::int64_t> Reached::whole_cut_s() const {
  return cut_s ? std::optional<std::int64_t>(std::llround(*cut_s)) : std::nullopt;
}

const Reached& DriveReach::find(const LoadedTiles& tiles, const Query& query) {
  const Question question{*query.at, query.drive_m, query.drive_s, query.max_bytes, tiles.version()};
  if (!last_ || last_question_ != question) {
    last_question_ = question;
    search(tiles, query, last_.emplace());
  }
  return *last_;
}

void DriveReach::stitch_if_changed(const LoadedTiles& tiles) {
  const std::vector<const RoadTile*> loaded = tiles.road_tiles();
  if (!state_ || loaded.size() != stitched_count_) {
    state_ = std::make_unique<State>(loaded);
    stitched_count_ = loaded.size();
  }
}

void DriveReach::search(const LoadedTiles& tiles, const Query& query, Reached& reached) {
  for (const TileId id : tiles.missing_index_tiles(*query.at, kFarthestRoadM)) {
    reached.missing.push_back(request_index(id));
  }
  const std::set<TileId> leaves_at_start = tiles.leaves_around(Layer::roads, *query.at, kFarthestRoadM);
  if (reached.missing.empty()) {
    tiles.request_missing(Layer::roads, leaves_at_start, reached.missing);
  }
  if (!reached.missing.empty()) {
    return;
  }
  stitch_if_changed(tiles);
  reached.starts = roads_near(state_->roads, *query.at, kFarthestRoadM);
  if (reached.starts.empty()) {
    return;
  }
  const DriveLimit limit = drive_limit_of(query);
  state_->range.run(reached.starts, limit);
  load_on_the_way(tiles, query, leaves_at_start, reached);
  for (const IndexTile* tile : tiles.index_tiles()) {
    for (const Trailhead& trailhead : tile->trailheads) {
      const std::optional<Drive> drive = trailhead.road_node ? drive_to(*trailhead.road_node) : std::nullopt;
      if (!drive) {
        continue;
      }
      const Drive leg = drive_of_leg(trailhead.road_leg_m);
      const Drive whole{drive->drive_m + leg.drive_m, drive->drive_s + leg.drive_s};
      if (limit.holds(whole) && reached.holds(*drive)) {
        reached.trailheads.push_back({&trailhead, whole});
      }
    }
  }
}

void DriveReach::load_on_the_way(const LoadedTiles& tiles, const Query& query, const std::set<TileId>& leaves_at_start,
                                 Reached& reached) const {
  RoadBudget budget(tiles, leaves_at_start, query.max_bytes / kRoadsPart);
  Blocks10 all;
  Blocks10 incomplete;
  for (const NodeIndex node : state_->range.settled()) {
    const Point point = state_->roads.nodes[node.value()];
    if (all.add(point) && !budget.take(all.last())) {
      reached.cut_s = state_->range.drive_to(node)->drive_s;
      break;
    }
    if (state_->roads.is_complete[node.value()] == 0) {
      incomplete.add(point);
    }
  }
  reached.road_bytes = budget.taken_bytes();
  for (const TileId id : index_tiles_around(tiles, all.blocks())) {
    reached.missing.push_back(request_index(id));
  }
  std::set<TileId> leaves;  // a large leaf is in several blocks
  for (const TileId block : incomplete.blocks()) {
    const auto of_block = tiles.leaves_of(Layer::roads, block);
    leaves.insert(of_block.begin(), of_block.end());
  }
  tiles.request_missing(Layer::roads, leaves, reached.missing);
}

std::optional<Drive> DriveReach::drive_to(Point road_node) const {
  const std::optional<NodeIndex> node = state_->roads.find_node(road_node);
  return node ? state_->range.drive_to(*node) : std::nullopt;
}

std::string write_reached(const Reached& reached, const DriveReach& reach) {
  JsonWriter json;
  json.begin_object().key("start_to_road_m").integer_or_null(reached.start_to_road_m());
  json.key("cut_s").integer_or_null(reached.whole_cut_s());
  json.key("trailheads").begin_array();
  for (const auto& [trailhead, drive] : reached.trailheads) {
    json.begin_object();
    json.key("id").string(to_string(trailhead->id));
    json.key("drive_m").integer(std::llround(drive.drive_m));
    json.key("drive_s").integer(std::llround(drive.drive_s));
    json.end_object();
  }
  json.end_array();
  json.key("roads").begin_object().key("type").string("FeatureCollection").key("features").begin_array();
  const RoadNetwork& roads = reach.roads();
  for (std::uint32_t e = 0; !reached.starts.empty() && e < roads.edges.size(); ++e) {
    const std::optional<Drive> tail = reach.range().drive_to(roads.graph.tail(EdgeIndex(e)));
    const std::optional<Drive> head = reach.range().drive_to(roads.graph.head(EdgeIndex(e)));
    if (!tail || !head || !reached.holds(*tail) || !reached.holds(*head)) {
      continue;
    }
    const RoadEdge& edge = *roads.edges[e];
    json.begin_object().key("type").string("Feature").key("properties").begin_object();
    json.key("drive_m").integer(std::llround(std::max(tail->drive_m, head->drive_m)));
    json.key("drive_s").integer(std::llround(std::max(tail->drive_s, head->drive_s)));
    json.key("class").string(to_string(edge.road_class));
    if (edge.seasonal) {
      json.key("seasonal").boolean(true);
    }
    json.end_object().key("geometry").begin_object().key("type").string("LineString");
    json.key("coordinates").begin_array().position(edge.tail);
    for (const Point point : edge.inner) {
      json.position(point);
    }
    json.position(edge.head).end_array().end_object().end_object();
  }
  json.end_array().end_object().end_object();
  return std::move(json).take();
}

std::string write_drive_line(Point place, const Trailhead& trailhead, const DriveReach& reach) {
  JsonWriter json;
  json.begin_array().position(place);
  for (const Point point : reach.range().path_to(*reach.roads().find_node(*trailhead.road_node))) {
    json.position(point);
  }
  json.position(trailhead.point).end_array();
  return std::move(json).take();
}

}  // namespace loopgenie
