#include "core/export/document/plan_json.hpp"

#include "core/export/document/answer_json.hpp"
#include "core/export/document/query_json.hpp"
#include "core/export/text/json_writer.hpp"

namespace loopgenie {
namespace {

void write_data(JsonWriter& json, const DatasetInfo& data) {
  json.begin_object();
  json.key("version").string_or_null(data.version);
  json.key("date").string_or_null(data.date);
  json.key("attribution").string_or_null(data.attribution);
  json.key("name").string_or_null(data.name);
  json.key("made_up").boolean(data.made_up);
  json.end_object();
}

void write_trailhead(JsonWriter& json, const PlanTrailhead& entry) {
  const Trailhead& trailhead = entry.trailhead;
  json.begin_object();
  json.key("id").string(to_string(trailhead.id));
  json.key("name").string(trailhead.name);
  json.key("kind").string(to_string(trailhead.kind));
  json.key("lat").decimal(trailhead.point.lat_e7, kDegreeDigits);
  json.key("lon").decimal(trailhead.point.lon_e7, kDegreeDigits);
  json.key("drive_m").integer_or_null(entry.drive_m);
  json.key("drive_s").integer_or_null(entry.drive_s);
  json.key("status").string(to_string(entry.status));
  json.key("best_score").decimal_or_null(entry.best_score_e4, kScoreDigits);
  json.key("bound").decimal_or_null(entry.bound_e4, kScoreDigits);
  write_reason(json, entry.why_none);
  json.end_object();
}

void write_loop(JsonWriter& json, const Plan& plan, const PlanLoop& loop) {
  json.begin_object();
  json.key("trailhead").string(to_string(plan.trailheads[loop.trailhead].trailhead.id));
  json.key("best_of_trailhead").boolean(loop.best_of_trailhead);
  json.key("shape").string(to_string(loop.shape));
  json.key("length_m").integer(loop.length_m);
  json.key("ascent_m").integer_or_null(loop.ascent_m);
  json.key("descent_m").integer_or_null(loop.descent_m);
  json.key("time_s").integer(loop.time_s);
  json.key("time_reversed_s").integer(loop.time_reversed_s);
  json.key("retraced_m").integer(loop.retraced_m);
  json.key("road_m").integer(loop.road_m);
  json.key("score").decimal(loop.score_e4, kScoreDigits);
  json.key("loss").begin_object();
  json.key("off_length_m").integer(loop.off_length_m);
  json.key("retraced_m").integer(loop.retraced_loss_m);
  json.key("lesser_ground_m").integer(loop.lesser_ground_m);
  json.end_object();
  json.key("max_sac_scale")
      .string_or_null(loop.max_sac_scale == SacScale::ungraded ? std::string_view() : to_string(loop.max_sac_scale));
  json.key("ungraded_m").integer(loop.ungraded_m);
  json.key("overlap_max").decimal(loop.overlap_max_e4, kScoreDigits);
  json.key("edges").begin_array();
  for (const PlanEdge& edge : loop.edges) {
    json.begin_object();
    json.key("id").integer(static_cast<std::int64_t>(edge.id.value()));
    json.key("forward").boolean(edge.forward);
    json.end_object();
  }
  json.end_array();
  json.key("geometry").begin_array();
  for (const Vertex& vertex : loop.geometry) {
    json.position_3d(vertex.point, vertex.elevation_m());
  }
  json.end_array();
  json.key("stages").begin_array().end_array();
  json.end_object();
}

}  // namespace

void write_plan(JsonWriter& json, const Plan& plan) {
  json.begin_object();
  json.key("version").integer(kPlanVersion);
  json.key("query");
  write_query(json, plan.query);
  json.key("data");
  write_data(json, plan.data);
  json.key("status").string(to_string(plan.status));
  json.key("drive_basis").string(kDriveBasis);
  json.key("start_to_road_m").integer_or_null(plan.start_to_road_m);
  json.key("drive_cut_s").integer_or_null(plan.drive_cut_s);
  json.key("trailheads").begin_array();
  for (const PlanTrailhead& trailhead : plan.trailheads) {
    write_trailhead(json, trailhead);
  }
  json.end_array();
  json.key("trailheads_in_range").integer(plan.trailheads_in_range);
  json.key("range_bound").decimal_or_null(plan.range_bound_e4, kScoreDigits);
  json.key("loops").begin_array();
  for (const PlanLoop& loop : plan.loops) {
    write_loop(json, plan, loop);
  }
  json.end_array();
  json.end_object();
}

std::string write_plan(const Plan& plan) {
  JsonWriter json;
  write_plan(json, plan);
  return std::move(json).take();
}

}  // namespace loopgenie
