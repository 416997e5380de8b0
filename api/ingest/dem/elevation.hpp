// Elevation of nodes and edges, and the climb of every edge, from the ground's elevation.
//
// One smoothing, for the whole network at once: the profile z minimises
//     Σ m·(z − raw)² + a² · Σ (Δz)² / h
// over samples at most kSampleStepM apart, m being the metres of way a sample stands for and h the metres between two
// samples (first-order Whittaker–Henderson smoothing on a graph; along one way its kernel is e^(−|x|/a) / 2a). The
// nodes are part of it: all edges that meet in a node agree on its elevation, and climbs add up over a route. A
// straight slope stays as it is. Noise shorter than a few times a disappears. Dead ends keep the raw value: many of
// them are summits. Ascent and descent are the sums of the rises and falls from sample to sample of z.
//
// Bridges and tunnels run straight between their ends, whatever the ground does. The smoothing fills gaps in the files
// of up to kMaxGapM along the way. Beyond that, elevation is unknown. An edge's climb is then a lower limit: that
// of its known stretches and of what lies between their ends, with the length of the unknown ones beside it. An edge of
// which nothing is known has no climb. One sparse system,
// conjugate gradients: O(samples · iterations), some hundred iterations at most.
//
// Others count a climb only once it exceeds 10 m (hysteresis), which does not add up over edges. The two were compared
// on 200 shortest paths of 10 to 25 km with SRTM 3" (`./loopgenie bench ascent`). Against hysteresis on the raw
// profile, the sum of the edges' ascents is 5 % less in Andorra (76 m per km) and 4 % more in Heidelberg (28 m per km);
// against hysteresis on the smoothed profile, 3 % and 12 % more.
#pragma once

#include "api/ingest/base/dataset.hpp"
#include "api/ingest/base/watch.hpp"
#include "api/ingest/dem/dem.hpp"

namespace loopgenie::ingest {

inline constexpr double kSampleStepM = 30;
inline constexpr double kMaxGapM = 150;

inline constexpr double kSmoothingM = 40;  // a
// EdgeFlag::steep: a mean slope above the first, or a stretch of so many metres above the third.
inline constexpr double kSteepMean = 0.15;
inline constexpr double kSteepStretchM = 100;
inline constexpr double kSteepOverStretch = 0.25;

inline constexpr double kMissingWorthSaying = 0.02;

/// The data set with the elevations of its nodes and edges and the edges' climbs. Without any elevation file they stay
/// unknown, and a warning says so. An Error where the files cover no part of the network; a warning where they leave
/// more than kMissingWorthSaying of the samples unknown.
[[nodiscard]] Result<Dataset> with_elevation(FlatDataset flat, Dem& dem, const ProgressFn& progress = {});

}  // namespace loopgenie::ingest
