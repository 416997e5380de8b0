// The planner for JavaScript: one class, objects and bytes in, text out. The contract is in web/src/worker/wasm.d.ts.
// A method that fails returns {"error": {…}} (core/export/document/error_json.hpp); one without a result is "" where it
// succeeds.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/cost/hiking_time.hpp"
#include "core/export/document/error_json.hpp"
#include "core/export/geojson.hpp"
#include "core/export/text/json_writer.hpp"
#include "core/plan/planner.hpp"
#include "wasm/to_json_value.hpp"

namespace loopgenie {
namespace {

using emscripten::val;

/// A wrong call: the page's own mistake.
std::string wrong_call(const std::string& what) { return write_error({ErrorCode::invalid_input, what}); }

class JsPlanner {
 public:
  std::string add_tile(const std::string& layer, unsigned z, unsigned x, unsigned y, const val& bytes) {
    const std::optional<Layer> parsed = parse_layer(layer);
    if (!parsed || z > static_cast<unsigned>(kMaxZoom)) {
      return wrong_call("addTile: there is no layer \"" + layer + "\" or no zoom " + std::to_string(z));
    }
    const auto copied = emscripten::convertJSArrayToNumberVector<unsigned char>(bytes);
    const auto added = planner_.add_tile(*parsed, {static_cast<std::uint8_t>(z), x, y},
                                         std::as_bytes(std::span<const unsigned char>(copied)));
    return added ? std::string() : write_error(added.error());
  }

  std::string missing_tiles(const val& query_given) {
    const Result<Query> query = query_of(query_given);
    if (!query) {
      return write_error(query.error());
    }
    const auto missing = planner_.missing_tiles(*query);
    return missing ? write_tile_requests(*missing) : write_error(missing.error());
  }

  // {"tiles": […]} that are to be added first, or what write_reached says.
  std::string drive(const val& query_given) {
    const Result<Query> query = query_of(query_given);
    if (!query) {
      return write_error(query.error());
    }
    const auto answer = planner_.drive(*query);
    return !answer                ? write_error(answer.error())
           : answer->json.empty() ? write_tile_requests(answer->missing)
                                  : answer->json;
  }
  // [[lon, lat], …] to a trailhead that drive() reaches.
  std::string drive_line(const val& query_given, const std::string& trailhead) {
    const Result<Query> query = query_of(query_given);
    if (!query) {
      return write_error(query.error());
    }
    const auto line = planner_.drive_line(*query, parse_source_id(trailhead).value_or(SourceId()));
    return line ? *line : write_error(line.error());
  }
  std::string unloaded_tiles() const { return write_tile_requests(planner_.unloaded_tiles()); }

  std::string start_plan(const val& query_given) {
    run_.reset();
    Result<PlanRun> run = started(query_given);
    if (!run) {
      return write_error(run.error());
    }
    run_.emplace(std::move(*run));
    return {};
  }

  // The details of a loop that a link names, before any search. The query names its trailhead. Its run stays beside the
  // current one: the loop's details and files can be had whatever is asked meanwhile.
  std::string start_linked(const val& query_given, const val& loop) {
    linked_.reset();
    Result<PlanRun> run = started(query_given);
    if (!run) {
      return write_error(run.error());
    }
    linked_.emplace(std::move(*run));
    const auto reference = read_loop_reference(to_json_value(loop));
    const Result<Plan> plan = reference ? linked_->take_up(*reference) : tl::unexpected(reference.error());
    return plan ? linked_->details_json(*plan) : write_error(plan.error());
  }

  std::string step_plan() {
    if (run_) {
      run_->step();
    }
    return progress_json();
  }

  // Loops to show at once: a brief search from one trailhead, whose answer is still to come.
  bool solve_briefly(unsigned index) { return run_ && index < run_->candidate_count() && run_->solve_briefly(index); }

  // One trailhead of the query; what was found from it can be taken up by another planner's run of the same query.
  std::string solve_trailhead(unsigned index) {
    if (run_ && index < run_->candidate_count()) {
      run_->solve(index);
    }
    return progress_json();
  }
  std::string answer_json(unsigned index) const {
    return run_ && index < run_->candidate_count() ? run_->answer_json(index) : std::string();
  }
  std::string take_answer(unsigned index, const val& answer) {
    if (!run_) {
      return wrong_call("takeAnswer: no plan was started");
    }
    const auto taken = run_->take_answer(index, to_json_value(answer));
    return taken ? std::string() : write_error(taken.error());
  }

