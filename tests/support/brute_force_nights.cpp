#include "tests/support/brute_force_nights.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/cost/appeal.hpp"
#include "core/cost/hiking_time.hpp"
#include "core/cost/way_limits.hpp"
#include "tests/support/brute_force.hpp"

namespace loopgenie::test {
namespace {

struct Walked {
  std::int64_t dm = 0;
  std::int64_t units = 0;  // in tenths of what the query measures walks in
  std::int64_t ds = 0;
  std::int64_t up_dm = 0;

  void add(const Walked& other) {
    dm += other.dm;
    units += other.units;
    ds += other.ds;
    up_dm += other.up_dm;
  }
};

struct Sleeping {  // a spot and the way there from one node
  std::size_t poi = 0;
  std::vector<RouteStep> way;
  std::vector<NodeIndex> others;  // nodes of the way but the first
  Walked out;
  Walked back;
  std::int64_t lesser = 0;
  std::int64_t water_dm = -1;  // walked from the way's last water to the spot
};

class NightEnumeration {
 public:
  NightEnumeration(const Network& network, const Query& query, NodeIndex start, const std::vector<Route>& routes)
      : network_(network),
        query_(query),
        start_(start),
        routes_(routes),
        paths_(reference_paths(network, query, start)) {
    result_.loss_of.resize(routes.size());
    nights_ = query.nights.value();
    wanted_units_ = std::llround(query.wanted() * 10);
    find_sleeping();
  }

  NightTruth run() {
    for (std::uint32_t n = 0; n < network_.node_count(); ++n) {
      if (paths_.distance_dm[n]) {
        first_ = NodeIndex(n);
        nodes_ = {first_};
        walk();
      }
    }
    return result_;
  }

 private:
  bool may_walk(EdgeIndex edge) const {
    const bool needs_climb = query_.max_ascent_m || query_.about_ascent_m || query_.longest_day_ascent_m ||
                             query_.longest_day_s || query_.hike_s;
    return is_allowed(network_.attributes[edge.value()], network_.is_climb_known(edge), query_.way_limits()) &&
           (!needs_climb || network_.is_climb_known(edge)) &&
           std::count(query_.avoid_edges.begin(), query_.avoid_edges.end(), network_.edge_id[edge.value()]) == 0;
  }
  Walked of(RouteStep step) const {
    const std::uint32_t e = step.edge.value();
    const Climb climb = network_.climb[e].value_or(Climb{});
    const double up = (step.forward ? climb.ascent_dm : climb.descent_dm) / 10.0;
    const double down = (step.forward ? climb.descent_dm : climb.ascent_dm) / 10.0;
    return {network_.length_dm[e], reference_length(network_, query_, step.edge),
            std::llround(10 * hiking_time_s(network_.length_dm[e] / 10.0, up, down, query_.pace)),
            step.forward ? climb.ascent_dm : climb.descent_dm};
  }
  std::int64_t lesser_of(EdgeIndex edge) const {
    return reference_length(network_, query_, edge) *
           (100 - appeal_hundredths(network_.attributes[edge.value()], query_.appeal));
  }
  NodeIndex end_of(RouteStep s) const { return s.forward ? network_.graph.head(s.edge) : network_.graph.tail(s.edge); }
  NodeIndex begin_of(RouteStep s) const { return end_of({s.edge, !s.forward}); }
  static RouteStep turned(RouteStep s) { return {s.edge, !s.forward}; }

  bool is_tap(NodeIndex node) const {
    return std::any_of(network_.pois.begin(), network_.pois.end(), [&](const Poi& poi) {
      return poi.node == network_.node_id[node.value()] && counts_as_water(poi);
    });
  }
  static bool counts_as_water(const Poi& poi) {
    const bool is_source = poi.kind == PoiKind::drinking_water || poi.kind == PoiKind::spring ||
                           poi.kind == PoiKind::well || poi.kind == PoiKind::fountain ||
                           poi.kind == PoiKind::water_point;
    return is_source && !poi.intermittent && poi.potable != Potable::no;
  }
  bool brings_water(RouteStep step) const {
    return network_.attributes[step.edge.value()].has(EdgeFlag::near_water) || is_tap(end_of(step));
  }
  static bool has_water(const Poi& night) {
    return night.night.water == NightWater::natural || night.night.water == NightWater::tap ||
           night.night.water == NightWater::spring || night.night.water == NightWater::keeper;
  }

