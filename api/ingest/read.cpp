#include "api/ingest/read.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <new>
#include <utility>

#include "api/ingest/dem/dem.hpp"
#include "api/ingest/dem/elevation.hpp"
#include "api/ingest/osm/osm_source.hpp"
#include "api/ingest/stages.hpp"
#include "api/ingest/wild_spots.hpp"

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

/// By name, so that the order files are given in makes no difference; a file given twice counts once.
void sort_files(std::vector<std::string>& files) {
  std::sort(files.begin(), files.end(), [](const std::string& a, const std::string& b) {
    return std::pair(file_name(a), a) < std::pair(file_name(b), b);
  });
  files.erase(std::unique(files.begin(), files.end()), files.end());
}

/// A data set that says what it is and where it comes from, without any content.
Dataset labelled(const ReadOptions& options, const OsmSource& osm, const Dem& dem) {
  Dataset dataset;
  dataset.name = options.name.empty() ? stem(options.osm_files.front()) : options.name;
  dataset.made_up = options.made_up;
  dataset.date = osm.date;
  dataset.sources = osm_sources(options, osm);
  dataset.attribution = dataset.sources.front().attribution;
  for (Source& source : dem.sources()) {
    if (options.made_up) {
      source.licence = dataset.sources.front().licence;
      source.attribution = dataset.sources.front().attribution;
    }
    apply(options.dem_credit, source);
    dataset.sources.push_back(std::move(source));
  }
  dataset.figures.warnings = osm.warnings;
  return dataset;
}

Result<Dataset> read(ReadOptions options, const ProgressFn& progress) {
  sort_files(options.osm_files);
  sort_files(options.dem_files);
  if (options.osm_files.empty()) {
    return fail(ErrorCode::invalid_input,
                "No OpenStreetMap file was given; expected at least one, such as FILE.osm.pbf.");
  }
  Result<Dem> dem = Dem::open(options.dem_files);  // before the long work: a wrong path shows at once
  if (!dem) {
    return tl::unexpected(std::move(dem).error());
  }
  Result<OsmSource> osm = read_osm(options.osm_files, progress);
  if (!osm) {
    return tl::unexpected(std::move(osm).error());
  }
  Dataset labels = labelled(options, *osm, *dem);
  ClassifiedWays ways = classify_ways(*std::move(osm), progress);
  ChosenNetwork chosen = choose_network(std::move(ways), progress);
  MeasuredNetwork measured = measure(std::move(chosen), std::move(labels), progress);
  FlatDataset flat = build_dataset(std::move(measured), progress);
  if (flat.dataset.edges.empty()) {
    return fail(ErrorCode::missing, options.osm_files.front() +
                                        ": holds ways that may be walked, but none makes a network: they lie in towns, "
                                        "along roads or behind closed gates. Take an extract that covers trails.");
  }
  std::vector<Poi> wild = std::move(flat.wild_candidates);
  Result<Dataset> dataset = with_elevation(std::move(flat), *dem, progress);
  if (dataset) {
    add_wild_spots(*dataset, std::move(wild), *dem);
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
