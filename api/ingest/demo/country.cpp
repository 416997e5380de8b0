#include "api/ingest/demo/country.hpp"

#include <charconv>
#include <cmath>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include "api/ingest/demo/joints.hpp"
#include "api/ingest/demo/tile_sheet.hpp"
#include "api/ingest/demo/town.hpp"

namespace loopgenie::ingest::demo {
namespace {

TileSheet draw_sheet(const DemoRegion& region, const CountryIds& ids, CountryTile tile) {
  TileSheet sheet(ids, tile);
  lay_corner(sheet);
  lay_town(sheet);
  lay_joints(region, sheet);
  const auto fits = [](std::size_t copied, std::size_t own, std::int64_t room) {
    return static_cast<std::int64_t>(copied + own) <= room;
  };
  if (!fits(region.osm.nodes.size(), sheet.nodes().size(), CountryIds::kNodesPerTile) ||
      !fits(region.osm.ways.size(), sheet.ways().size(), CountryIds::kWaysPerTile) ||
      !fits(region.osm.relations.size(), sheet.relations().size(), CountryIds::kRelationsPerTile)) {
    throw std::length_error("a tile of the made-up country has more objects than ids");
  }
  return sheet;
}

/// Writes one tile after another: first all nodes, then all ways, then all relations.
class CountryWriter {
 public:
  CountryWriter(const DemoRegion& region, CountrySize size) : region_(region), ids_{size, &region.osm} {}

  void write(const std::filesystem::path& file) {
    std::optional<Box> box;
    for_each_tile([&](CountryTile tile) {
      visit_nodes(tile, [&](std::int64_t, const OsmNode& node) { box = extended(box, node.point); });
    });
    OsmWriter out(file, box.value());
    for_each_tile([&](CountryTile tile) {
      visit_nodes(tile, [&](std::int64_t id, const OsmNode& node) { out.write(id, node); });
    });
    for_each_tile([&](CountryTile tile) { write_ways(tile, out); });
    for_each_tile([&](CountryTile tile) { write_relations(tile, out); });
    out.close();
  }

 private:
  void for_each_tile(const std::function<void(CountryTile)>& visit) const {
    for (int row = 0; row < ids_.size.rows; ++row) {
      for (int column = 0; column < ids_.size.columns; ++column) {
        visit({column, row});
      }
    }
  }

  template <typename Visit>
  void visit_nodes(CountryTile tile, const Visit& visit) const {
    const auto north_e7 = static_cast<std::int32_t>(std::lround(tile.row * kRows * kDegreesPerCellLat * 1e7));
    const auto east_e7 = static_cast<std::int32_t>(std::lround(tile.column * kColumns * kDegreesPerCellLon * 1e7));
    std::int64_t id = ids_.node(tile, OsmDocument::kFirstNode);
    for (OsmNode node : region_.osm.nodes) {
      node.point = {node.point.lat_e7 + north_e7, node.point.lon_e7 + east_e7};
      visit(id++, node);
    }
    const TileSheet sheet = draw_sheet(region_, ids_, tile);
    for (const OsmNode& node : sheet.nodes()) {
      visit(id++, node);
    }
  }

  void write_ways(CountryTile tile, OsmWriter& out) const {
    std::int64_t id = ids_.way(tile, OsmDocument::kFirstWay);
    for (OsmWay way : region_.osm.ways) {
      for (std::int64_t& node : way.nodes) {
        node = ids_.node(tile, node);
      }
      out.write(id++, way);
    }
    const TileSheet sheet = draw_sheet(region_, ids_, tile);
    for (const OsmWay& way : sheet.ways()) {
      out.write(id++, way);
    }
  }

  void write_relations(CountryTile tile, OsmWriter& out) const {
    std::int64_t id = ids_.relation(tile, OsmDocument::kFirstRelation);
    for (OsmRelation relation : region_.osm.relations) {
      for (OsmMember& member : relation.members) {
        member.id = member.type == 'n'   ? ids_.node(tile, member.id)
                    : member.type == 'w' ? ids_.way(tile, member.id)
                                         : ids_.relation(tile, member.id);
      }
      out.write(id++, relation);
    }
    const TileSheet sheet = draw_sheet(region_, ids_, tile);
    for (const OsmRelation& relation : sheet.relations()) {
      out.write(id++, relation);
    }
  }

  const DemoRegion& region_;
  CountryIds ids_;
};

std::optional<int> number_in(std::string_view text, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value >= 1 && value <= most ? std::optional(value)
                                                                                                 : std::nullopt;
}

}  // namespace

Result<CountrySize> parse_country_size(const std::string& text) {
  const std::string_view view = text;
  const std::size_t cross = view.find('x');
  if (cross != std::string_view::npos) {
    const std::optional<int> columns = number_in(view.substr(0, cross), kLargestCountry.columns);
    const std::optional<int> rows = number_in(view.substr(cross + 1), kLargestCountry.rows);
    if (columns && rows) {
      return CountrySize{*columns, *rows};
    }
  }
  return fail(ErrorCode::invalid_input, "the size of a country is '" + text + "'; expected COLUMNSxROWS, from 1x1 to " +
                                            std::to_string(kLargestCountry.columns) + "x" +
                                            std::to_string(kLargestCountry.rows));
}

Result<void> write_country(const DemoRegion& region, CountrySize size, const std::filesystem::path& folder) {
  const std::filesystem::path part = folder / "demo.part.osm.pbf";
  try {
    std::filesystem::create_directories(folder);
    CountryWriter(region, size).write(part);
    std::filesystem::rename(part, folder / kOsmFileName);
  } catch (const std::exception& error) {
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    return fail(ErrorCode::io, "cannot write a country into " + folder.string() + ": " + error.what() +
                                   "; expected a writable folder with some 150 kB of room per tile");
  }
  return {};
}

}  // namespace loopgenie::ingest::demo
