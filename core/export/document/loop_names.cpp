#include "core/export/document/loop_names.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/base/sort.hpp"
#include "core/export/document/highlights.hpp"
#include "core/geo/distance.hpp"
#include "core/loop/rank/half_way.hpp"

namespace loopgenie {
namespace {

constexpr std::size_t kParts = 2;
constexpr std::size_t kLongestPart = 60;     // bytes; longer ones are descriptions
constexpr std::int64_t kApartM = 500;        // or a tenth of the loop, if that is less: nearer is the same place
constexpr std::int64_t kFollowedDm = 5'000;  // a way or route walked for less says little
constexpr std::ptrdiff_t kLettersOfWord = 4;
constexpr std::size_t kWaysFollowed = 4;  // routes and ways that a name may be made of, at most
constexpr double kPlaceNearStartM = 3'000;
constexpr std::string_view kBetween = " – ";

bool is_high(HighlightKind kind) { return kind == HighlightKind::peak || kind == HighlightKind::saddle; }
bool is_settlement(HighlightKind kind) { return kind >= HighlightKind::village && kind <= HighlightKind::hamlet; }

/// How much a walk is about a thing of the kind, the highest peak or pass aside; less for the second of a kind.
int weight_of(HighlightKind kind) {
  switch (kind) {
    case HighlightKind::lake:
      return 90;
    case HighlightKind::alpine_hut:
      return 80;
    case HighlightKind::village:
      return 75;
    case HighlightKind::wilderness_hut:
      return 70;
    case HighlightKind::waterfall:
      return 65;
    case HighlightKind::hamlet:
      return 60;
    case HighlightKind::peak:
    case HighlightKind::saddle:
      return 55;
    case HighlightKind::viewpoint:
      return 50;
    case HighlightKind::shelter:
      return 20;
    case HighlightKind::suburb:
      return 15;
    case HighlightKind::locality:
      return 10;
  }
  return 0;
}
constexpr int kWeightOfHighest = 100;
constexpr int kLessForAnotherOfItsKind = 48;

std::ptrdiff_t letters_of(std::string_view name) {
  return std::count_if(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
  });
}

/// No mere sign, such as "GR 11" or "HW 38".
bool is_word(std::string_view name) { return letters_of(name) >= kLettersOfWord; }

/// The first of several names ("A;B"); "" where it has no letter or is too long for a name.
std::string_view usable(std::string_view name) {
  name = name.substr(0, name.find(';'));
  return letters_of(name) > 0 && name.size() <= kLongestPart ? name : std::string_view();
}

struct Part {
  std::string text;
  std::int64_t at_m = 0;
};

/// What a loop can be called after, the most telling first; the name is made of the first `base`.
struct Naming {
  std::vector<Part> parts;
  std::size_t base = 0;
  bool goes_nowhere = false;  // the start is all there is to name it by
  std::string_view direction;

  void add(std::string_view text, std::int64_t at_m) {
    if (!text.empty() &&
        std::none_of(parts.begin(), parts.end(), [&](const Part& part) { return part.text == text; })) {
      parts.push_back({std::string(text), at_m});
    }
  }
  [[nodiscard]] bool has(const std::string& text) const {
    return std::any_of(parts.begin(), parts.end(), [&](const Part& part) { return part.text == text; });
  }
};

class Namer {
 public:
  Namer(const Network& network, std::span<const Place> places, const Plan& plan, const PlanLoop& loop)
      : network_(network),
        places_(places),
        query_(plan.query),
        loop_(loop),
        start_(plan.trailheads[loop.trailhead].trailhead),
        apart_m_(std::min(kApartM, loop.length_m / 10)),
        start_name_(name_of_start()) {}

  [[nodiscard]] Naming naming() const {
    Naming naming;
    add_highlights(naming, false);
    if (naming.parts.empty()) {
      add_highlights(naming, true);
    }
    const bool goes_somewhere = !naming.parts.empty();
    if (goes_somewhere) {
      naming.base = put_second_apart(naming.parts);
    } else {
      naming.add(start_name_, 0);
    }
    const std::size_t before = naming.parts.size();
    add_followed(naming);
    if (!goes_somewhere) {
      naming.goes_nowhere = naming.parts.size() == before;
      naming.base = std::min(kParts, naming.parts.size());
    }
    naming.add(start_name_, 0);
    naming.direction = direction();
    return naming;
  }

