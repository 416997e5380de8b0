#include "core/export/document/answer_json.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/export/document/describe_route.hpp"
#include "core/export/document/object_writer.hpp"
#include "core/export/document/take_up.hpp"
#include "core/export/text/json_writer.hpp"

namespace loopgenie {
namespace {

using Kind = JsonValue::Kind;

/// A whole number, or nullopt for null and for whatever else there is.
std::optional<std::int64_t> read_length(const JsonValue* value) {
  const std::optional<std::uint64_t> length = value == nullptr ? std::nullopt : value->whole_number();
  return length ? std::optional(static_cast<std::int64_t>(*length)) : std::nullopt;
}

std::optional<std::vector<PlanEdge>> read_walk(const JsonValue& numbers) {
  if (numbers.items.size() % 2 != 0) {
    return std::nullopt;
  }
  std::vector<PlanEdge> edges;
  for (std::size_t i = 0; i < numbers.items.size(); i += 2) {
    const std::optional<std::uint64_t> id = numbers.items[i].whole_number();
    const std::optional<std::uint64_t> forward = numbers.items[i + 1].whole_number();
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
  ObjectWriter members(json);
  members.code("status", answer.status);
  members.integer("least_loss_cdm",
                  answer.least_loss_cdm == kNoLoss ? std::nullopt : std::optional(answer.least_loss_cdm));
  const WhyNoLoop why = answer.why_none.value_or(WhyNoLoop());
  members.code("reason", answer.why_none ? std::optional(why.reason) : std::nullopt);
  members.integer("length", why.length);
  members.integer("limit", why.limit);
  json.key("routes").begin_array();
  for (const Route& route : answer.routes) {
    json.begin_array();
    for (const RouteStep& step : walked_steps(route)) {
      json.integer(static_cast<std::int64_t>(network.edge_id[step.edge.value()].value()));
      json.integer(step.forward ? 1 : 0);
    }
    json.end_array();
  }
  json.end_array().end_object();
  return std::move(json).take();
}

Result<TrailheadAnswer> read_answer(const JsonValue& object, const Network& network, const Query& query,
                                    Stager& stager) {
  const auto fail_to_read = [] {
    return fail(ErrorCode::invalid_input, "expected a trailhead's answer as write_answer gives it, got something else");
  };
  const JsonValue* status = object.find("status");
  const JsonValue* least_loss = object.find("least_loss_cdm");
  const JsonValue* reason = object.find("reason");
  const JsonValue* routes = object.find("routes");
  if (status == nullptr || least_loss == nullptr || reason == nullptr || routes == nullptr) {
    return fail_to_read();
  }
  const std::optional<TrailheadStatus> known_status = parse_enum<TrailheadStatus>(status->string);
  const std::optional<std::uint64_t> least_loss_cdm = least_loss->whole_number();
  const bool is_bound = least_loss_cdm || (least_loss->is(Kind::null) && known_status == TrailheadStatus::none_exists);
  const std::optional<NoLoopReason> known_reason = parse_enum<NoLoopReason>(reason->string);
  if (!known_status || !is_bound || (!known_reason && !reason->is(Kind::null)) || !routes->is(Kind::array)) {
    return fail_to_read();
  }
  TrailheadAnswer answer;
  answer.status = *known_status;
  answer.least_loss_cdm = least_loss_cdm ? static_cast<std::int64_t>(*least_loss_cdm) : kNoLoss;
  if (known_reason) {
    answer.why_none = {*known_reason, read_length(object.find("length")), read_length(object.find("limit"))};
  }
  for (const JsonValue& numbers : routes->items) {
    const std::optional<std::vector<PlanEdge>> walk = read_walk(numbers);
    if (!walk) {
      return fail_to_read();
    }
    Result<Route> route = route_along(network, query, *walk, stager);
    if (!route) {
      return tl::unexpected(route.error());
    }
    if (route->nights.size() != query.night_count()) {
      return fail_to_read();
    }
    answer.routes.push_back(std::move(*route));
  }
  return answer;
}

}  // namespace loopgenie
