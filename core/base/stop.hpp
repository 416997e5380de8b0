// How long work learns that it should end early.
#pragma once

#include <functional>

namespace loopgenie {

/// Asked often, from any thread that does the work; true ends it with what it has. Empty: never.
using StopFn = std::function<bool()>;

}  // namespace loopgenie
