#include "api/ingest/dem/dem.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "api/ingest/dem/dem_file.hpp"

namespace loopgenie::ingest {

Dem::Dem() = default;
Dem::Dem(Dem&&) noexcept = default;
Dem& Dem::operator=(Dem&&) noexcept = default;
Dem::~Dem() = default;

Result<Dem> Dem::open(const std::vector<std::string>& paths) {
  Dem dem;
  for (const std::string& path : paths) {
    Result<std::unique_ptr<DemFile>> file = DemFile::open(path);
    if (!file) {
      return tl::unexpected(std::move(file).error());
    }
    dem.files_.push_back(*std::move(file));
  }
  // Neighbouring tiles of one resolution differ a little in metres: compare to a tenth, then by name.
  std::stable_sort(dem.files_.begin(), dem.files_.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const DemFile& file) { return std::lround(10 * std::log2(file.cell_m())); };
    return std::pair(rank(*a), a->source().file) < std::pair(rank(*b), b->source().file);
  });
  return dem;
}

std::optional<float> Dem::sample(Point point) {
  for (const auto voids : {DemFile::Voids::unknown, DemFile::Voids::filled}) {
    for (const auto& file : files_) {
      if (const auto value = file->sample(point, voids)) {
        bound_cache();
        return value;
      }
    }
  }
  bound_cache();
  return std::nullopt;
}

void Dem::bound_cache() {
  std::size_t cached = 0;
  for (const auto& file : files_) {
    cached += file->cache_bytes();
  }
  if (cached > kMaxCacheBytes) {
    for (const auto& file : files_) {
      file->forget_blocks();
    }
  }
}

bool Dem::meets(const Box& box) const {
  return std::any_of(files_.begin(), files_.end(), [&](const auto& file) {
    const Box& own = file->box();
    return own.south_e7 <= box.north_e7 && own.north_e7 >= box.south_e7 && own.west_e7 <= box.east_e7 &&
           own.east_e7 >= box.west_e7;
  });
}

double Dem::finest_spacing_m() const { return files_.front()->cell_m(); }

std::vector<Source> Dem::sources() const {
  std::vector<Source> sources;
  for (const auto& file : files_) {
    sources.push_back(file->source());
  }
  return sources;
}

std::string Dem::coverage() const {
  std::string text;
  for (const auto& file : files_) {
    text += (text.empty() ? "" : "; ") + file->source().file + ": " + describe(file->box());
  }
  return text;
}

std::string describe(const Box& box) {
  const auto degree = [](std::int32_t e7, char positive, char negative) {
    char text[24];
    std::snprintf(text, sizeof text, "%.2f° %c", std::abs(e7 / 1e7), e7 < 0 ? negative : positive);
    return std::string(text);
  };
  return degree(box.south_e7, 'N', 'S') + " to " + degree(box.north_e7, 'N', 'S') + ", " +
         degree(box.west_e7, 'E', 'W') + " to " + degree(box.east_e7, 'E', 'W');
}

}  // namespace loopgenie::ingest
