#include "core/export/document/plan_json.hpp"

#include <utility>

#include "core/export/document/object_writer.hpp"
#include "core/export/text/json_writer.hpp"

namespace loopgenie {

std::string write_plan(const Plan& plan) {
  JsonWriter json;
  ObjectWriter(json).whole([&](ObjectWriter& object) { plan_members(object, plan); });
  return std::move(json).take();
}

std::string write_details(const LoopDetails& details) {
  JsonWriter json;
  ObjectWriter(json).whole([&](ObjectWriter& object) { details_members(object, details); });
  return std::move(json).take();
}

}  // namespace loopgenie
