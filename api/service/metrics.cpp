#include "api/service/metrics.hpp"

#include <string_view>

namespace loopgenie::service {
namespace {

std::string route_label(std::size_t route) {
  const std::string_view name = route == Metrics::kOther ? "other" : kRoutes[route].name;
  return "route=\"" + std::string(name) + "\"";
}

void describe(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  out.append("# HELP ").append(name).append(" ").append(help).append("\n");
  out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

void sample(std::string& out, std::string_view name, std::string_view labels, std::uint64_t value) {
  out.append(name);
  if (!labels.empty()) out.append("{").append(labels).append("}");
  out.append(" ").append(std::to_string(value)).append("\n");
}

void single(std::string& out, std::string_view name, std::string_view type, std::string_view help,
            std::uint64_t value) {
  describe(out, name, type, help);
  sample(out, name, {}, value);
}

/// Microseconds as seconds, in decimals.
std::string seconds(std::uint64_t microseconds) {
  std::string digits = std::to_string(microseconds % 1'000'000);
  return std::to_string(microseconds / 1'000'000) + "." + std::string(6 - digits.size(), '0') + digits;
}

void append_transport(const TransportCounts& transport, std::string& out) {
  single(out, "loopgenie_refused_requests_total", "counter", "Requests refused as malformed or too large.",
         transport.refused.load(std::memory_order_relaxed));
  single(out, "loopgenie_cut_readers_total", "counter", "Connections cut because their reader stalled.",
         transport.cut_readers.load(std::memory_order_relaxed));
  single(out, "loopgenie_turned_away_connections_total", "counter", "Connections closed because there were too many.",
         transport.turned_away.load(std::memory_order_relaxed));
}

void append_data(const TileSource& source, std::string& out) {
  const TileSource::Figures figures = source.figures();
  single(out, "loopgenie_cache_hits_total", "counter", "Tile bodies found in memory.", figures.cache.hits);
  single(out, "loopgenie_cache_misses_total", "counter", "Tile bodies not found in memory.", figures.cache.misses);
  single(out, "loopgenie_cache_entries", "gauge", "Bodies in the cache.", figures.cache.entries);
  single(out, "loopgenie_cache_bytes", "gauge", "Bytes in the cache.", figures.cache.bytes);
  single(out, "loopgenie_database_connections", "gauge", "Connections the pool may have.", figures.connections);
  single(out, "loopgenie_database_connections_idle", "gauge", "Connections no request uses now.",
         figures.idle_connections);
  single(out, "loopgenie_database_reads_total", "counter", "Tiles asked of the database.", figures.database_reads);
  single(out, "loopgenie_database_failures_total", "counter", "Reads the database did not answer.",
         figures.database_failures);
  single(out, "loopgenie_database_ready", "gauge", "1 where the database answers and holds data.",
         source.state() == DatabaseState::ready ? 1 : 0);
  single(out, "loopgenie_generation_changes_total", "counter", "Generations seen since the start.",
         figures.generation_changes);
  const std::shared_ptr<const Catalog> catalog = source.catalog();
  single(out, "loopgenie_generation", "gauge", "The generation served now; 0 for none.",
         catalog ? static_cast<std::uint64_t>(catalog->generation().id) : 0);
}

}  // namespace

void Metrics::count(std::size_t route, int status, std::size_t body_bytes, std::chrono::nanoseconds duration) {
  const std::size_t status_class = status >= 100 && status < 600 ? static_cast<std::size_t>(status) / 100 : 0;
  requests_[route][status_class].fetch_add(1, std::memory_order_relaxed);
  body_bytes_[route].fetch_add(body_bytes, std::memory_order_relaxed);
  const auto nanoseconds = static_cast<std::uint64_t>(duration.count());
  duration_ns_.fetch_add(nanoseconds, std::memory_order_relaxed);
  std::size_t bucket = 0;
  while (bucket < kBucketBoundsUs.size() && nanoseconds > std::uint64_t{1'000} * kBucketBoundsUs[bucket]) ++bucket;
  buckets_[bucket].fetch_add(1, std::memory_order_relaxed);
}

void Metrics::append_requests(std::string& out) const {
  describe(out, "loopgenie_requests_total", "counter", "Requests answered, by route and class of status.");
  for (std::size_t route = 0; route < kRouteCount; ++route) {
    for (std::size_t status_class = 1; status_class < requests_[route].size(); ++status_class) {
      const std::uint64_t value = requests_[route][status_class].load(std::memory_order_relaxed);
      if (value == 0) continue;
      sample(out, "loopgenie_requests_total", route_label(route) + ",status=\"" + std::to_string(status_class) + "xx\"",
             value);
    }
  }
  describe(out, "loopgenie_response_body_bytes_total", "counter", "Bytes of the bodies of answers, by route.");
  for (std::size_t route = 0; route < kRouteCount; ++route) {
    sample(out, "loopgenie_response_body_bytes_total", route_label(route),
           body_bytes_[route].load(std::memory_order_relaxed));
  }
}

void Metrics::append_durations(std::string& out) const {
  describe(out, "loopgenie_request_duration_seconds", "histogram", "Time from a request's head to its answer.");
  std::uint64_t cumulative = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    cumulative += buckets_[i].load(std::memory_order_relaxed);
    const std::string bound = i < kBucketBoundsUs.size() ? seconds(kBucketBoundsUs[i]) : "+Inf";
    sample(out, "loopgenie_request_duration_seconds_bucket", "le=\"" + bound + "\"", cumulative);
  }
  out += "loopgenie_request_duration_seconds_sum " + seconds(duration_ns_.load(std::memory_order_relaxed) / 1'000) +
         "\nloopgenie_request_duration_seconds_count " + std::to_string(cumulative) + "\n";
}

std::string Metrics::to_prometheus(const TileSource& source) const {
  std::string out;
  append_requests(out);
  append_durations(out);
  append_transport(transport_, out);
  append_data(source, out);
  return out;
}

}  // namespace loopgenie::service
