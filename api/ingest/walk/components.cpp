#include "api/ingest/walk/components.hpp"

#include <algorithm>

namespace loopgenie::ingest {

Components find_components(const WayGraph& graph) {
  Components result;
  const std::uint32_t node_count = graph.graph.node_count();
  result.of_node.assign(node_count, WayGraph::kNoNode);
  std::vector<std::uint32_t> stack;
  for (std::uint32_t root = 0; root < node_count; ++root) {
    if (result.of_node[root] != WayGraph::kNoNode) {
      continue;
    }
    const auto number = static_cast<std::uint32_t>(result.component.size());
    Component& component = result.component.emplace_back();
    result.of_node[root] = number;
    stack.push_back(root);
    while (!stack.empty()) {
      const NodeIndex node(stack.back());
      stack.pop_back();
      ++component.node_count;
      for (const Arc& arc : graph.graph.arcs(node)) {
        if (arc.forward) {
          ++component.edge_count;
          component.length_m += graph.length_m[arc.edge.value()];
        }
        if (result.of_node[arc.head.value()] == WayGraph::kNoNode) {
          result.of_node[arc.head.value()] = number;
          stack.push_back(arc.head.value());
        }
      }
    }
  }
  return result;
}

Component largest(const Components& components) {
  const auto found = std::max_element(components.component.begin(), components.component.end(),
                                      [](const Component& a, const Component& b) { return a.length_m < b.length_m; });
  return found == components.component.end() ? Component{} : *found;
}

}  // namespace loopgenie::ingest
