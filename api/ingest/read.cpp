#include "api/ingest/read.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <functional>
#include <new>
#include <set>
#include <utility>

#include "api/ingest/base/outline.hpp"
#include "api/ingest/dem/dem.hpp"
#include "api/ingest/dem/elevation.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/roads/road_overlay.hpp"
#include "api/ingest/walk/connectors.hpp"
#include "api/ingest/walk/surroundings.hpp"
#include "api/ingest/walk/trailheads.hpp"
#include "api/ingest/walk/walk_network.hpp"

namespace loopgenie::ingest {
namespace {

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

/// "andorra-2025.osm.pbf" → "andorra-2025".
std::string stem(const std::string& path) {
  const std::string name = file_name(path);
  return name.substr(0, name.find('.', 1));
}

std::vector<Source> osm_sources(const ReadOptions& options, const OsmSource& osm) {
  std::vector<Source> sources;
  for (std::size_t i = 0; i < options.osm_files.size(); ++i) {
    Source source{file_name(options.osm_files[i]), SourceKind::osm, osm.file_dates[i], "", "", ""};
    if (options.made_up) {
      source.licence = "CC0-1.0";
      source.attribution = "made up by Loop Genie";
    } else {
      source.licence = "ODbL-1.0";
      source.attribution = "© OpenStreetMap contributors";
      source.url = "https://www.openstreetmap.org/copyright";
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

void apply(const Credit& credit, Source& source) {
  const auto set = [](const std::string& from, std::string& to) { to = from.empty() ? to : from; };
  set(credit.attribution, source.attribution);
  set(credit.licence, source.licence);
  set(credit.url, source.url);
}

void count_trailheads(Dataset& dataset) {
  for (const Trailhead& trailhead : dataset.trailheads) {
    Figures& figures = dataset.figures;
    ++(trailhead.kind == TrailheadKind::trailhead ? figures.trailhead_nodes
       : trailhead.kind == TrailheadKind::parking ? figures.trailhead_parkings
                                                  : figures.trailhead_junctions);
  }
}

/// Last of all, so that nothing that is chosen or measured depends on them.
void add_via_ferratas(const OsmSource& osm, SegmentMask& network) {
  const SegmentMask ferratas =
      mask_of(osm, [](const SourceWay& way) { return way.profile.role == WayRole::via_ferrata; });
  std::transform(network.begin(), network.end(), ferratas.begin(), network.begin(), std::bit_or<>());
  drop_repeated_segments(osm, network);
}

/// By name, so that the order files are given in makes no difference; a file given twice counts once.
void sort_files(std::vector<std::string>& files) {
  std::sort(files.begin(), files.end(), [](const std::string& a, const std::string& b) {
    return std::pair(file_name(a), a) < std::pair(file_name(b), b);
  });
  files.erase(std::unique(files.begin(), files.end()), files.end());
}

Result<Dataset> read(ReadOptions options, const ProgressFn& progress) {
  sort_files(options.osm_files);
  sort_files(options.dem_files);
  if (options.osm_files.empty()) {
    return fail(ErrorCode::invalid_input, "No OpenStreetMap file was given; expected at least one .osm.pbf.");
  }
  Result<Dem> dem = Dem::open(options.dem_files);  // before the long work: a wrong path shows at once
  if (!dem) {
    return tl::unexpected(std::move(dem).error());
  }
  Result<OsmSource> osm = read_osm(options.osm_files, progress);
  if (!osm) {
    return tl::unexpected(std::move(osm).error());
  }
  const auto report = [&](std::string_view step) {
    if (progress) {
      progress(step, 0);
    }
  };

  Dataset dataset;
  dataset.name = options.name.empty() ? stem(options.osm_files.front()) : options.name;
  dataset.made_up = options.made_up;
  dataset.date = osm->date;
  dataset.sources = osm_sources(options, *osm);
  dataset.attribution = dataset.sources.front().attribution;
  for (Source& source : dem->sources()) {
    if (options.made_up) {
      source.licence = dataset.sources.front().licence;
      source.attribution = dataset.sources.front().attribution;
    }
    apply(options.dem_credit, source);
    dataset.sources.push_back(std::move(source));
  }
  dataset.figures.warnings = osm->warnings;

  report("choosing connectors");
  demote_urban_ways(*osm);
  SegmentMask network = choose_walk_network(*osm, places_to_connect(*osm), progress);
  report("finding trailheads");
  dataset.trailheads = find_trailheads(*osm, network);
  std::vector<std::uint32_t> met = add_points_of_interest(dataset, *osm, network);
  const std::vector<std::uint32_t> starts = attach_nodes(dataset.trailheads, *osm);
  met.insert(met.end(), starts.begin(), starts.end());
  measure_reach(dataset.trailheads, *osm, build_way_graph(*osm, network, met), progress);
  count_trailheads(dataset);

  add_roads(dataset, *osm, progress);

  report("building the network");
  add_via_ferratas(*osm, network);
  const WayGraph graph = build_way_graph(*osm, network, met);
  add_network(dataset, *osm, graph);
  dataset.extent = extent_of(dataset);
  report("measuring the network");
  measure_network(dataset.figures, *osm, graph);
  mark_surroundings(dataset, *osm, progress);
  add_places(dataset, *osm);

  if (dem->is_empty()) {
    dataset.figures.warnings.push_back("No elevation file was given: climbs are unknown.");
    for (const DatasetEdge& edge : dataset.edges) {
      dataset.figures.unknown_climb_km += edge.length_dm / 1e4;
    }
  } else if (Result<void> done = add_elevation(dataset, *dem, progress); !done) {
    return tl::unexpected(std::move(done).error());
  }
  return dataset;
}

}  // namespace

std::string_view to_string(SourceKind kind) { return kind == SourceKind::osm ? "osm" : "elevation"; }

Result<Dataset> read_dataset(const ReadOptions& options, const ProgressFn& progress) {
  try {
    return read(options, progress);
  } catch (const std::bad_alloc&) {
    return fail(ErrorCode::io, "Not enough memory for this import. Import a smaller extract, or on a larger machine.");
  } catch (const std::exception& exception) {
    return fail(ErrorCode::io, std::string("The import failed: ") + exception.what());
  }
}

}  // namespace loopgenie::ingest
