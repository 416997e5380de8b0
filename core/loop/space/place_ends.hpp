// Which edges of a graph leave which places, and how often.
//
// A place is a few junctions within sight of each other (Network::node_place). Each end of a way at a junction of a
// place counts as leaving it, but for the short ways inside (EdgeFlag::within_place). A walk that leaves a place more
// than twice comes back to it: a figure of eight, which no cycle of a route may be. An edge that stands for a chain of
// ways counts all their ends, those in its middle as well.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/base/ids.hpp"

namespace loopgenie {

/// How often a cycle may leave a place.
inline constexpr std::uint32_t kMostPlaceEnds = 2;

class PlaceEnds {
 public:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();  // no place

  struct Ends {
    std::uint32_t place = 0;
    std::uint32_t count = 0;
    friend bool operator==(const Ends&, const Ends&) = default;
  };

  /// Adds an edge, the next in order; counts of the same place are summed up.
  void add_edge(std::span<const Ends> ends);
  /// Forgets places that all edges together leave at most twice; numbers the others from 0, in order of their numbers
  /// until now. Returns the new number of each old one up to the greatest that any edge leaves, kNone where it is
  /// forgotten. O(ends + greatest number).
  std::vector<std::uint32_t> number_places();

  [[nodiscard]] std::uint32_t place_count() const { return place_count_; }
  /// By place.
  [[nodiscard]] std::span<const Ends> of(std::uint32_t edge) const {
    return {ends_.data() + first_[edge], first_[edge + 1] - first_[edge]};
  }

 private:
  std::uint32_t place_count_ = 0;
  std::vector<std::uint32_t> first_ = {0};  // edges + 1 offsets into ends_
  std::vector<Ends> ends_;
};

/// How often the edges of one walk leave each place.
class PlaceCount {
 public:
  /// `ends` must outlive the count.
  explicit PlaceCount(const PlaceEnds& ends) : ends_(&ends), count_(ends.place_count()) {}

  /// False if the walk now leaves a place too often. O(places of the edge).
  bool add(EdgeIndex edge);
  /// REQUIRES an edge that was added. Edges that go in the reverse order of their coming leave nothing behind.
  void remove(EdgeIndex edge);
  /// No walk. O(places left).
  void clear();
  [[nodiscard]] std::uint32_t of_place(std::uint32_t place) const { return count_[place]; }
  /// Places that the walk leaves, perhaps some more than once.
  [[nodiscard]] std::span<const std::uint32_t> left() const { return left_; }
  [[nodiscard]] bool is_allowed() const { return exceeded_ == 0; }

 private:
  const PlaceEnds* ends_;
  std::vector<std::uint32_t> count_;  // per place
  std::vector<std::uint32_t> left_;   // places with a count, perhaps more than once
  std::uint32_t exceeded_ = 0;        // places that are left too often
};

}  // namespace loopgenie
