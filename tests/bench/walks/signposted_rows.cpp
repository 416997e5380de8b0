#include <algorithm>
#include <cstdio>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "api/ingest/base/parallel.hpp"
#include "core/cost/appeal.hpp"
#include "tests/bench/solver/table.hpp"
#include "tests/bench/walks/measure_table.hpp"
#include "tests/bench/walks/places.hpp"
#include "tests/bench/walks/rows.hpp"
#include "tests/bench/walks/signposted.hpp"
#include "tests/bench/walks/signposted_region.hpp"

namespace loopgenie::bench {
namespace {

constexpr std::size_t kQuickWalks = 4;

std::vector<NodeIndex> trailhead_nodes(const Region& region) {
  std::vector<NodeIndex> nodes;
  for (const Trailhead& trailhead : region.trailheads) {
    if (const std::optional<NodeIndex> node = region.walk.find_node(trailhead.node)) {
      nodes.push_back(*node);
    }
  }
  return nodes;
}

/// The import's own markings are made by the same rule, or figures without one of them would mean nothing.
Result<void> check_markings(const Network& network, const HikingRelations& relations) {
  Network marked = network;
  set_markings(marked, relations.marked_ways(std::nullopt));
  for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
    if (marked.attributes[e] != network.attributes[e]) {
      return fail(ErrorCode::mismatch, "way " + std::to_string(way_id_of(network.edge_id[e])) +
                                           " is marked otherwise by the import: the benchmark's rule is out of date");
    }
  }
  return {};
}

/// Everything of one signposted walk that the tables need.
struct Measured {
  Comparison comparison;
  WalkMeasures theirs;
  std::vector<WalkMeasures> ours;
  std::vector<double> shared;           // of theirs, by each of ours
  std::vector<double> lesser_by_topic;  // theirs less our first, in shares of the length, by kAppealTopics
};

/// What the topic adds to the loss on lesser ground, in cdm: it may be negative.
std::int64_t topic_cdm(const Network& network, const Walk& walk, const AppealTopic& topic) {
  AppealPreferences without;
  without.*topic.value = 0;
  std::int64_t sum_cdm = 0;
  for (const EdgeIndex edge : edges_of(walk)) {
    const EdgeAttributes& attributes = network.attributes[edge.value()];
    const int difference = appeal_hundredths(attributes, without) - appeal_hundredths(attributes);
    sum_cdm += static_cast<std::int64_t>(difference) * network.length_dm[edge.value()];
  }
  return sum_cdm;
}

Measured measure(Network unmarked, const HikingRelations& relations, const std::vector<NodeIndex>& trailheads,
                 const Signposted& walk, std::uint64_t effort) {
  set_markings(unmarked, relations.marked_ways(walk.relation));
  Measured measured;
  measured.comparison = compare(unmarked, trailheads, walk, effort);
  measured.theirs = measure_walk(unmarked, measured.comparison.their_walk);
  for (const Walk& ours : measured.comparison.ours) {
    measured.ours.push_back(measure_walk(unmarked, ours));
    measured.shared.push_back(shared_of(unmarked, walk.closed.walk, ours));
  }
  if (!measured.comparison.ours.empty()) {
    const double all_cdm = measured.theirs.length_m * static_cast<double>(kCdmPerMetre);
    for (const AppealTopic& topic : kAppealTopics) {
      measured.lesser_by_topic.push_back(
          static_cast<double>(topic_cdm(unmarked, measured.comparison.their_walk, topic) -
                              topic_cdm(unmarked, measured.comparison.ours.front(), topic)) /
          all_cdm);
    }
  }
  return measured;
}

void print_found(const WalkBench::Ground& ground, double added_km, const SignpostedWalks& found) {
  std::printf(
      "\n%s: of %zu hiking routes %zu close and have %.0f to %.0f km; with the ways of these %.1f km are added to "
      "the network.\n",
      ground.name.c_str(), found.walks.size() + found.others.size(), found.walks.size(), ground.shortest_m / 1000,
      ground.longest_m / 1000, added_km);
  std::map<std::string, std::size_t> count_of;
  for (const OpenRoute& route : found.others) {
    ++count_of[route.why];
  }
  for (const auto& [why, count] : count_of) {
    std::printf("  %zu do not: %s.\n", count, why.c_str());
  }
  const auto with_gaps = std::count_if(found.walks.begin(), found.walks.end(),
                                       [](const Signposted& walk) { return walk.closed.gap_m > 0; });
  std::printf("  %zd of the %zu cross gaps on other ways.\n", with_gaps, found.walks.size());
}

void print_others(const SignpostedWalks& found) {
  Table table({"relation", "no closed walk, since", "longest gap m"}, 2);
  for (const OpenRoute& route : found.others) {
    table.add({std::to_string(route.relation) + " " + route.name, route.why, fixed(route.longest_gap_m, 0)});
  }
  table.print(stdout);
}

void print_detail(const std::vector<Measured>& all) {
  Table table({"relation", "km", "gap m", "status", "theirs", "first", "bound", "shared", "best of five", "beside", "",
               "places", "", "twice %", "", "roads %", "", "no route of ours, since it"});
  for (const Measured& m : all) {
    const Comparison& c = m.comparison;
    const bool any = !m.ours.empty();
    const auto ours = [&](double WalkMeasures::*value, double factor, int decimals) {
      return any ? fixed(m.ours.front().*value * factor, decimals) : std::string("–");
    };
    table.add({std::to_string(c.theirs->relation) + " " + c.theirs->name, fixed(m.theirs.length_m / 1000, 1),
               fixed(c.theirs->closed.gap_m, 0), std::string(to_string(c.status)), fixed(c.their_score, 4),
               any ? fixed(c.scores.front(), 4) : "–", fixed(c.bound, 4), any ? fixed(100 * m.shared.front(), 0) : "–",
               any ? fixed(100 * *std::max_element(m.shared.begin(), m.shared.end()), 0) : "–",
               fixed(100 * m.theirs.beside_itself, 0), ours(&WalkMeasures::beside_itself, 100, 0),
               fixed(m.theirs.places_again, 0), ours(&WalkMeasures::places_again, 1, 0),
               fixed(100 * m.theirs.walked_twice, 0), ours(&WalkMeasures::walked_twice, 100, 0),
               fixed(100 * m.theirs.road, 0), ours(&WalkMeasures::road, 100, 0), c.why_no_route});
  }
  table.print(stdout);
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return values.empty() ? 0 : sum / static_cast<double>(values.size());
}

/// Median, or "–" of nothing.
std::string median(const std::vector<double>& values, int decimals) {
  return values.empty() ? "–" : fixed(quantile(values, 0.5), decimals);
}

void print_scores(const std::vector<Measured>& all) {
  std::vector<double> theirs, first, shared, best_shared, off, twice, beside, turns, ground;
  std::vector<std::vector<double>> topics(kAppealTopics.size());
  std::size_t higher = 0, higher_routes = 0, higher_proved = 0, routes = 0, proved = 0;
  for (const Measured& m : all) {
    const Comparison& c = m.comparison;
    routes += c.why_no_route.empty() ? 1U : 0U;
    proved += c.status == TrailheadStatus::optimal ? 1U : 0U;
    if (m.ours.empty()) {
      continue;
    }
    const double all_cdm = m.theirs.length_m * static_cast<double>(kCdmPerMetre);
    theirs.push_back(c.their_score);
    first.push_back(c.scores.front());
    shared.push_back(100 * m.shared.front());
    best_shared.push_back(100 * *std::max_element(m.shared.begin(), m.shared.end()));
    const Loss& ours = c.losses.front();
    off.push_back(static_cast<double>(c.their_loss.off_length_cdm - ours.off_length_cdm) / all_cdm);
    twice.push_back(static_cast<double>(c.their_loss.retraced_cdm - ours.retraced_cdm) / all_cdm);
    beside.push_back(static_cast<double>(c.their_loss.beside_cdm - ours.beside_cdm) / all_cdm);
    turns.push_back(static_cast<double>(c.their_loss.turns_cdm - ours.turns_cdm) / all_cdm);
    ground.push_back(static_cast<double>(c.their_loss.lesser_ground_cdm - ours.lesser_ground_cdm) / all_cdm);
    for (std::size_t t = 0; t < topics.size(); ++t) {
      topics[t].push_back(m.lesser_by_topic[t]);
    }
    if (c.their_loss.total_cdm() < ours.total_cdm()) {
      ++higher;
      higher_routes += c.why_no_route.empty() ? 1U : 0U;
      higher_proved += c.why_no_route.empty() && c.status == TrailheadStatus::optimal ? 1U : 0U;
    }
  }
  std::printf("  With an answer: %zu; our first is proved the best in %zu. Theirs is a route as ours are in %zu.\n",
              first.size(), proved, routes);
  std::printf(
      "  Score, median: theirs %s, our first %s. Theirs scores higher in %zu, of which it is a route as ours are "
      "in %zu, and ours proved the best in %zu.\n",
      median(theirs, 4).c_str(), median(first, 4).c_str(), higher, higher_routes, higher_proved);
  std::printf("  Of theirs our first shares %s %%, the best of five %s %% (medians).\n", median(shared, 0).c_str(),
              median(best_shared, 0).c_str());
  std::printf(
      "  Theirs loses more than our first, mean in points: off the length %s, walked twice %s, beside itself %s, "
      "turns %s, lesser ground %s",
      fixed(100 * mean(off), 2).c_str(), fixed(100 * mean(twice), 2).c_str(), fixed(100 * mean(beside), 2).c_str(),
      fixed(100 * mean(turns), 2).c_str(), fixed(100 * mean(ground), 2).c_str());
  for (std::size_t t = 0; t < topics.size(); ++t) {
    std::printf("%s %s %s", t == 0 ? " (of it by" : ",", std::string(kAppealTopics[t].name).c_str(),
                fixed(100 * mean(topics[t]), 2).c_str());
  }
  std::printf("; the rest by classes of ways).\n");
}

}  // namespace

