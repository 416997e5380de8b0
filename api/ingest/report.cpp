#include "api/ingest/report.hpp"

#include <sys/resource.h>

#include <array>
#include <cstdio>

#include "api/ingest/base/append_line.hpp"
#include "api/ingest/store/disk.hpp"

namespace loopgenie::ingest {
namespace {

std::string by_class(const KmByClass& km) {
  std::string text;
  for (std::size_t i = 0; i < km.size(); ++i) {
    if (km[i] >= 0.05) {
      append_line(text, "%s%s %.1f", text.empty() ? "" : ", ", std::string(to_string(static_cast<WayClass>(i))).c_str(),
                  km[i]);
    }
  }
  return text.empty() ? "none" : text;
}

void append_network(std::string& text, const Figures& figures) {
  append_line(text, "source km      %s\n", by_class(figures.source_km).c_str());
  append_line(text, "walkable       %.1f km; largest component %.1f km with %u loops\n", figures.walkable_km,
              figures.largest_component_km, figures.largest_component_loops);
  append_line(text, "network km     %s\n", by_class(figures.network_km).c_str());
  append_line(
      text,
      "network        %.1f km of trail (%.1f km left out by access rules), connectors %.1f km minor and %.1f km "
      "main of %.1f km of roads; largest component %.1f km with %u loops\n",
      figures.trail_km, figures.excluded_trail_km, figures.minor_connector_km, figures.main_connector_km,
      figures.candidate_connector_km, figures.network_component_km, figures.network_component_loops);
  if (figures.oneway_km >= 0.05) {
    append_line(text, "one-way        %.1f km one-way on foot: no loop is led along them\n", figures.oneway_km);
  }
  if (figures.unknown_climb_km >= 0.05) {
    append_line(text, "climb          unknown on %.1f km\n", figures.unknown_climb_km);
  }
}

void append_tiles(std::string& text, const Baked& baked) {
  for (const LayerFacts& layer : kLayers) {
    const LayerFigures figures = layer_figures(baked.tiles, layer.layer);
    if (layer.is_ground && figures.tiles == 0) {
      continue;
    }
    append_line(text, "%-7s tiles  %zu, %s gzipped, largest %s\n", std::string(layer.name).c_str(), figures.tiles,
                format_bytes(figures.gzip_bytes).c_str(), format_bytes(figures.largest_gzip_bytes).c_str());
  }
  append_line(text, "vertices       %llu kept of %llu\n", static_cast<unsigned long long>(baked.kept_vertices),
              static_cast<unsigned long long>(baked.source_vertices));
}

}  // namespace

std::string import_report(const Dataset& dataset, const Baked& baked, const Loaded& loaded, const ImportCost& cost) {
  const Figures& figures = dataset.figures;
  std::string text = dataset.name + (dataset.made_up ? " (made up)" : "");
  append_line(text, ", data of %s, %s\n", dataset.date.empty() ? "an unknown day" : dataset.date.c_str(),
              dataset.attribution.c_str());
  append_network(text, figures);
  append_line(text, "content        %zu nodes, %zu edges, %zu points of interest, %zu places\n", dataset.nodes.size(),
              dataset.edges.size(), dataset.pois.size(), dataset.places.size());
  append_line(text, "junctions      %u lie together in %u places; %u in %u larger sets stay single\n",
              figures.place_junctions, figures.places, figures.larger_set_junctions, figures.larger_sets);
  append_line(text, "side by side   %zu pairs of chains\n", dataset.beside.size());
  append_line(text, "trailheads     %zu: %u tagged, %u parkings, %u road junctions\n", dataset.trailheads.size(),
              figures.trailhead_nodes, figures.trailhead_parkings, figures.trailhead_junctions);
  if (const std::uint32_t carless = figures.trailhead_landings + figures.trailhead_stations +
                                    figures.trailhead_bus_stops + figures.trailhead_villages;
      carless > 0) {
    append_line(text,
                "no cars        no roads for cars there: %u starts at ferry landings, %u at stations, %u at bus stops, "
                "%u in villages\n",
                figures.trailhead_landings, figures.trailhead_stations, figures.trailhead_bus_stops,
                figures.trailhead_villages);
  }
  append_line(text, "roads          %.1f km of %.1f km that a car may use; %u trailheads are on none\n",
              figures.overlay_km, figures.road_km, figures.trailheads_without_road);
  append_tiles(text, baked);
  for (const std::vector<std::string>& notes : {figures.warnings, baked.ground_notes}) {
    for (const std::string& note : notes) {
      text += "note           " + note + '\n';
    }
  }
  double total_s = 0;
  text += "seconds        ";
  for (const auto& [phase, seconds] : cost.phase_s) {
    append_line(text, "%s %.3f, ", phase.c_str(), seconds);
    total_s += seconds;
  }
  append_line(text, "total %.3f\n", total_s);
  append_line(text, "peak memory    %.0f MB\n", static_cast<double>(cost.peak_bytes) / 1e6);
  append_line(text, "version        %s, generation %lld: %s\n", baked.version.c_str(),
              static_cast<long long>(loaded.generation),
              loaded.unchanged ? "nothing changed, this data was served already" : "served from now on");
  return text;
}

std::uint64_t peak_memory_bytes() {
  struct rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;  // Linux counts in KiB
}

}  // namespace loopgenie::ingest
