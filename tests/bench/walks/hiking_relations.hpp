// The hiking relations of an OpenStreetMap file as they are there: for a benchmark that asks what one of them adds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/graph/attributes.hpp"

namespace loopgenie::bench {

struct HikingRelation {
  std::int64_t id = 0;
  std::string name;                     // or its ref
  std::optional<RouteNetwork> network;  // nullopt: a group of routes, or a route for others than walkers
  bool is_other_route = false;          // for others than walkers, or not in use
  std::vector<std::int64_t> ways;       // in the order of its members
  std::vector<std::int64_t> own_ways;   // those of them that are the walk itself: no alternative, approach or excursion
  std::vector<std::int64_t> relations;  // likewise
};

class HikingRelations {
 public:
  [[nodiscard]] static Result<HikingRelations> read(const std::string& osm_file);
  explicit HikingRelations(std::vector<HikingRelation> relations);

  /// Those that are hiking routes, by ascending id.
  [[nodiscard]] std::vector<const HikingRelation*> routes() const;

  /// The ways of the walk itself, its parts' included.
  [[nodiscard]] std::vector<std::int64_t> walk_ways(const HikingRelation& relation) const;

  /// The highest network of the routes on each way that has one, by the import's rule, as if the relation `without`
  /// were not there.
  [[nodiscard]] std::map<std::int64_t, RouteNetwork> marked_ways(std::optional<std::int64_t> without) const;

 private:
  [[nodiscard]] std::vector<const HikingRelation*> with_parts(const HikingRelation& relation,
                                                              std::optional<std::int64_t> without) const;

  std::map<std::int64_t, HikingRelation> relations_;
};

}  // namespace loopgenie::bench
