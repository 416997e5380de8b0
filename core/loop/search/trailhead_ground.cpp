#include "core/loop/search/trailhead_ground.hpp"

#include <cmath>

#include "core/base/decimal.hpp"

namespace loopgenie {
namespace {

/// Metres, or seconds, to the nearest.
std::int64_t in_units(std::int64_t length_dm) { return rounded_quotient(length_dm, kDmPerMetre); }

}  // namespace

GroundSurvey::GroundSurvey(const Network& network, const Query& query)
    : limits_(LoopLimits::of_cycles(query)),
      max_shared_ppm_(static_cast<std::int64_t>(std::floor(query.max_overlap * 1e6 + 0.5))),
      builder_(network, query) {
  for (const EdgeId id : query.require_edges) {
    const std::optional<EdgeIndex> edge = network.find_edge(id);
    knows_all_required_ &= edge.has_value();
    required_.push_back(edge.value_or(EdgeIndex()));
  }
}

TrailheadGround GroundSurvey::survey(NodeIndex start) {
  TrailheadGround ground{builder_.build(start), {}, {}};
  ground.within = within(ground.space, limits_);
  ground.has_required = required_.empty() || ground.within.over_required;
  return ground;
}

TrailheadGround::Within GroundSurvey::within(const LoopSpace& space, const LoopLimits& limits) const {
  TrailheadGround::Within made;
  made.attachments = bound_attachments(space, limits, builder_.length_dm(), builder_.lesser_hundredths());
  if (!required_.empty()) {
    made.over_required = knows_all_required_ ? stretched(space, limits, required_) : std::nullopt;
    std::erase_if(made.attachments,
                  [&](const Attachment& a) { return !made.over_required || a.block != made.over_required->block; });
  }
  return made;
}

Pool GroundSurvey::pool_for(const LoopSpace& space, std::size_t capacity, std::int64_t below_cdm) const {
  return {space, capacity, max_shared_ppm_, below_cdm};
}

void GroundSurvey::state(TrailheadAnswer& answer, const LoopSpace::Survey& survey, std::int64_t least_open_cdm,
                         const Pool& pool) const {
  const bool is_settled = least_open_cdm == kNoLoss || (!pool.empty() && pool.best_loss_cdm() <= least_open_cdm);
  if (!survey.is_whole) {  // what is not loaded could hold anything
    answer.status = pool.empty() ? TrailheadStatus::none_found : TrailheadStatus::bounded;
    answer.why_none = {NoLoopReason::map_incomplete, {}, {}};
  } else if (is_settled) {
    answer.status = pool.empty() ? TrailheadStatus::none_exists : TrailheadStatus::optimal;
    answer.least_loss_cdm = pool.empty() ? kNoLoss : pool.best_loss_cdm();
    answer.why_none = why_none_exists(survey);
  } else {
    answer.status = pool.empty() ? TrailheadStatus::none_found : TrailheadStatus::bounded;
    answer.least_loss_cdm = least_open_cdm;
    answer.why_none = {NoLoopReason::not_found, {}, {}};
  }
  if (!pool.empty()) {
    answer.why_none.reset();
  }
}

WhyNoLoop GroundSurvey::why_none_exists(const LoopSpace::Survey& survey) const {
  if (!required_.empty()) {
    return {NoLoopReason::required_outside_limits, {}, {}};
  }
  if (survey.in_reach_dm == 0) {
    return {NoLoopReason::no_way, {}, {}};
  }
  if (survey.on_cycles_dm == 0) {
    return {NoLoopReason::only_out_and_back, in_units(survey.in_reach_dm), {}};
  }
  if (survey.nearest_cycle_dm > limits_.longest_stem_dm()) {
    return {NoLoopReason::loop_too_far, in_units(survey.nearest_cycle_dm), in_units(limits_.longest_stem_dm())};
  }
  if (survey.largest_block_dm + 2 * limits_.longest_stem_dm() < limits_.shortest_dm) {
    return {NoLoopReason::loops_too_small, in_units(survey.largest_block_dm), {}};
  }
  return {NoLoopReason::outside_limits, {}, {}};
}

TrailheadAnswer GroundSurvey::without_required(bool is_whole) {
  TrailheadAnswer answer;
  answer.status = is_whole ? TrailheadStatus::none_exists : TrailheadStatus::none_found;
  answer.least_loss_cdm = is_whole ? kNoLoss : 0;
  answer.why_none = {is_whole ? NoLoopReason::required_out_of_reach : NoLoopReason::map_incomplete, {}, {}};
  return answer;
}

}  // namespace loopgenie
