// The whole of the service as one function from request to response. It opens no file and no socket, and knows nothing
// of who carries its messages; what it reads comes from the TileSource. No exception leaves it.
//
// No path takes anyone's position, start or plan, and nothing of a request is kept but counts.
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
  std::mutex subgraph_turn{};     // one subgraph at a time: the only costly answer
};

/// GET, HEAD and OPTIONS of every path in the design; problem details for everything else.
[[nodiscard]] Response handle(const Request& request, Context& context);

}  // namespace loopgenie::service
