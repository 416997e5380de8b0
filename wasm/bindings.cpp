// The planner for JavaScript: one class, text and bytes in, text out. The contract is in web/src/worker/wasm.d.ts.
// Methods that can fail for a reason a person should read return the message ("" is success) or {"error": "…"}.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/export/json_writer.hpp"
#include "core/planner.hpp"

namespace loopgenie {
namespace {

std::string error_json(const Error& error) {
  JsonWriter json;
  json.begin_object().key("error").string(error.message).end_object();
  return std::move(json).take();
}

PlanStatus parse_status(const std::string& status) {
  return status == "deadline" ? PlanStatus::deadline : PlanStatus::cancelled;
}

class JsPlanner {
 public:
  std::string add_tile(const std::string& layer, unsigned z, unsigned x, unsigned y, const emscripten::val& bytes) {
    const std::optional<Layer> parsed = parse_layer(layer);
    if (!parsed || z > static_cast<unsigned>(kMaxZoom)) {
      return "addTile: expected layer \"index\" or \"trails\" and a zoom up to 22; got \"" + layer + "\", zoom " +
             std::to_string(z);
    }
    const auto copied = emscripten::convertJSArrayToNumberVector<unsigned char>(bytes);
    const auto added = planner_.add_tile(*parsed, {static_cast<std::uint8_t>(z), x, y},
                                         std::as_bytes(std::span<const unsigned char>(copied)));
    return added ? std::string() : added.error().message;
  }

  std::string missing_tiles(const std::string& query_json) const {
    const auto missing =
        read_query(query_json).and_then([&](const Query& query) { return planner_.missing_tiles(query); });
    return missing ? write_tile_requests(*missing) : error_json(missing.error());
  }

  std::string start_plan(const std::string& query_json) {
    run_.reset();
    plan_.reset();
    auto run = read_query(query_json).and_then([&](const Query& query) { return planner_.start(query); });
    if (!run) {
      return run.error().message;
    }
    run_.emplace(std::move(*run));
    return {};
  }

  std::string step_plan() {
    if (!run_) {
      return R"({"done":true,"solved":0,"of":0})";
    }
    run_->step();
    plan_.reset();
    JsonWriter json;
    json.begin_object();
    json.key("done").boolean(run_->is_done());
    json.key("solved").integer(run_->solved_count());
    json.key("of").integer(run_->in_range_count());
    json.end_object();
    return std::move(json).take();
  }

  std::string plan_json(const std::string& status) {
    if (!run_) {
      return error_json({ErrorCode::missing, "planJson: no plan was started"});
    }
    plan_ = run_->current(parse_status(status));
    return write_plan(*plan_);
  }
  std::string plan_so_far_json() { return plan_json("cancelled"); }

  /// "" where the current plan has no such loop.
  std::string gpx(unsigned loop_index) {
    if (!run_) {
      return {};
    }
    if (!plan_) {
      plan_ = run_->current();
    }
    return loop_index < plan_->loops.size() ? run_->gpx(*plan_, plan_->loops[loop_index]) : std::string();
  }

  std::string trailheads_json() const { return planner_.trailheads_geojson(); }
  std::string places_json() const { return planner_.places_json(); }
  std::string network_geojson() const { return planner_.network_geojson(); }

 private:
  Planner planner_;
  std::optional<PlanRun> run_;
  std::optional<Plan> plan_;  // of run_, as planJson last gave it
};

}  // namespace

EMSCRIPTEN_BINDINGS(loopgenie) {
  emscripten::class_<JsPlanner>("Planner")
      .constructor<>()
      .function("addTile", &JsPlanner::add_tile)
      .function("missingTiles", &JsPlanner::missing_tiles)
      .function("startPlan", &JsPlanner::start_plan)
      .function("stepPlan", &JsPlanner::step_plan)
      .function("planJson", &JsPlanner::plan_so_far_json)
      .function("planJson", &JsPlanner::plan_json)
      .function("gpx", &JsPlanner::gpx)
      .function("trailheadsJson", &JsPlanner::trailheads_json)
      .function("placesJson", &JsPlanner::places_json)
      .function("networkGeoJson", &JsPlanner::network_geojson);
}

}  // namespace loopgenie
