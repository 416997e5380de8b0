// The whole service as one function: a request in, a response out. HTTP.md describes it from outside. The function
// opens no file and no socket, and does not know which transport (Pistache or Lambda) carries its messages. All data
// come from the TileSource. No exception leaves it.
//
// No path takes anyone's position, start or plan. Of a request nothing is kept but counts.
#pragma once

#include <mutex>

#include "api/service/http/message.hpp"
#include "api/service/metrics.hpp"
#include "api/service/tiles/tile_source.hpp"
#include "api/service/web_files.hpp"

namespace loopgenie::service {

/// What requests share. Used by several threads at once.
struct Context {
  TileSource& source;
  Metrics& metrics;
  const WebFiles* web = nullptr;  // null: this process serves no page
  std::mutex subgraph_turn{};     // one subgraph at a time: no other answer costs much
};

/// Answers GET, HEAD and OPTIONS of every path in HTTP.md, and everything else with problem details.
[[nodiscard]] Response handle(const Request& request, Context& context);

/// The same for a transport whose threads must not wait. The context must outlive it.
[[nodiscard]] Answers answers_of(Context& context);

}  // namespace loopgenie::service