  // The next round of proofs that the best loop has no better one beside it; without rivals when there is nothing more
  // to ask.
  std::string next_proofs_json() {
    const ProofRound none;
    const ProofRound& proofs = run_ && run_->all_considered() ? run_->next_proof_round() : none;
    JsonWriter json;
    json.begin_object();
    json.key("rivals").begin_array();
    for (const std::uint32_t rival : proofs.rivals) {
      json.integer(rival);
    }
    json.end_array();
    json.key("below_cdm").integer(proofs.below_cdm);
    json.key("steps").integer(static_cast<std::int64_t>(proofs.steps));
    json.end_object();
    return std::move(json).take();
  }
  std::string proof_json(unsigned index, double below_cdm, double steps) {
    return run_ && index < run_->candidate_count()
               ? run_->proof_json(index, static_cast<std::int64_t>(below_cdm), static_cast<std::uint64_t>(steps))
               : std::string();
  }
  std::string take_proof(unsigned index, const val& proof) {
    if (!run_) {
      return wrong_call("takeProof: no plan was started");
    }
    const auto taken = run_->take_proof(index, to_json_value(proof));
    return taken ? std::string() : write_error(taken.error());
  }

  std::string progress_json() const {
    JsonWriter json;
    json.begin_object();
    json.key("done").boolean(!run_ || run_->is_done());
    json.key("solved").integer(run_ ? run_->solved_count() : 0);
    json.key("of").integer(run_ ? run_->candidate_count() : 0);
    json.end_object();
    return std::move(json).take();
  }

  std::string plan_json() const {
    if (!run_) {
      return wrong_call("planJson: no plan was started");
    }
    return write_plan(run_->current());
  }

  // A loop by its trailhead and edges, of the current query's network or of the linked loop's: one of the plan, its
  // other direction, or one from elsewhere.
  std::string details(const val& loop) const {
    const auto taken = take_up(loop);
    return taken ? taken->run->details_json(taken->plan) : write_error(taken.error());
  }
  std::string gpx(const val& loop) const {
    const auto taken = take_up(loop);
    return taken ? taken->run->gpx(taken->plan, taken->plan.loops.front()) : write_error(taken.error());
  }
  std::string geojson(const val& loop) const {
    const auto taken = take_up(loop);
    return taken ? write_loop_geojson(taken->plan, taken->plan.loops.front()) : write_error(taken.error());
  }

  std::string trailheads_json() const { return planner_.trailheads_geojson(); }
  std::string places_json() const { return planner_.places_json(); }
  std::string network_geojson() const { return planner_.network_geojson(); }

 private:
  static Result<Query> query_of(const val& given) { return read_query(to_json_value(given)); }
  Result<PlanRun> started(const val& query_given) {
    return query_of(query_given).and_then([&](const Query& query) { return planner_.start(query); });
  }

  struct TakenUp {
    const PlanRun* run;
    Plan plan;
  };

  /// From the current run if it has the loop, else from the linked loop's.
  Result<TakenUp> take_up(const val& loop_given) const {
    const auto loop = read_loop_reference(to_json_value(loop_given));
    if (!loop) {
      return tl::unexpected(loop.error());
    }
    Error error{ErrorCode::missing, "no plan was started"};
    for (const auto* run : {&run_, &linked_}) {
      if (*run) {
        Result<Plan> plan = (*run)->take_up(*loop);
        if (plan) {
          return TakenUp{&**run, std::move(*plan)};
        }
        error = std::move(plan.error());
      }
    }
    return tl::unexpected(std::move(error));
  }

  Planner planner_;
  std::optional<PlanRun> run_;
  std::optional<PlanRun> linked_;
};

/// Seconds of walking a stretch that rises by so much, or falls.
double hiking_time(double length_m, double rise_m, double flat, double up, double down) {
  return hiking_time_s(length_m, std::max(rise_m, 0.0), std::max(-rise_m, 0.0), {flat, up, down});
}

}  // namespace

EMSCRIPTEN_BINDINGS(loopgenie) {
  emscripten::function("hikingTime", &hiking_time);
  emscripten::class_<JsPlanner>("Planner")
      .constructor<>()
      .function("addTile", &JsPlanner::add_tile)
      .function("missingTiles", &JsPlanner::missing_tiles)
      .function("drive", &JsPlanner::drive)
      .function("driveLine", &JsPlanner::drive_line)
      .function("unloadedTiles", &JsPlanner::unloaded_tiles)
      .function("startPlan", &JsPlanner::start_plan)
      .function("progressJson", &JsPlanner::progress_json)
      .function("startLinked", &JsPlanner::start_linked)
      .function("stepPlan", &JsPlanner::step_plan)
      .function("solveBriefly", &JsPlanner::solve_briefly)
      .function("solveTrailhead", &JsPlanner::solve_trailhead)
      .function("answerJson", &JsPlanner::answer_json)
      .function("takeAnswer", &JsPlanner::take_answer)
      .function("nextProofsJson", &JsPlanner::next_proofs_json)
      .function("proofJson", &JsPlanner::proof_json)
      .function("takeProof", &JsPlanner::take_proof)
      .function("planJson", &JsPlanner::plan_json)
      .function("details", &JsPlanner::details)
      .function("gpx", &JsPlanner::gpx)
      .function("geojson", &JsPlanner::geojson)
      .function("trailheadsJson", &JsPlanner::trailheads_json)
      .function("placesJson", &JsPlanner::places_json)
      .function("networkGeoJson", &JsPlanner::network_geojson);
}

}  // namespace loopgenie
