#include "core/cost/hiking_time.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace loopgenie {
namespace {

// C₀…C₁₅ of geoblocks/tracktime, the Swiss hiking trail association's formula.
constexpr std::array<double, 16> kSwiss = {14.271,    3.6991,    2.5922,     -1.4384,   0.32105,     0.81542,
                                           -0.090261, -0.20757,  0.010192,   0.028588,  -0.00057466, -0.0021842,
                                           1.5176e-5, 8.6894e-5, -1.3584e-7, -1.4026e-6};
constexpr double kSteepest = 4;  // |S| from which the straight lines hold: a slope of 40 %
constexpr double kSteepUpMinutes = 17;
constexpr double kSteepDownMinutes = 9;

double minutes_per_km(double s) {
  if (s >= kSteepest) {
    return kSteepUpMinutes * s;
  }
  if (s <= -kSteepest) {
    return kSteepDownMinutes * -s;
  }
  double sum = 0;
  for (auto c = kSwiss.rbegin(); c != kSwiss.rend(); ++c) {
    sum = sum * s + *c;
  }
  return sum;
}

/// `steep` is the pace's factor in that direction.
double seconds(double length_m, double slope, double flat, double steep) {
  const double factor = flat + (steep - flat) * std::min(std::abs(slope) / kFullSlope, 1.0);
  return minutes_per_km(10 * slope) * 60 * length_m / 1000 * factor;
}

}  // namespace

double hiking_time_s(double length_m, double ascent_m, double descent_m, const Pace& pace) {
  const double climb_m = ascent_m + descent_m;
  if (length_m <= 0) {
    return 0;
  }
  if (climb_m <= 0) {
    return seconds(length_m, 0, pace.flat, pace.flat);
  }
  const double slope = climb_m / length_m;
  const double up_m = length_m * (ascent_m / climb_m);
  return seconds(up_m, slope, pace.flat, pace.up) + seconds(length_m - up_m, -slope, pace.flat, pace.down);
}

double hiking_time_flat_s(double length_m, const Pace& pace) { return hiking_time_s(length_m, 0, 0, pace); }

double fastest_mean_mps(const Pace& pace) {
  return 1 / hiking_time_flat_s(1, {std::min({pace.flat, pace.up, pace.down}), 1, 1});
}

}  // namespace loopgenie