 private:
  struct Candidate {
    const Highlight* highlight;
    int weight;
    std::int64_t height_m;  // of peaks and passes
    std::int64_t away_m;    // from the start
    [[nodiscard]] auto key() const { return std::tuple(-weight, -height_m, -away_m, highlight->id); }
  };

  [[nodiscard]] bool is_at_start(const Highlight& highlight) const {
    return std::min(highlight.at_m, loop_.length_m - highlight.at_m) < apart_m_;
  }

  [[nodiscard]] std::int64_t height_of(const Highlight& highlight) const {
    const std::optional<int> of_line = loop_.geometry[highlight.vertex].elevation_m();
    return highlight.elevation_m ? *highlight.elevation_m : of_line.value_or(kLowestM);
  }

  void add_highlights(Naming& naming, bool at_start) const {
    std::vector<Candidate> candidates;
    for (const Highlight& highlight : loop_.highlights) {
      const std::string_view name = usable(highlight.name);
      if (name.empty() || is_at_start(highlight) != at_start || (at_start && is_settlement(highlight.kind)) ||
          name == start_name_) {
        continue;
      }
      const std::int64_t height_m = is_high(highlight.kind) ? height_of(highlight) : 0;
      candidates.push_back({&highlight, weight_of(highlight.kind), height_m,
                            std::llround(distance_m(loop_.geometry.front().point, highlight.point))});
    }
    const auto by_key = [](const Candidate& a, const Candidate& b) { return a.key() < b.key(); };
    heap_sort(candidates, by_key);
    std::set<HighlightKind> kinds;
    bool has_high = false;
    for (Candidate& candidate : candidates) {
      if (is_high(candidate.highlight->kind)) {
        candidate.weight = has_high ? candidate.weight : kWeightOfHighest;
        has_high = true;
      } else if (!kinds.insert(candidate.highlight->kind).second) {
        candidate.weight -= kLessForAnotherOfItsKind;
      }
    }
    heap_sort(candidates, by_key);
    for (const Candidate& candidate : candidates) {
      naming.add(usable(candidate.highlight->name), candidate.highlight->at_m);
    }
  }

  /// Brings the first that is not where the first of all is to the second place. Returns how many these are: 1 or 2.
  [[nodiscard]] std::size_t put_second_apart(std::vector<Part>& parts) const {
    const auto is_apart = [&](const Part& part) {
      const std::int64_t along_m = std::abs(part.at_m - parts.front().at_m);
      return std::min(along_m, loop_.length_m - along_m) >= apart_m_;
    };
    const auto second = std::find_if(parts.begin() + 1, parts.end(), is_apart);
    if (second == parts.end()) {
      return 1;
    }
    std::rotate(parts.begin() + 1, second, second + 1);
    return 2;
  }

  /// Names of trails and routes, then their signs, each by the metres walked.
  void add_followed(Naming& naming) const {
    struct Followed {
      std::int64_t length_dm = 0;
      std::int64_t from_dm = 0;
    };
    std::map<std::string_view, Followed> followed;
    std::int64_t at_dm = 0;
    for (const PlanEdge& edge : loop_.edges) {
      const std::uint32_t e = network_.find_edge(edge.id)->value();
      const auto follow = [&](std::string_view name) {
        if (!name.empty()) {
          Followed& way = followed.try_emplace(name, Followed{0, at_dm}).first->second;
          way.length_dm += network_.length_dm[e];
        }
      };
      std::string_view refs = network_.strings[network_.ref[e]];
      while (!refs.empty()) {
        const std::size_t end = refs.find("; ");
        follow(usable(refs.substr(0, end)));
        refs = end == std::string_view::npos ? std::string_view() : refs.substr(end + 2);
      }
      if (is_trail(network_.attributes[e].way_class)) {
        follow(usable(network_.strings[network_.name[e]]));
      }
      at_dm += network_.length_dm[e];
    }
    std::vector<std::pair<std::string_view, Followed>> ways(followed.begin(), followed.end());
    std::erase_if(ways, [](const auto& way) { return way.second.length_dm < kFollowedDm; });
    heap_sort(ways, [](const auto& a, const auto& b) {
      return std::tuple(!is_word(a.first), -a.second.length_dm, a.first) <
             std::tuple(!is_word(b.first), -b.second.length_dm, b.first);
    });
    ways.resize(std::min(ways.size(), kWaysFollowed));
    for (const auto& [name, way] : ways) {
      naming.add(name, way.from_dm / 10);
    }
  }

