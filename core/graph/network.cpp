#include "core/graph/network.hpp"

#include <algorithm>
#include <charconv>

namespace loopgenie {

std::string to_string(SourceId id) { return id.type + std::to_string(id.id); }

std::optional<SourceId> parse_source_id(std::string_view text) {
  if (text.size() < 2 || (text[0] != 'n' && text[0] != 'w' && text[0] != 'r')) {
    return std::nullopt;
  }
  SourceId id{text[0], 0};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, id.id);
  if (error != std::errc() || stop != end) {
    return std::nullopt;
  }
  return id;
}

std::optional<NodeIndex> Network::find_node(NodeId id) const {
  const auto found = std::lower_bound(node_id.begin(), node_id.end(), id);
  if (found == node_id.end() || *found != id) {
    return std::nullopt;
  }
  return NodeIndex(static_cast<std::uint32_t>(found - node_id.begin()));
}

std::optional<EdgeIndex> Network::find_edge(EdgeId id) const {
  const auto found = std::lower_bound(edge_id.begin(), edge_id.end(), id);
  if (found == edge_id.end() || *found != id) {
    return std::nullopt;
  }
  return EdgeIndex(static_cast<std::uint32_t>(found - edge_id.begin()));
}

}  // namespace loopgenie
