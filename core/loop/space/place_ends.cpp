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
  std::uint32_t limit = 0;
  for (const Ends& ends : ends_) {
    limit = std::max(limit, ends.place + 1);
  }
  std::vector<std::uint32_t> number(limit);  // first how often all edges leave it
  for (const Ends& ends : ends_) {
    number[ends.place] += ends.count;
  }
  place_count_ = 0;
  for (std::uint32_t& of_place : number) {
    of_place = of_place > kMostPlaceEnds ? place_count_++ : kNone;
  }
  std::vector<Ends> numbered;
  std::uint32_t first = 0;
  for (std::size_t e = 1; e < first_.size(); ++e) {
    const std::uint32_t last = std::exchange(first_[e], 0);
    for (std::uint32_t i = first; i < last; ++i) {
      if (number[ends_[i].place] != kNone) {
        numbered.push_back({number[ends_[i].place], ends_[i].count});
      }
    }
    first = last;
    first_[e] = static_cast<std::uint32_t>(numbered.size());
  }
  ends_ = std::move(numbered);
  return number;
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