  void find_sleeping() {
    sleeping_.resize(network_.node_count());
    Query in_metres = query_;  // as the greatest detour is
    in_metres.hike_m = query_.wanted();
    in_metres.hike_s.reset();
    in_metres.longest_day_ascent_m = query_.hike_s ? 1e9 : query_.longest_day_ascent_m;  // known climbs alone
    for (std::size_t p = 0; p < network_.pois.size(); ++p) {
      const Poi& poi = network_.pois[p];
      const std::optional<NightKind> kind = poi.night.kind;
      const std::optional<NodeIndex> h = network_.find_node(poi.node);
      const bool is_wanted = kind && h && std::count(query_.night_kinds.begin(), query_.night_kinds.end(), *kind) > 0 &&
                             std::count(query_.avoid_nights.begin(), query_.avoid_nights.end(), poi.id) == 0;
      if (!is_wanted) {
        continue;
      }
      const ReferencePaths from_h = reference_paths(network_, in_metres, *h);
      for (std::uint32_t n = 0; n < network_.node_count(); ++n) {
        const auto& distance = from_h.distance_dm[n];
        if (!distance || *distance + 10 * std::int64_t{poi.detour_m} > std::llround(query_.max_night_detour_m * 10)) {
          continue;
        }
        Sleeping sleeping;
        sleeping.poi = p;
        NodeIndex at(n);
        while (at != *h) {
          const EdgeIndex edge = from_h.parent_edge[at.value()];
          sleeping.way.push_back({edge, network_.graph.tail(edge) == at});
          at = from_h.parent[at.value()];
          sleeping.others.push_back(at);
        }
        for (const RouteStep& step : sleeping.way) {
          sleeping.out.add(of(step));
          sleeping.back.add(of(turned(step)));
          sleeping.lesser += lesser_of(step.edge);
          if (sleeping.water_dm >= 0) sleeping.water_dm += network_.length_dm[step.edge.value()];
          if (brings_water(step)) sleeping.water_dm = 0;
        }
        if (has_water(poi)) sleeping.water_dm = 0;
        sleeping_[n].push_back(sleeping);
      }
    }
  }

  void walk() {
    for (const Arc& arc : network_.graph.arcs(nodes_.back())) {
      const bool is_used = std::any_of(steps_.begin(), steps_.end(), [&](RouteStep s) { return s.edge == arc.edge; });
      if (is_used || !may_walk(arc.edge) || !network_.is_complete(arc.head) || arc.head < first_) {
        continue;
      }
      steps_.push_back({arc.edge, arc.forward});
      if (arc.head == first_) {
        consider();
      } else if (std::find(nodes_.begin(), nodes_.end(), arc.head) == nodes_.end()) {
        nodes_.push_back(arc.head);
        walk();
        nodes_.pop_back();
      }
      steps_.pop_back();
    }
  }

  bool keeps_to_places(const std::vector<RouteStep>& cycle) const {
    std::map<NodeId, int> ends;
    for (const RouteStep& step : cycle) {
      for (const NodeIndex node : {begin_of(step), end_of(step)}) {
        if (!network_.attributes[step.edge.value()].has(EdgeFlag::within_place) && network_.place(node).is_valid()) {
          ++ends[network_.place(node)];
        }
      }
    }
    return query_.figure_of_eight ||
           std::all_of(ends.begin(), ends.end(), [](const auto& of_place) { return of_place.second <= 2; });
  }

  // One cycle in one direction.
  void consider() {
    std::size_t j = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (std::pair(*paths_.distance_dm[nodes_[i].value()], nodes_[i]) <
          std::pair(*paths_.distance_dm[nodes_[j].value()], nodes_[j])) {
        j = i;
      }
    }
    std::vector<RouteStep> stem;
    for (NodeIndex node = nodes_[j]; paths_.parent[node.value()].is_valid(); node = paths_.parent[node.value()]) {
      const EdgeIndex edge = paths_.parent_edge[node.value()];
      stem.insert(stem.begin(), {edge, network_.graph.head(edge) == node});
    }
    cycle_ = steps_;
    std::rotate(cycle_.begin(), cycle_.begin() + static_cast<std::ptrdiff_t>(j), cycle_.end());
    for (const EdgeId required : query_.require_edges) {
      if (std::none_of(cycle_.begin(), cycle_.end(),
                       [&](RouteStep s) { return network_.edge_id[s.edge.value()] == required; })) {
        return;
      }
    }
    if (!keeps_to_places(cycle_)) {
      return;
    }
    route_nodes_.clear();
    lesser_ = 0;
    beside_ = reference_beside_cdm(network_, query_, cycle_);
    stem_units_ = 0;
    Walked up;  // of the plain route in each direction
    std::int64_t down_dm = 0;
    for (const RouteStep& step : stem) {
      route_nodes_.insert(begin_of(step));
      lesser_ += lesser_of(step.edge);
      stem_units_ += reference_length(network_, query_, step.edge);
    }
    for (const RouteStep& step : cycle_) {
      route_nodes_.insert(begin_of(step));
      lesser_ += lesser_of(step.edge);
    }
    turns_ = turns_cdm_of(network_, cycle_);
    all_ = stem;
    all_.insert(all_.end(), cycle_.begin(), cycle_.end());
    for (auto step = stem.rbegin(); step != stem.rend(); ++step) {
      all_.push_back(turned(*step));
    }
    for (const RouteStep& step : all_) {
      up.add(of(step));
      down_dm += of(turned(step)).up_dm;
    }
    plain_units_ = up.units;
    ascent_dm_ = std::min(up.up_dm, down_dm);
    stem_steps_ = stem.size();
    chosen_.clear();
    choose(stem_steps_);
  }

