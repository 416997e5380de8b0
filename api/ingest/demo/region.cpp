#include "api/ingest/demo/region.hpp"

#include <system_error>
#include <utility>
#include <vector>

#include "api/ingest/demo/cover.hpp"
#include "api/ingest/demo/dem_file.hpp"
#include "api/ingest/demo/houses.hpp"
#include "api/ingest/demo/names.hpp"
#include "api/ingest/demo/roads.hpp"
#include "api/ingest/demo/routes.hpp"
#include "api/ingest/demo/sights.hpp"
#include "api/ingest/demo/sites.hpp"
#include "api/ingest/demo/trails.hpp"
#include "api/ingest/demo/waters.hpp"
#include "api/ingest/demo/ways.hpp"

namespace loopgenie::ingest::demo {
namespace {

constexpr std::uint64_t kTerrainSeed = 7;
constexpr std::uint64_t kSiteSeed = 11;
constexpr std::uint64_t kRoadSeed = 13;
constexpr std::uint64_t kNameSeed = 17;
constexpr std::uint64_t kTrailSeed = 19;

}  // namespace

DemoRegion make_demo_region(DemoGround ground) {
  DemoRegion region{make_terrain(kTerrainSeed), {}, {}};
  const Sites sites = choose_sites(region.terrain, kSiteSeed);
  Names names(kNameSeed);
  WayGrid grid(region.terrain);
  const Roads roads = lay_roads(grid, sites, kRoadSeed);
  lay_trails(grid, sites, roads, names, kTrailSeed);
  const std::vector<HikingRoute> routes = choose_routes(grid, sites);

  std::vector<Stream> streams = trace_streams(region.terrain, names, region.osm);
  const WayNodes nodes = write_ways(grid, routes, streams, region.osm);
  write_trunk_road(roads, nodes, region.osm);
  write_streams(streams, region.osm);
  write_shores(region.terrain, names, region.osm);
  write_features({grid, sites, roads, nodes}, names, region.osm);
  if (ground == DemoGround::with) {
    write_cover(region.terrain, sites, names, region.osm);
    write_houses(grid, sites, nodes, region.osm);
  }
  for (const Settlement& settlement : sites.settlements) {
    const auto center = static_cast<std::size_t>(settlement.center);
    region.settlement_gates.push_back({nodes.node_of_cell[center], nodes.position[center]});
  }
  return region;
}

Result<void> write_demo_region(const DemoRegion& region, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return fail(ErrorCode::io, "cannot make the folder " + folder.string() + ": " + error.message() +
                                   "; expected a path that can be written to");
  }
  // Written beside their names and renamed, so that a failure leaves what was there.
  const std::filesystem::path osm_part = folder / "demo.part.osm.pbf";
  const std::filesystem::path dem_part = folder / "demo-dem.part.tif";
  const auto discard = [&](tl::unexpected<Error> failure) {
    std::error_code ignored;
    std::filesystem::remove(osm_part, ignored);
    std::filesystem::remove(dem_part, ignored);
    return failure;
  };
  if (auto written = write_osm_pbf(region.osm, osm_part); !written) {
    return discard(tl::unexpected(std::move(written.error())));
  }
  if (auto written = write_dem(region.terrain, dem_part); !written) {
    return discard(tl::unexpected(std::move(written.error())));
  }
  for (const auto& [part, name] : {std::pair{osm_part, kOsmFileName}, std::pair{dem_part, kDemFileName}}) {
    std::filesystem::rename(part, folder / name, error);
    if (error) {
      return discard(fail(ErrorCode::io, "cannot replace " + (folder / name).string() + ": " + error.message()));
    }
  }
  return {};
}

}  // namespace loopgenie::ingest::demo
