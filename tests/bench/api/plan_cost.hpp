// What one plan costs the server: processor time, requests, and bytes of bodies. The plan's tiles are fetched as the
// native planner and the page fetch them.
#pragma once

#include <string>

namespace loopgenie::bench {

/// Prints a table of plans on Andorra, means of `repeats` each but for the first; says SKIP where its files are not
/// there. `api` is the server's program.
void print_plan_costs(const std::string& api, int repeats);

}  // namespace loopgenie::bench