  // Nights after `from` steps or more.
  void choose(std::size_t from) {
    if (chosen_.size() == nights_) {
      judge();
      return;
    }
    for (std::size_t at = from; at <= stem_steps_ + cycle_.size(); ++at) {
      if (stem_steps_ == 0 && (at == 0 || at == cycle_.size())) {
        continue;  // the start itself
      }
      const NodeIndex v = at == stem_steps_ ? begin_of(cycle_.front()) : end_of(all_[at - 1]);
      for (const Sleeping& sleeping : sleeping_[v.value()]) {
        const bool is_new =
            std::none_of(chosen_.begin(), chosen_.end(), [&](const auto& c) { return c.second->poi == sleeping.poi; });
        const bool touches = std::any_of(sleeping.others.begin(), sleeping.others.end(),
                                         [&](NodeIndex node) { return route_nodes_.contains(node); });
        if (is_new && !touches) {
          chosen_.emplace_back(at, &sleeping);
          choose(at);
          chosen_.pop_back();
        }
      }
    }
  }

  // A day in the unit of the hike: a time is that of the direction walked.
  std::int64_t length_of_day(const Walked& d) const { return query_.hike_s ? d.ds : d.dm; }

  bool is_day(std::size_t day, const Walked& d) const {
    const auto days = static_cast<std::int64_t>(nights_) + 1;
    const std::int64_t length = length_of_day(d);
    const bool may_be_short = (day == 0 && query_.short_first_day) || (day == nights_ && query_.short_last_day);
    const auto& shortest = query_.hike_s ? query_.shortest_day_s : query_.shortest_day_m;
    const auto& longest = query_.hike_s ? query_.longest_day_s : query_.longest_day_m;
    if (!may_be_short) {
      if (!shortest && 2 * length * days < wanted_units_) return false;
      if (query_.shortest_day_m && d.dm < std::llround(*query_.shortest_day_m * 10)) return false;
      if (query_.shortest_day_s && d.ds < std::llround(*query_.shortest_day_s * 10)) return false;
    }
    if (!longest && 100 * length * days > 135 * wanted_units_) return false;
    if (query_.longest_day_m && d.dm > std::llround(*query_.longest_day_m * 10)) return false;
    if (query_.longest_day_s && d.ds > std::llround(*query_.longest_day_s * 10)) return false;
    return !query_.longest_day_ascent_m || d.up_dm <= std::llround(*query_.longest_day_ascent_m * 10);
  }

