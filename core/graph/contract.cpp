#include "core/graph/contract.hpp"

#include <algorithm>
#include <utility>

#include "core/base/sort.hpp"

namespace loopgenie {
namespace {

class Contractor {
 public:
  Contractor(const Graph& graph, std::span<const std::uint8_t> keep_node) : graph_(graph) {
    is_used_.assign(graph.edge_count(), 0);
    is_kept_.assign(graph.node_count(), 0);
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
      const std::uint32_t degree = graph.degree(NodeIndex(n));
      is_kept_[n] = degree != 0 && (degree != 2 || (!keep_node.empty() && keep_node[n] != 0)) ? 1 : 0;
    }
  }

  Contraction run() && {
    walk_chains();
    // What is left untouched are rings without a kept node: their lowest node becomes one.
    for (std::uint32_t n = 0; n < graph_.node_count(); ++n) {
      const auto arcs = graph_.arcs(NodeIndex(n));
      if (is_kept_[n] == 0 && !arcs.empty() && is_used_[arcs[0].edge.value()] == 0) {
        is_kept_[n] = 1;
        walk_from(NodeIndex(n));
      }
    }
    return std::move(*this).assemble();
  }

 private:
  struct Chain {
    NodeIndex from, to;
    std::uint32_t first_step = 0, last_step = 0;  // range in steps_
  };

  void walk_chains() {
    for (std::uint32_t n = 0; n < graph_.node_count(); ++n) {
      if (is_kept_[n] != 0) {
        walk_from(NodeIndex(n));
      }
    }
  }

  void walk_from(NodeIndex start) {
    for (const Arc& first : graph_.arcs(start)) {
      if (is_used_[first.edge.value()] != 0) {
        continue;
      }
      Chain chain{start, start, static_cast<std::uint32_t>(steps_.size()), 0};
      Arc arc = first;
      while (true) {
        is_used_[arc.edge.value()] = 1;
        steps_.push_back({arc.edge, arc.forward});
        if (is_kept_[arc.head.value()] != 0) {
          break;
        }
        const auto arcs = graph_.arcs(arc.head);
        arc = arcs[0].edge == arc.edge ? arcs[1] : arcs[0];
      }
      chain.to = arc.head;
      chain.last_step = static_cast<std::uint32_t>(steps_.size());
      chains_.push_back(chain);
    }
  }

  Contraction assemble() && {
    heap_sort(chains_, [](const Chain& a, const Chain& b) {
      return std::pair(a.from, a.first_step) < std::pair(b.from, b.first_step);
    });
    Contraction result;
    result.contracted_node.resize(graph_.node_count());
    for (std::uint32_t n = 0; n < graph_.node_count(); ++n) {
      if (is_kept_[n] != 0) {
        result.contracted_node[n] = NodeIndex(static_cast<std::uint32_t>(result.source_node.size()));
        result.source_node.emplace_back(n);
      }
    }
    GraphBuilder builder(static_cast<std::uint32_t>(result.source_node.size()));
    result.first_step.push_back(0);
    result.steps.reserve(steps_.size());
    for (const Chain& chain : chains_) {
      builder.add_edge(result.contracted_node[chain.from.value()], result.contracted_node[chain.to.value()]);
      for (std::uint32_t i = chain.first_step; i < chain.last_step; ++i) {
        result.steps.push_back(steps_[i]);
      }
      result.first_step.push_back(static_cast<std::uint32_t>(result.steps.size()));
    }
    result.graph = std::move(builder).build();
    return result;
  }

  const Graph& graph_;
  std::vector<std::uint8_t> is_used_;
  std::vector<std::uint8_t> is_kept_;
  std::vector<Chain> chains_;
  std::vector<ChainStep> steps_;
};

}  // namespace

Contraction contract(const Graph& graph, std::span<const std::uint8_t> keep_node) {
  return Contractor(graph, keep_node).run();
}

}  // namespace loopgenie
