#include "core/export/answer_json.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "core/export/json_writer.hpp"
#include "core/export/plan.hpp"
#include "core/export/read_json.hpp"
#include "core/export/take_up.hpp"
#include "core/export/whole_number.hpp"

namespace loopgenie {
namespace {

using Json = nlohmann::json;

std::optional<TrailheadStatus> parse_trailhead_status(const Json& text) {
  for (const TrailheadStatus status : {TrailheadStatus::optimal, TrailheadStatus::bounded, TrailheadStatus::none_exists,
                                       TrailheadStatus::none_found}) {
    if (text == to_string(status)) {
      return status;
    }
  }
  return std::nullopt;
}

std::optional<std::vector<PlanEdge>> read_walk(const Json& numbers) {
  if (!numbers.is_array() || numbers.size() % 2 != 0) {
    return std::nullopt;
  }
  std::vector<PlanEdge> edges;
  for (std::size_t i = 0; i < numbers.size(); i += 2) {
    const std::optional<std::uint64_t> id = whole_number(numbers[i]);
    const std::optional<std::uint64_t> forward = whole_number(numbers[i + 1]);
    if (!id || !forward || *forward > 1) {
      return std::nullopt;
    }
    edges.push_back({EdgeId(*id), *forward == 1});
  }
  return edges;
}

}  // namespace

std::string write_answer(const TrailheadAnswer& answer, const Network& network) {
  JsonWriter json;
  json.begin_object();
  json.key("status").string(to_string(answer.status));
  json.key("least_loss_cdm");
  json.integer_or_null(answer.least_loss_cdm == kNoLoss ? std::nullopt : std::optional(answer.least_loss_cdm));
  json.key("reason").string(answer.reason);
  json.key("routes").begin_array();
  for (const Route& route : answer.routes) {
    json.begin_array();
    for (const RouteStep& step : route.steps) {
      json.integer(static_cast<std::int64_t>(network.edge_id[step.edge.value()].value()));
      json.integer(step.forward ? 1 : 0);
    }
    json.end_array();
  }
  json.end_array().end_object();
  return std::move(json).take();
}

Result<TrailheadAnswer> read_answer(std::string_view json, const Network& network, const Query& query) {
  const Json object = read_json(json);
  const auto fail_to_read = [] {
    return fail(ErrorCode::invalid_input, "expected a trailhead's answer as write_answer gives it, got something else");
  };
  if (!object.is_object()) {
    return fail_to_read();
  }
  const Json status = object.value("status", Json());
  const Json least_loss = object.value("least_loss_cdm", Json());
  const Json reason = object.value("reason", Json());
  const Json routes = object.value("routes", Json());
  const std::optional<TrailheadStatus> known_status = parse_trailhead_status(status);
  const std::optional<std::uint64_t> least_loss_cdm = whole_number(least_loss);
  if (!known_status || (!least_loss_cdm && !least_loss.is_null()) || !reason.is_string() || !routes.is_array()) {
    return fail_to_read();
  }
  TrailheadAnswer answer;
  answer.status = *known_status;
  answer.least_loss_cdm = least_loss_cdm ? static_cast<std::int64_t>(*least_loss_cdm) : kNoLoss;
  answer.reason = reason.get<std::string>();
  for (const Json& numbers : routes) {
    const std::optional<std::vector<PlanEdge>> walk = read_walk(numbers);
    if (!walk) {
      return fail_to_read();
    }
    Result<Route> route = route_along(network, query, *walk);
    if (!route) {
      return tl::unexpected(route.error());
    }
    answer.routes.push_back(std::move(*route));
  }
  return answer;
}

}  // namespace loopgenie
