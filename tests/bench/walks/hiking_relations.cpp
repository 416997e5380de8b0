#include "tests/bench/walks/hiking_relations.hpp"

#include <algorithm>
#include <osmium/osm/relation.hpp>
#include <set>
#include <string_view>
#include <utility>

#include "api/ingest/osm/osm_scan.hpp"
#include "api/ingest/osm/raw_objects.hpp"
#include "api/ingest/osm/tags.hpp"

namespace loopgenie::bench {
namespace {

constexpr int kMaxNesting = 6;  // as the import

/// OpenStreetMap wiki, page Relation:route, section on roles of hiking routes.
bool is_aside(std::string_view role) {
  return ingest::is_one_of(role,
                           {"alternative", "alternate", "alternation", "approach", "connection", "excursion", "link"});
}

std::vector<std::int64_t> own_ways_of(const osmium::Relation& relation, const ingest::RawRelation& raw) {
  std::set<std::int64_t> aside;
  for (const osmium::RelationMember& member : relation.members()) {
    if (member.type() == osmium::item_type::way && is_aside(member.role())) {
      aside.insert(member.ref());
    }
  }
  std::vector<std::int64_t> own;
  std::copy_if(raw.ways.begin(), raw.ways.end(), std::back_inserter(own),
               [&](std::int64_t way) { return !aside.contains(way); });
  return own;
}

}  // namespace

Result<HikingRelations> HikingRelations::read(const std::string& osm_file) {
  std::vector<HikingRelation> relations;
  const Result<ingest::FileDay> day =
      ingest::scan_osm_file(osm_file, osmium::osm_entity_bits::relation, {}, "reading hiking relations",
                            [&](const osmium::OSMObject& object) {
                              const auto& relation = static_cast<const osmium::Relation&>(object);
                              if (std::optional<ingest::RawRelation> raw = ingest::raw_relation(relation)) {
                                const std::string_view name = ingest::value_of(relation.tags(), "name");
                                HikingRelation kept;
                                kept.id = raw->id;
                                kept.name = name.empty() ? (raw->route ? raw->route->ref : "") : std::string(name);
                                kept.network = raw->route ? std::optional(raw->route->network) : std::nullopt;
                                kept.is_other_route = raw->is_other_route;
                                kept.own_ways = own_ways_of(relation, *raw);
                                kept.ways = std::move(raw->ways);
                                kept.relations = std::move(raw->relations);
                                relations.push_back(std::move(kept));
                              }
                            });
  if (!day) {
    return tl::unexpected(day.error());
  }
  return HikingRelations(std::move(relations));
}

HikingRelations::HikingRelations(std::vector<HikingRelation> relations) {
  for (HikingRelation& relation : relations) {
    const std::int64_t id = relation.id;
    relations_.emplace(id, std::move(relation));
  }
}

std::vector<const HikingRelation*> HikingRelations::routes() const {
  std::vector<const HikingRelation*> routes;
  for (const auto& [id, relation] : relations_) {
    if (relation.network) {
      routes.push_back(&relation);
    }
  }
  return routes;
}

std::vector<const HikingRelation*> HikingRelations::with_parts(const HikingRelation& relation,
                                                               std::optional<std::int64_t> without) const {
  std::vector<const HikingRelation*> all;
  std::set<std::int64_t> seen = {relation.id};
  std::vector<const HikingRelation*> level = {&relation};
  for (int depth = 0; depth < kMaxNesting && !level.empty(); ++depth) {
    std::vector<const HikingRelation*> next;
    for (const HikingRelation* at : level) {
      all.push_back(at);
      for (const std::int64_t id : at->relations) {
        const auto part = relations_.find(id);
        if (part != relations_.end() && id != without && !part->second.is_other_route && seen.insert(id).second) {
          next.push_back(&part->second);
        }
      }
    }
    level = std::move(next);
  }
  return all;
}

std::vector<std::int64_t> HikingRelations::walk_ways(const HikingRelation& relation) const {
  std::vector<std::int64_t> ways;
  for (const HikingRelation* part : with_parts(relation, std::nullopt)) {
    ways.insert(ways.end(), part->own_ways.begin(), part->own_ways.end());
  }
  return ways;
}

std::map<std::int64_t, RouteNetwork> HikingRelations::marked_ways(std::optional<std::int64_t> without) const {
  std::map<std::int64_t, RouteNetwork> marked;
  for (const HikingRelation* route : routes()) {
    if (route->id == without) {
      continue;
    }
    for (const HikingRelation* part : with_parts(*route, without)) {
      for (const std::int64_t way : part->ways) {
        RouteNetwork& known = marked[way];
        known = std::max(known, *route->network);
      }
    }
  }
  return marked;
}

}  // namespace loopgenie::bench
