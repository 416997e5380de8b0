#include "api/ingest/demo/noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace loopgenie::ingest::demo {
namespace {

double lattice_gradient(std::int64_t x, std::int64_t y, double dx, double dy, std::uint64_t seed) {
  constexpr double kDiagonal = 0.70710678118654752;
  static constexpr std::array<std::array<double, 2>, 8> kDirections = {{{1, 0},
                                                                        {kDiagonal, kDiagonal},
                                                                        {0, 1},
                                                                        {-kDiagonal, kDiagonal},
                                                                        {-1, 0},
                                                                        {-kDiagonal, -kDiagonal},
                                                                        {0, -1},
                                                                        {kDiagonal, -kDiagonal}}};
  const auto& direction = kDirections[hash_of(x, y, seed) >> 61U];
  return direction[0] * dx + direction[1] * dy;
}

double fade(double t) { return t * t * t * (t * (t * 6 - 15) + 10); }
double mix(double a, double b, double t) { return a + (b - a) * t; }

}  // namespace

std::uint64_t hash_of(std::int64_t x, std::int64_t y, std::uint64_t seed) {
  std::uint64_t z = seed + static_cast<std::uint64_t>(x) * 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z += static_cast<std::uint64_t>(y) * 0xc2b2ae3d27d4eb4fU;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

double uniform_of(std::int64_t x, std::int64_t y, std::uint64_t seed) {
  return static_cast<double>(hash_of(x, y, seed) >> 11U) * 0x1.0p-53;
}

double gradient_noise(double x, double y, std::uint64_t seed) {
  const double floor_x = std::floor(x);
  const double floor_y = std::floor(y);
  const auto cell_x = static_cast<std::int64_t>(floor_x);
  const auto cell_y = static_cast<std::int64_t>(floor_y);
  const double dx = x - floor_x;
  const double dy = y - floor_y;
  const double south = mix(lattice_gradient(cell_x, cell_y, dx, dy, seed),
                           lattice_gradient(cell_x + 1, cell_y, dx - 1, dy, seed), fade(dx));
  const double north = mix(lattice_gradient(cell_x, cell_y + 1, dx, dy - 1, seed),
                           lattice_gradient(cell_x + 1, cell_y + 1, dx - 1, dy - 1, seed), fade(dx));
  return 1.4 * mix(south, north, fade(dy));
}

double fractal_noise(double x, double y, int octaves, std::uint64_t seed) {
  double sum = 0;
  double height = 0.5;
  for (int i = 0; i < octaves; ++i) {
    sum += height * gradient_noise(x, y, seed + static_cast<std::uint64_t>(i));
    x *= 2;
    y *= 2;
    height /= 2;
  }
  return sum;
}

double ridged_noise(double x, double y, int octaves, std::uint64_t seed) {
  double sum = 0;
  double height = 0.5;
  double weight = 1;
  for (int i = 0; i < octaves; ++i) {
    const double crest = 1 - std::abs(gradient_noise(x, y, seed + static_cast<std::uint64_t>(i)));
    const double value = crest * crest * weight;
    sum += height * value;
    weight = std::clamp(value * 1.6, 0.0, 1.0);  // detail belongs on the crests, valley floors stay smooth
    x *= 2;
    y *= 2;
    height /= 2;
  }
  return sum;
}

}  // namespace loopgenie::ingest::demo
