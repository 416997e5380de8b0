// Walking time from length and climb, in seconds.
#pragma once

namespace loopgenie {

/// The Swiss hiking trail formula (Schweizer Wanderwege; constants as in geoblocks/tracktime), for one edge in walking
/// direction: minutes per km = Σ Cᵢ·Sⁱ with S ten times the slope, |S| < 4; beyond, 17·S uphill and 9·|S| downhill.
/// An edge that both climbs and falls is taken as one even climb and one even descent, each with its share of the
/// length by its share of the metres. Depends on the direction and adds up over the edges of a walk.
/// Flat ground takes 14.271 min/km. REQUIRES length_m ≥ 0, ascent_m ≥ 0, descent_m ≥ 0. 0 where length_m is 0.
[[nodiscard]] double hiking_time_s(double length_m, double ascent_m, double descent_m);

/// The same formula where the climb is unknown: flat ground, so a lower estimate in the hills.
[[nodiscard]] double hiking_time_flat_s(double length_m);

}  // namespace loopgenie