  void judge() {
    std::set<SourceId> slept_at;
    for (const auto& [at, sleeping] : chosen_) slept_at.insert(network_.pois[sleeping->poi].id);
    for (const SourceId& kept : query_.keep_nights) {
      if (!slept_at.contains(kept)) return;
    }
    const auto days = static_cast<std::int64_t>(nights_) + 1;
    Loss loss;
    std::int64_t length_dm = plain_units_;
    std::int64_t retraced_dm = stem_units_;
    Walked day;
    std::size_t done = 0;
    std::int64_t water_dm = -1;  // on the route, since the last water
    for (std::size_t k = 0; k <= nights_; ++k) {
      const std::size_t until = k < nights_ ? chosen_[k].first : all_.size();
      for (; done < until; ++done) {
        day.add(of(all_[done]));
        if (water_dm >= 0) water_dm += network_.length_dm[all_[done].edge.value()];
        if (brings_water(all_[done])) water_dm = 0;
      }
      const Sleeping* sleeping = k < nights_ ? chosen_[k].second : nullptr;
      if (sleeping != nullptr) day.add(sleeping->out);
      if (!is_day(k, day)) return;
      const bool may_be_short = (k == 0 && query_.short_first_day) || (k == nights_ && query_.short_last_day);
      const std::int64_t above = length_of_day(day) * days - wanted_units_;
      loss.uneven_days_cdm += above < 0 && may_be_short ? 0 : 25 * std::abs(above) / days;
      if (sleeping == nullptr) break;
      const Poi& poi = network_.pois[sleeping->poi];
      const bool is_wet =
          (sleeping->water_dm >= 0 && sleeping->water_dm <= std::llround(query_.water_before_night_m * 10)) ||
          (sleeping->water_dm < 0 && water_dm >= 0 &&
           water_dm + sleeping->out.dm <= std::llround(query_.water_before_night_m * 10));
      if (!is_wet && query_.water_at_night) return;
      loss.dry_nights_cdm += is_wet ? 0 : wanted_units_ * 100 * 5 / 1000;
      loss.night_kinds_cdm += poi.unverified || poi.night.kind == NightKind::wild ? wanted_units_ * 100 * 5 / 1000 : 0;
      loss.night_detours_cdm += 2 * sleeping->out.units * 100 + sleeping->lesser;
      length_dm += 2 * sleeping->out.units;
      retraced_dm += sleeping->out.units;
      day = sleeping->back;
    }
    if (std::abs(length_dm - wanted_units_) * 100 > std::llround(query_.tolerance * 100) * wanted_units_ ||
        retraced_dm * 100 > std::llround(query_.max_retrace * 100) * length_dm) {
      return;
    }
    if (query_.max_ascent_m && ascent_dm_ > std::llround(*query_.max_ascent_m * 10)) return;
    if (query_.about_ascent_m && std::abs(ascent_dm_ - std::llround(*query_.about_ascent_m * 10)) * 100 >
                                     15 * std::llround(*query_.about_ascent_m * 10))
      return;
    const std::int64_t band_dm = wanted_units_ * std::min(5LL, std::llround(query_.tolerance * 100)) / 100;
    loss.off_length_cdm = length_dm > wanted_units_ + band_dm ? (length_dm - wanted_units_ - band_dm) * 100
                          : length_dm >= wanted_units_        ? 0
                          : length_dm >= wanted_units_ - band_dm
                              ? (wanted_units_ - length_dm) * 25
                              : band_dm * 25 + (wanted_units_ - band_dm - length_dm) * 100;
    loss.retraced_cdm = 200 * stem_units_;
    loss.lesser_ground_cdm = lesser_;
    loss.beside_cdm = beside_;
    loss.turns_cdm = turns_;
    result_.best_loss_cdm = std::min(result_.best_loss_cdm.value_or(loss.total_cdm()), loss.total_cdm());
    for (std::size_t r = 0; r < routes_.size(); ++r) {
      if (is_this(routes_[r], length_dm)) result_.loss_of[r] = loss;
    }
  }

  bool is_this(const Route& route, std::int64_t length_dm) const {
    if (route.steps != all_ || route.nights.size() != nights_ || route.length_dm != length_dm ||
        route.stem_step_count != stem_steps_ || route.retraced_dm != stem_units_ || route.start != start_) {
      return false;
    }
    for (std::size_t k = 0; k < nights_; ++k) {
      const RouteNight& night = route.nights[k];
      if (night.step_count != chosen_[k].first || night.poi != chosen_[k].second->poi ||
          night.way != chosen_[k].second->way) {
        return false;
      }
    }
    return true;
  }

  const Network& network_;
  const Query& query_;
  NodeIndex start_;
  const std::vector<Route>& routes_;
  ReferencePaths paths_;
  std::size_t nights_ = 0;
  std::int64_t wanted_units_ = 0;
  std::vector<std::vector<Sleeping>> sleeping_;  // per node
  NodeIndex first_;
  std::vector<NodeIndex> nodes_;
  std::vector<RouteStep> steps_;
  std::vector<RouteStep> cycle_;  // from the attachment
  std::vector<RouteStep> all_;
  std::size_t stem_steps_ = 0;
  std::set<NodeIndex> route_nodes_;
  std::int64_t lesser_ = 0;
  std::int64_t beside_ = 0;
  std::int64_t turns_ = 0;
  std::int64_t stem_units_ = 0;
  std::int64_t plain_units_ = 0;
  std::int64_t ascent_dm_ = 0;
  std::vector<std::pair<std::size_t, const Sleeping*>> chosen_;
  NightTruth result_;
};

}  // namespace

NightTruth brute_force_nights(const Network& network, const Query& query, NodeIndex start,
                              const std::vector<Route>& routes) {
  return NightEnumeration(network, query, start, routes).run();
}

std::string what_is_untrue_of_nights(const Network& network, const Query& query, NodeIndex start,
                                     const TrailheadAnswer& answer) {
  return what_is_untrue_of_nights(answer, brute_force_nights(network, query, start, answer.routes));
}

