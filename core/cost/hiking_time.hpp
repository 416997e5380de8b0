// Walking time from length and climb, in seconds.
#pragma once

namespace loopgenie {

/// How a walker's time compares with the formula's: 1 is as it says, 2 takes twice as long. `flat` holds on level
/// ground, `up` and `down` from a slope of kFullSlope on; in between they blend evenly with the slope.
struct Pace {
  double flat = 1;
  double up = 1;
  double down = 1;
  friend bool operator==(const Pace&, const Pace&) = default;
};

/// A judgement: from here on it is climbing or descending that sets a walker's time.
inline constexpr double kFullSlope = 0.10;

/// The Swiss hiking trail formula (Schweizer Wanderwege; constants as in geoblocks/tracktime), for one edge in walking
/// direction: minutes per km = Σ Cᵢ·Sⁱ with S ten times the slope, |S| < 4; beyond, 17·S uphill and 9·|S| downhill.
/// An edge that both climbs and falls is taken as one even climb and one even descent, each with its share of the
/// length by its share of the metres. Each share counts by the pace for its slope.
/// Depends on the direction and adds up over the edges of a walk.
/// Flat ground takes 14.271 min/km. REQUIRES length_m ≥ 0, ascent_m ≥ 0, descent_m ≥ 0. 0 where length_m is 0.
[[nodiscard]] double hiking_time_s(double length_m, double ascent_m, double descent_m, const Pace& pace = {});

/// The same formula where the climb is unknown: flat ground, so a lower estimate in the hills.
[[nodiscard]] double hiking_time_flat_s(double length_m, const Pace& pace = {});

/// An upper bound on the metres that a second of walking covers, if it is the mean of both directions that counts: the
/// formula's mean is least on flat ground, and no slope's factor is below the least of the pace's.
[[nodiscard]] double fastest_mean_mps(const Pace& pace);

}  // namespace loopgenie
