#include "api/ingest/map/rings.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace loopgenie::ingest {
namespace {

/// Which ways have an end at a node, of those that are not used yet.
class Ends {
 public:
  Ends(const std::vector<const NodeIds*>& ways, Joining joining) : ways_(ways), is_used_(ways.size(), false) {
    for (std::size_t i = ways.size(); i-- > 0;) {  // backwards: the last of a list is the first way
      if (ways[i]->size() < 2) {
        is_used_[i] = true;
        continue;
      }
      begins_[ways[i]->front()].push_back(i);
      last_nodes_.insert(ways[i]->back());
      if (joining == Joining::either_way) {
        ends_[ways[i]->back()].push_back(i);
      }
    }
  }

  [[nodiscard]] bool is_used(std::size_t way) const { return is_used_[way]; }
  void use(std::size_t way) { is_used_[way] = true; }
  [[nodiscard]] bool is_an_end(std::int64_t node) const { return last_nodes_.contains(node); }

  /// Appends a way that goes on from the chain's last node.
  bool extend(NodeIds& chain) {
    const std::optional<std::size_t> forward = next_of(begins_, chain.back());
    const std::optional<std::size_t> backward = next_of(ends_, chain.back());
    if (!forward && !backward) {
      return false;
    }
    if (forward && (!backward || *forward <= *backward)) {
      use(*forward);
      chain.insert(chain.end(), ways_[*forward]->begin() + 1, ways_[*forward]->end());
    } else {
      use(*backward);
      chain.insert(chain.end(), ways_[*backward]->rbegin() + 1, ways_[*backward]->rend());
    }
    return true;
  }

 private:
  using AtNode = std::unordered_map<std::int64_t, std::vector<std::size_t>>;

  std::optional<std::size_t> next_of(AtNode& at_node, std::int64_t node) {
    const auto found = at_node.find(node);
    if (found == at_node.end()) {
      return std::nullopt;
    }
    std::vector<std::size_t>& ways = found->second;
    while (!ways.empty() && is_used_[ways.back()]) {
      ways.pop_back();
    }
    return ways.empty() ? std::nullopt : std::optional(ways.back());
  }

  const std::vector<const NodeIds*>& ways_;
  std::vector<bool> is_used_;
  AtNode begins_;
  AtNode ends_;
  std::unordered_set<std::int64_t> last_nodes_;
};

bool is_closed(const NodeIds& chain) { return chain.size() > 2 && chain.front() == chain.back(); }

}  // namespace

Chains join_ways(const std::vector<const NodeIds*>& ways, Joining joining) {
  Ends ends(ways, joining);
  Chains chains;
  std::vector<std::size_t> order;
  if (joining == Joining::as_drawn) {  // first those that go on from no other, so that no chain begins in the middle
    for (std::size_t i = 0; i < ways.size(); ++i) {
      if (ways[i]->size() > 1 && !ends.is_an_end(ways[i]->front())) {
        order.push_back(i);
      }
    }
  }
  for (std::size_t i = 0; i < ways.size(); ++i) {
    order.push_back(i);
  }
  for (const std::size_t i : order) {
    if (ends.is_used(i)) {
      continue;
    }
    ends.use(i);
    NodeIds chain = *ways[i];
    while (!is_closed(chain) && ends.extend(chain)) {
    }
    if (is_closed(chain)) {
      chains.rings.push_back(std::move(chain));
      continue;
    }
    if (joining == Joining::either_way) {  // the other end, too
      std::reverse(chain.begin(), chain.end());
      while (!is_closed(chain) && ends.extend(chain)) {
      }
    }
    (is_closed(chain) ? chains.rings : chains.open).push_back(std::move(chain));
  }
  return chains;
}

std::vector<NodeIds> parts_of_ring(const NodeIds& ring) {
  std::vector<NodeIds> parts;
  NodeIds open;
  std::unordered_map<std::int64_t, std::size_t> place_in_open;
  for (const std::int64_t node : ring) {
    const auto [found, is_new] = place_in_open.emplace(node, open.size());
    if (is_new) {
      open.push_back(node);
      continue;
    }
    const auto begin = open.begin() + static_cast<std::ptrdiff_t>(found->second);
    NodeIds part(begin, open.end());
    part.push_back(node);
    for (auto after = begin + 1; after != open.end(); ++after) {
      place_in_open.erase(*after);
    }
    open.erase(begin + 1, open.end());
    if (part.size() > 3) {
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

}  // namespace loopgenie::ingest
