// Asks a running server whether it is ready: for containers and scripts that have no HTTP client.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.hpp"

namespace loopgenie::service {

/// GET /readyz, answered 200 within three seconds. `address` is the one the server listens on; 0.0.0.0 and :: are asked
/// on this machine.
[[nodiscard]] Result<void> check_health(const std::string& address, std::uint16_t port);

}  // namespace loopgenie::service
