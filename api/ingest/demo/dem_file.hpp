// The terrain as an ordinary elevation model: a GeoTIFF in WGS 84 with 25 m cells, decimetres as 32-bit floats, sea 0.
#pragma once

#include <filesystem>

#include "api/ingest/demo/terrain.hpp"
#include "core/base/result.hpp"

namespace loopgenie::ingest::demo {

/// Deterministic bytes. An existing file is replaced.
[[nodiscard]] Result<void> write_dem(const Terrain& terrain, const std::filesystem::path& file);

}  // namespace loopgenie::ingest::demo
