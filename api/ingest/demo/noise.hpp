// Gradient noise and its fractal sums, from integer hashes and arithmetic alone: the same everywhere, without tables.
// K. Perlin, "Improving noise", SIGGRAPH 2002; ridges after F. K. Musgrave in "Texturing & Modeling", 1994.
#pragma once

#include <cstdint>

namespace loopgenie::ingest::demo {

/// A well-mixed 64-bit hash of a lattice point.
[[nodiscard]] std::uint64_t hash_of(std::int64_t x, std::int64_t y, std::uint64_t seed);
/// The hash as a number in [0, 1).
[[nodiscard]] double uniform_of(std::int64_t x, std::int64_t y, std::uint64_t seed);

/// About −1 to 1, mean 0, wavelength 1.
[[nodiscard]] double gradient_noise(double x, double y, std::uint64_t seed);
/// Sum of octaves, each of half the wavelength and half the height; about −1 to 1. REQUIRES octaves ≥ 1.
[[nodiscard]] double fractal_noise(double x, double y, int octaves, std::uint64_t seed);
/// Sharp crests where the noise crosses zero; 0 to 1. REQUIRES octaves ≥ 1.
[[nodiscard]] double ridged_noise(double x, double y, int octaves, std::uint64_t seed);

}  // namespace loopgenie::ingest::demo