Result<void> signposted_rows(const WalkBench& bench) {
  for (const WalkBench::Ground& ground : bench.grounds) {
    std::fprintf(stderr, "reading %s with its signposted walks …\n", ground.name.c_str());
    const Result<SignpostedRegion> read = read_signposted_region(ground.name, ground.folder, ground.osm_file,
                                                                 ground.dem_file, ground.shortest_m, ground.longest_m);
    if (!read) {
      return tl::unexpected(read.error());
    }
    const Network& network = read->region.walk;
    if (Result<void> checked = check_markings(network, read->relations); !checked) {
      return checked;
    }
    SignpostedWalks found = signposted_walks(read->relations, network, ground.shortest_m, ground.longest_m);
    print_found(ground, read->added_km, found);
    if (bench.quick && found.walks.size() > kQuickWalks) {
      found.walks.resize(kQuickWalks);
    }
    const std::vector<NodeIndex> trailheads = trailhead_nodes(read->region);
    const PlaceCount places = count_places(network);
    std::printf("  Places: %u, with %u junctions.\n", places.places, places.junctions);
    std::vector<Measured> all(found.walks.size());
    ingest::parallel_for(all.size(), bench.threads, [&](std::size_t i) {
      all[i] = measure(network, read->relations, trailheads, found.walks[i], bench.effort);
    });
    if (bench.detail) {
      print_others(found);
      print_detail(all);
    }
    WalkGroup theirs{"theirs", {}};
    WalkGroup first{"our first", {}};
    WalkGroup five{"our first five", {}};
    for (const Measured& m : all) {
      theirs.walks.push_back(m.theirs);
      std::copy_n(m.ours.begin(), std::min<std::size_t>(m.ours.size(), 1), std::back_inserter(first.walks));
      five.walks.insert(five.walks.end(), m.ours.begin(), m.ours.end());
    }
    print_measures({theirs, first, five});
    print_scores(all);
  }
  return {};
}

}  // namespace loopgenie::bench
