// Asks a running server whether it is ready. For containers and scripts that have no HTTP client.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.hpp"

namespace loopgenie::service {

/// Succeeds if GET /readyz is answered with 200 within three seconds. `address` is what the server was told to listen
/// on; for 0.0.0.0 and :: the loopback address is asked. Error io if there is no answer or another one.
[[nodiscard]] Result<void> check_health(const std::string& address, std::uint16_t port);

}  // namespace loopgenie::service
