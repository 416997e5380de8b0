// Strong ids: explicit, invalid by default, no implicit integer. Two kinds of id never mix by accident.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace loopgenie {

template <typename Tag, typename Int, Int kInvalid>
class StrongId {
 public:
  using Value = Int;

  constexpr StrongId() = default;
  constexpr explicit StrongId(Int value) : value_(value) {}

  [[nodiscard]] constexpr Int value() const { return value_; }
  [[nodiscard]] constexpr bool is_valid() const { return value_ != kInvalid; }
  friend constexpr auto operator<=>(StrongId, StrongId) = default;

 private:
  Int value_ = kInvalid;
};

/// Position in the node or edge arrays of one graph.
using NodeIndex = StrongId<struct NodeIndexTag, std::uint32_t, std::numeric_limits<std::uint32_t>::max()>;
using EdgeIndex = StrongId<struct EdgeIndexTag, std::uint32_t, std::numeric_limits<std::uint32_t>::max()>;

/// The source's node id (OpenStreetMap node id).
using NodeId = StrongId<struct NodeIdTag, std::int64_t, std::numeric_limits<std::int64_t>::min()>;

/// Stable over imports of the same source: `way id · 2¹⁶ + index of the edge's first segment in the way`, below 2⁵³.
using EdgeId = StrongId<struct EdgeIdTag, std::uint64_t, std::numeric_limits<std::uint64_t>::max()>;

inline constexpr int kEdgeSegmentBits = 16;
inline constexpr std::int64_t kMaxWayId = (std::int64_t{1} << (53 - kEdgeSegmentBits)) - 1;
inline constexpr std::uint32_t kMaxSegmentIndex = (std::uint32_t{1} << kEdgeSegmentBits) - 1;

/// REQUIRES 0 ≤ way_id ≤ kMaxWayId and segment ≤ kMaxSegmentIndex.
[[nodiscard]] constexpr EdgeId make_edge_id(std::int64_t way_id, std::uint32_t segment) {
  return EdgeId((static_cast<std::uint64_t>(way_id) << kEdgeSegmentBits) | segment);
}
[[nodiscard]] constexpr std::int64_t way_id_of(EdgeId id) {
  return static_cast<std::int64_t>(id.value() >> kEdgeSegmentBits);
}
[[nodiscard]] constexpr std::uint32_t segment_of(EdgeId id) {
  return static_cast<std::uint32_t>(id.value() & kMaxSegmentIndex);
}

}  // namespace loopgenie

template <typename Tag, typename Int, Int kInvalid>
struct std::hash<loopgenie::StrongId<Tag, Int, kInvalid>> {
  std::size_t operator()(loopgenie::StrongId<Tag, Int, kInvalid> id) const noexcept {
    return std::hash<Int>{}(id.value());
  }
};