std::string what_is_untrue_of_nights(const TrailheadAnswer& answer, const NightTruth& truth) {
  for (std::size_t r = 0; r < answer.routes.size(); ++r) {
    if (!truth.loss_of[r]) return "one of its routes is no route with nights";
    if (*truth.loss_of[r] != answer.routes[r].loss) return "the loss of one of its routes is wrong";
    if (r > 0 && answer.routes[r - 1].loss.total_cdm() > answer.routes[r].loss.total_cdm())
      return "its routes are not best first";
  }
  const std::int64_t best_cdm = truth.best_loss_cdm.value_or(kNoLoss);
  const std::int64_t found_cdm = answer.routes.empty() ? kNoLoss : answer.routes.front().loss.total_cdm();
  if (answer.least_loss_cdm > best_cdm) return "its bound excludes a route that exists";
  const bool says_route = answer.status == TrailheadStatus::optimal || answer.status == TrailheadStatus::bounded;
  if (says_route == answer.routes.empty()) return "its status and its routes contradict each other";
  if (!says_route && !answer.why_none) return "it gives no reason for having no route";
  if (answer.least_loss_cdm > found_cdm) return "its bound is above its best route";
  const bool is_proof = answer.status == TrailheadStatus::optimal || answer.status == TrailheadStatus::none_exists;
  if (is_proof && (found_cdm != best_cdm || answer.least_loss_cdm != found_cdm))
    return "what it calls proved is not the truth";
  return "";
}

void add_nights(Random& random, Network& network, Query& query) {
  static constexpr PoiKind kKinds[] = {PoiKind::alpine_hut,    PoiKind::wilderness_hut, PoiKind::shelter,
                                       PoiKind::camp_site,     PoiKind::camp_pitch,     PoiKind::spring,
                                       PoiKind::drinking_water};
  const std::uint32_t count = 3 + random.below(7);
  for (std::uint32_t i = 0; i < count; ++i) {
    Poi poi;
    poi.id = {'n', 1000 + std::int64_t{i}};
    poi.kind = kKinds[random.below(7)];
    poi.node = network.node_id[random.below(network.node_count())];
    poi.point = point_from_degrees(42.0 + 0.1 * random.below(3), 1.5);
    poi.detour_m = random.below(3) == 0 ? random.below(60) : 0;
    if (is_night(poi.kind)) {
      poi.night.kind = random.below(8) == 0 ? NightKind::wild : static_cast<NightKind>(random.below(4));
      poi.night.water = static_cast<NightWater>(random.below(static_cast<std::uint32_t>(kLastOf<NightWater>) + 1));
    }
    poi.unverified = poi.night.kind == NightKind::shelter && random.below(2) == 0;
    poi.intermittent = random.below(4) == 0;
    poi.potable = static_cast<Potable>(random.below(3));
    network.pois.push_back(poi);
  }
  for (EdgeAttributes& attributes : network.attributes) {
    if (random.below(10) == 0) attributes.set(EdgeFlag::near_water);
  }
  query.nights = 1 + (random.below(2) == 0 ? 0 : random.below(3));
  query.max_night_detour_m = random.below(4) == 0 ? random.below(200) : 200 + random.below(800);
  query.tolerance = std::max(query.tolerance, 0.2);
  query.water_before_night_m = random.below(800);
  query.water_at_night = random.below(6) == 0;
  query.short_first_day = random.below(5) == 0;
  query.short_last_day = random.below(5) == 0;
  const auto even_m = static_cast<std::uint32_t>(query.wanted()) / (*query.nights + 1);
  if (random.below(4) > 0) query.shortest_day_m = random.below(even_m / 2 + 1);
  if (random.below(4) > 0) query.longest_day_m = even_m + random.below(2 * even_m + 1);
  if (random.below(6) == 0) query.longest_day_s = even_m + random.below(2 * even_m + 1);
  if (random.below(10) == 0) query.shortest_day_s = random.below(even_m + 1);
  if (random.below(10) == 0) query.longest_day_ascent_m = random.below(300);
  const std::uint32_t asked = random.below(6);
  if (asked == 0) query.night_kinds = {NightKind::hut, NightKind::shelter};
  if (asked == 1) query.night_kinds = {NightKind::hut, NightKind::camp, NightKind::wild};
  const SourceId any{'n', 1000 + std::int64_t{random.below(count)}};
  const std::uint32_t drawn = random.below(8);
  if (drawn == 0) query.keep_nights = {any};
  if (drawn == 1) query.avoid_nights = {any};
}

}  // namespace loopgenie::test
