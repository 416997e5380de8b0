#include "core/loop/search/trailhead_ground.hpp"

#include "core/base/decimal.hpp"

namespace loopgenie {
namespace {

/// Metres, or seconds, to the nearest.
std::int64_t in_units(std::int64_t length_dm) { return rounded_quotient(length_dm, kDmPerMetre); }

}  // namespace

GroundSurvey::GroundSurvey(const Network& network, const Query& query)
    : limits_(LoopLimits::of_cycles(query)), builder_(network, query) {
  for (const EdgeId id : query.require_edges) {
    const std::optional<EdgeIndex> edge = network.find_edge(id);
    knows_all_required_ &= edge.has_value();
    required_.push_back(edge.value_or(EdgeIndex()));
  }
}

TrailheadGround GroundSurvey::survey(NodeIndex start) {
  TrailheadGround ground{builder_.build(start), {}, {}};
  ground.attachments = bound_attachments(ground.space, limits_, builder_.length_dm(), builder_.lesser_hundredths());
  if (required_.empty()) {
    return ground;
  }
  ground.over_required = knows_all_required_ ? stretched(ground.space, limits_, required_) : std::nullopt;
  ground.has_required = ground.over_required.has_value();
  std::erase_if(ground.attachments,
                [&](const Attachment& a) { return !ground.has_required || a.block != ground.over_required->block; });
  return ground;
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