  [[nodiscard]] std::string name_of_start() const {
    if (const std::string_view own = usable(start_.name); !own.empty()) {
      return std::string(own);
    }
    // No farther than tiles are loaded.
    const double within_m = std::min(kPlaceNearStartM, query_.longest_m() / 2);
    const Place* nearest = nullptr;
    std::tuple<std::int64_t, SourceId> key;
    for (const Place& place : places_) {
      const double away_m = great_circle_m(start_.node_point, place.point);
      const std::tuple<std::int64_t, SourceId> of_place(std::llround(away_m), place.id);
      if (away_m <= within_m && !usable(place.name).empty() && (nearest == nullptr || of_place < key)) {
        nearest = &place;
        key = of_place;
      }
    }
    return nearest == nullptr ? std::string() : std::string(usable(nearest->name));
  }

  /// Where the point half way round lies from the start.
  [[nodiscard]] std::string_view direction() const {
    Route route;
    for (const PlanEdge& edge : loop_.edges) {
      route.steps.push_back({*network_.find_edge(edge.id), edge.forward});
    }
    return to_string(direction_of(loop_.geometry.front().point, half_way_point(network_, route)));
  }

  static constexpr int kLowestM = -10'000;

  const Network& network_;
  std::span<const Place> places_;
  const Query& query_;
  const PlanLoop& loop_;
  const Trailhead& start_;
  std::int64_t apart_m_;
  std::string start_name_;
};

/// The parts in the order of walking, then the direction.
std::string joined(std::span<const Part> parts, std::string_view direction) {
  std::vector<const Part*> walked;  // of those at one spot the more telling one, which comes first in `parts`, first
  for (const Part& part : parts) {
    walked.push_back(&part);
  }
  heap_sort(walked, [](const Part* a, const Part* b) { return std::tuple(a->at_m, a) < std::tuple(b->at_m, b); });
  std::string name;
  for (const Part* part : walked) {
    name += name.empty() ? "" : kBetween;
    name += part->text;
  }
  name += name.empty() || direction.empty() ? "" : ", ";
  return name.append(direction);
}

/// Gives the loops of a list their names, the best first.
class NamesOfList {
 public:
  std::string name(Naming naming) {
    const std::vector<Part> base(naming.parts.begin(), naming.parts.begin() + static_cast<std::ptrdiff_t>(naming.base));
    std::set<std::string> key;
    for (const Part& part : base) {
      key.insert(part.text);
    }
    std::vector<Naming>& before = of_base_[std::move(key)];
    std::string name = distinct(naming, base, before);
    before.push_back(std::move(naming));
    return name;
  }

 private:
  std::string distinct(const Naming& naming, const std::vector<Part>& base, std::span<const Naming> before) {
    std::string plain = joined(base, naming.goes_nowhere ? naming.direction : "");
    // The same the other way round would read as another name, and be none.
    if ((before.empty() || naming.goes_nowhere) && taken_.insert(plain).second) {
      return plain;
    }
    for (std::size_t i = naming.base; i < naming.parts.size(); ++i) {
      if (std::any_of(before.begin(), before.end(), [&](const Naming& b) { return b.has(naming.parts[i].text); })) {
        continue;
      }
      std::vector<Part> parts = base;
      parts.push_back(naming.parts[i]);
      if (std::string name = joined(parts, ""); taken_.insert(name).second) {
        return name;
      }
    }
    if (std::string name = joined(base, naming.direction); taken_.insert(name).second) {
      return name;
    }
    std::string numbered;
    int number = 2;
    do {
      numbered = plain + " (" + std::to_string(number++) + ")";
    } while (!taken_.insert(numbered).second);
    return numbered;
  }

  std::set<std::string> taken_;
  std::map<std::set<std::string>, std::vector<Naming>> of_base_;
};

}  // namespace

void name_loops(const Network& network, std::span<const Place> places, Plan& plan) {
  NamesOfList names;
  for (PlanLoop& loop : plan.loops) {
    loop.highlights = highlights_of(network, places, loop);
    loop.name = names.name(Namer(network, places, plan, loop).naming());
  }
}

}  // namespace loopgenie
