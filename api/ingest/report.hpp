// What an import says at its end: the network's figures, the tiles, the time of each phase and the peak of memory.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "api/ingest/bake/bake.hpp"
#include "api/ingest/base/dataset.hpp"
#include "api/ingest/store/load.hpp"

namespace loopgenie::ingest {

struct ImportCost {
  std::vector<std::pair<std::string, double>> phase_s;  // in order
  std::uint64_t peak_bytes = 0;                         // of this process
};

/// Lines for a person, each ended by a line break.
[[nodiscard]] std::string import_report(const Dataset& dataset, const Baked& baked, const Loaded& loaded,
                                        const ImportCost& cost);

/// The largest resident size of this process so far.
[[nodiscard]] std::uint64_t peak_memory_bytes();

}  // namespace loopgenie::ingest
