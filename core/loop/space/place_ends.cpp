#include "core/loop/space/place_ends.hpp"

#include <algorithm>
#include <utility>

#include "core/base/sort.hpp"

namespace loopgenie {

void PlaceEnds::add_edge(std::span<const Ends> ends) {
  const auto first = static_cast<std::ptrdiff_t>(ends_.size());
  for (const Ends& more : ends) {
    const auto same =
        std::find_if(ends_.begin() + first, ends_.end(), [&](const Ends& known) { return known.place == more.place; });
    if (same == ends_.end()) {
      ends_.push_back(more);
    } else {
      same->count += more.count;
    }
  }
  heap_sort(std::span(ends_).subspan(static_cast<std::size_t>(first)),
            [](const Ends& a, const Ends& b) { return a.place < b.place; });
  first_.push_back(static_cast<std::uint32_t>(ends_.size()));
}

std::vector<std::uint32_t> PlaceEnds::number_places() {
  std::vector<Ends> sums = ends_;
  heap_sort(sums, [](const Ends& a, const Ends& b) { return a.place < b.place; });
  std::vector<std::uint32_t> kept;  // ascending
  for (std::size_t i = 0; i < sums.size();) {
    const std::uint32_t place = sums[i].place;
    std::uint32_t count = 0;
    for (; i < sums.size() && sums[i].place == place; ++i) {
      count += sums[i].count;
    }
    if (count > kMostPlaceEnds) {
      kept.push_back(place);
    }
  }
  place_count_ = static_cast<std::uint32_t>(kept.size());
  std::vector<Ends> numbered;
  std::uint32_t first = 0;
  for (std::size_t e = 1; e < first_.size(); ++e) {
    const std::uint32_t last = std::exchange(first_[e], 0);
    for (std::uint32_t i = first; i < last; ++i) {
      const auto at = std::lower_bound(kept.begin(), kept.end(), ends_[i].place);
      if (at != kept.end() && *at == ends_[i].place) {
        numbered.push_back({static_cast<std::uint32_t>(at - kept.begin()), ends_[i].count});
      }
    }
    first = last;
    first_[e] = static_cast<std::uint32_t>(numbered.size());
  }
  ends_ = std::move(numbered);
  return kept;
}

bool PlaceCount::add(EdgeIndex edge) {
  for (const PlaceEnds::Ends& ends : ends_->of(edge.value())) {
    std::uint32_t& count = count_[ends.place];
    exceeded_ += count <= kMostPlaceEnds && count + ends.count > kMostPlaceEnds ? 1 : 0;
    if (count == 0) {
      left_.push_back(ends.place);
    }
    count += ends.count;
  }
  return is_allowed();
}

void PlaceCount::remove(EdgeIndex edge) {
  const std::span<const PlaceEnds::Ends> all = ends_->of(edge.value());
  for (auto ends = all.rbegin(); ends != all.rend(); ++ends) {
    std::uint32_t& count = count_[ends->place];
    exceeded_ -= count > kMostPlaceEnds && count - ends->count <= kMostPlaceEnds ? 1 : 0;
    count -= ends->count;
    if (count == 0 && left_.back() == ends->place) {
      left_.pop_back();
    }
  }
}

void PlaceCount::clear() {
  for (const std::uint32_t place : left_) {
    count_[place] = 0;
  }
  left_.clear();
  exceeded_ = 0;
}

}  // namespace loopgenie
