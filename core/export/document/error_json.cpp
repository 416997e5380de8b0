#include "core/export/document/error_json.hpp"

#include <utility>

#include "core/export/document/object_writer.hpp"
#include "core/export/text/json_writer.hpp"

namespace loopgenie {

std::string write_error(const Error& error) {
  JsonWriter json;
  json.begin_object().key("error");
  ObjectWriter(json).whole([&](ObjectWriter& object) { error_members(object, error); });
  json.end_object();
  return std::move(json).take();
}

}  // namespace loopgenie
