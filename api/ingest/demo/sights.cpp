#include "api/ingest/demo/sights.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "api/ingest/demo/noise.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr std::uint64_t kSpringSeed = 940;
constexpr std::size_t kMaxWaterfalls = 8;
constexpr std::size_t kMaxSaddles = 24;

class FeatureWriter {
 public:
  FeatureWriter(const FeatureInput& input, Names& names, OsmDocument& document)
      : input_(&input), names_(&names), document_(&document) {}

  void write_places() {
    for (const Settlement& settlement : input_->sites.settlements) {
      const Local at = input_->nodes.position[static_cast<std::size_t>(settlement.center)];
      add({at.x + 10, at.y + 14}, {{"place", settlement.kind},
                                   {"name", settlement.name},
                                   {"population", std::to_string(settlement.population)}});
      add({at.x - 22, at.y - 12}, {{"amenity", "drinking_water"}});
    }
    add({7500, 9600}, {{"place", "island"}, {"name", "Genie Range (made up)"}});
    add({17900, 7000}, {{"place", "island"}, {"name", "Lamp Island (made up)"}});
    for (std::size_t i = 4; i < input_->sites.waypoints.size(); i += 9) {
      const Local at = center_of(input_->sites.waypoints[i]);
      add({at.x + 90, at.y - 70}, {{"place", "locality"}, {"name", names_->place()}});
    }
  }

  void write_starts() {
    const std::size_t settlements = input_->sites.settlements.size();
    for (std::size_t i = 0; i < input_->roads.parkings.size(); ++i) {
      const Cell cell = input_->roads.parkings[i];
      const Local at = input_->nodes.position[static_cast<std::size_t>(cell)];
      Tags tags = {{"amenity", "parking"}};
      if (i % 3 == 0) {
        tags.emplace_back("capacity", std::to_string(12 + 7 * (i % 5)));
      }
      if (i % 4 == 1) {
        tags.emplace_back("fee", i % 8 == 1 ? "yes" : "no");
      }
      const bool in_settlement = i < settlements;
      if (!in_settlement) {
        const std::string name = names_->place();
        tags.emplace_back("name", name + " Parking");
        const std::int64_t node = input_->nodes.node_of_cell[static_cast<std::size_t>(cell)];
        if (i % 2 == 0 && node != 0) {
          document_->node(node).tags = {{"highway", "trailhead"}, {"name", name + " Trailhead"}};
        }
      }
      if (i % 3 == 2) {
        add_parking_area({at.x + 22, at.y + 18}, std::move(tags));
      } else {
        add({at.x + 16, at.y + 12}, std::move(tags));
      }
    }
    const Local yard = center_of(input_->sites.settlements[kEastbottle].center);
    add({yard.x + 140, yard.y - 60}, {{"amenity", "parking"}, {"access", "private"}});
  }

  void write_nights() {
    int count = 0;
    for (const Cell cell : input_->sites.waypoints) {
      const std::int64_t node = input_->nodes.node_of_cell[static_cast<std::size_t>(cell)];
      const double height = input_->grid.terrain().height(cell);
      if (node == 0 || !input_->grid.is_trail(cell) || height < 120 || input_->grid.is_road(cell)) {
        continue;
      }
      const Local at = input_->nodes.position[static_cast<std::size_t>(cell)];
      const Local beside{at.x + 24, at.y + 9};
      switch (count++ % 7) {
        case 0:
          add(beside, hut_with_a_keeper(height));
          break;
        case 1:
          add(beside, {{"tourism", "wilderness_hut"},
                       {"name", names_->hut()},
                       {"capacity", std::to_string(6 + count % 5)},
                       {"fee", "no"}});
          break;
        case 2:
          add(beside, {{"tourism", "camp_site"},
                       {"backcountry", "yes"},
                       {"camp_site", "basic"},
                       {"name", names_->camp()},
                       {"opening_hours", "May-Oct"}});
          break;
        case 3:
          add(beside, {{"amenity", "shelter"}, {"shelter_type", "lean_to"}});
          break;
        case 4:
          add(beside, {{"tourism", "camp_pitch"}});
          break;
        case 5:
          add(beside, {{"amenity", "shelter"}, {"shelter_type", "basic_hut"}, {"name", names_->hut()}});
          break;
        default:
          add(beside, {{"tourism", "viewpoint"}});
          break;
      }
    }
    const Local camp = center_of(input_->sites.settlements[kSmokehaven].center);
    add({camp.x - 300, camp.y + 120}, {{"tourism", "camp_site"}, {"name", names_->camp()}, {"fee", "yes"}});
  }

  void write_springs() {
    int count = 0;
    for (Cell cell = 0; cell < kCellCount; ++cell) {
      if (!input_->grid.is_trail(cell) || hash_of(cell, 0, kSpringSeed) % 190 != 0) {
        continue;
      }
      const Local at = input_->nodes.position[static_cast<std::size_t>(cell)];
      Tags tags = {{"natural", "spring"}};
      if (count % 3 == 0) {
        tags.emplace_back("name", names_->spring());
      }
      if (count % 4 < 2) {
        tags.emplace_back("drinking_water", count % 4 == 0 ? "yes" : "no");
      }
      if (count % 5 == 3) {
        tags.emplace_back("intermittent", "yes");
      }
      add({at.x - 15, at.y + 20}, std::move(tags));
      ++count;
    }
  }

  void write_peaks() {
    for (std::size_t i = 0; i < input_->sites.peaks.size(); ++i) {
      const Cell cell = input_->sites.peaks[i].cell;
      const Local at = center_of(cell);
      add(at, {{"natural", "peak"}, {"name", names_->peak()}, {"ele", metres(input_->grid.terrain().height(cell))}});
      if (i % 3 == 0) {
        add({at.x + 30, at.y - 20}, {{"tourism", "viewpoint"}});
      }
    }
  }

  // Where a trail crosses a crest: it falls on both sides along the trail, and the ground rises on both sides across.
  void write_saddles() {
    constexpr std::size_t kAlong = 10;
    std::vector<Local> found;
    const Terrain& terrain = input_->grid.terrain();
    for (const Stroke& stroke : input_->grid.strokes()) {
      for (std::size_t i = kAlong; !stroke.is_road && i + kAlong < stroke.cells.size(); ++i) {
        const Local at = center_of(stroke.cells[i]);
        const double height = terrain.height(stroke.cells[i]);
        const Local before = center_of(stroke.cells[i - kAlong]);
        const Local after = center_of(stroke.cells[i + kAlong]);
        const double far = distance(before, after);
        const bool crest = height > terrain.height(stroke.cells[i - 1]) &&
                           height >= terrain.height(stroke.cells[i + 1]) && height > terrain.height_at(before) + 12 &&
                           height > terrain.height_at(after) + 12;
        if (!crest || far < 100 || found.size() >= kMaxSaddles) {
          continue;
        }
        const Local across{(after.y - before.y) / far * 110, (before.x - after.x) / far * 110};
        const bool gap = terrain.height_at({at.x + across.x, at.y + across.y}) > height + 6 &&
                         terrain.height_at({at.x - across.x, at.y - across.y}) > height + 6;
        const bool is_new =
            std::none_of(found.begin(), found.end(), [&](Local other) { return distance(at, other) < 350; });
        if (gap && is_new) {
          found.push_back(at);
          add_tags(stroke.cells[i], {{"natural", "saddle"}, {"name", names_->saddle()}, {"ele", metres(height)}});
        }
      }
    }
  }

  void write_waterfalls() {
    std::vector<Local> found;
    const Terrain& terrain = input_->grid.terrain();
    for (Cell cell = 0; cell < kCellCount && found.size() < kMaxWaterfalls; ++cell) {
      if (!terrain.is_stream(cell)) {
        continue;
      }
      const Cell next = terrain.downstream[static_cast<std::size_t>(cell)];
      const Local at = center_of(cell);
      const double grade = (terrain.height(cell) - terrain.height(next)) / distance(at, center_of(next));
      const bool is_new =
          std::none_of(found.begin(), found.end(), [&](Local other) { return distance(at, other) < 900; });
      if (grade > 0.35 && is_new) {
        found.push_back(at);
        add(at, {{"natural", "waterfall"}, {"waterway", "waterfall"}, {"name", names_->place() + " Falls"}});
      }
    }
  }

 private:
  /// The first of them says most, every third but its name and height nothing.
  Tags hut_with_a_keeper(double height) {
    const int number = huts_++;
    Tags tags = {{"tourism", "alpine_hut"}, {"name", names_->hut()}, {"ele", metres(height)}};
    if (number % 3 == 2) {
      return tags;
    }
    tags.emplace_back("opening_hours", number % 2 == 0 ? "Jun 15-Sep 30" : "24/7");
    tags.emplace_back("capacity", std::to_string(18 + 7 * (number % 4)));
    tags.emplace_back("fee", "yes");
    tags.emplace_back("reservation", number % 2 == 0 ? "required" : "recommended");
    if (number % 2 == 0) {
      // No country has this code; example.org is nobody's.
      tags.emplace_back("phone", "+999 555 " + std::to_string(100 + number));
      tags.emplace_back("website", "https://example.org/huts/" + std::to_string(number + 1));
    }
    return tags;
  }

  static std::string metres(double value) { return std::to_string(std::lround(value)); }

  void add(Local at, Tags tags) { document_->add_node(to_point(at), std::move(tags)); }

  // On the way's own node; a tag that is there already stays.
  void add_tags(Cell cell, Tags tags) {
    OsmNode& node = document_->node(input_->nodes.node_of_cell[static_cast<std::size_t>(cell)]);
    if (node.tags.empty()) {
      node.tags = std::move(tags);
    }
  }

  void add_parking_area(Local at, Tags tags) {
    OsmWay way;
    constexpr std::array<Local, 4> kCorners = {{{-12, -8}, {12, -8}, {12, 8}, {-12, 8}}};
    for (const Local& corner : kCorners) {
      way.nodes.push_back(document_->add_node(to_point({at.x + corner.x, at.y + corner.y})));
    }
    way.nodes.push_back(way.nodes.front());
    way.tags = std::move(tags);
    document_->add_way(std::move(way));
  }

  int huts_ = 0;
  const FeatureInput* input_;
  Names* names_;
  OsmDocument* document_;
};

}  // namespace

void write_features(const FeatureInput& input, Names& names, OsmDocument& document) {
  FeatureWriter writer(input, names, document);
  writer.write_places();
  writer.write_starts();
  writer.write_nights();
  writer.write_springs();
  writer.write_peaks();
  writer.write_saddles();
  writer.write_waterfalls();
}

}  // namespace loopgenie::ingest::demo
