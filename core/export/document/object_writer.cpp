#include "core/export/document/object_writer.hpp"

#include "core/export/document/query_json.hpp"

namespace loopgenie {

void ObjectWriter::integer(const char* name, std::int64_t value) { json_.key(name).integer(value); }
void ObjectWriter::integer(const char* name, std::optional<std::int64_t> value) {
  json_.key(name).integer_or_null(value);
}
void ObjectWriter::measured(const std::string& name, LengthUnit unit, std::optional<std::int64_t> value) {
  integer((name + (unit == LengthUnit::metre ? "_m" : "_s")).c_str(), value);
}
void ObjectWriter::decimal(const char* name, std::int64_t value, int digits) { json_.key(name).decimal(value, digits); }
void ObjectWriter::decimal(const char* name, std::optional<std::int64_t> value, int digits) {
  json_.key(name).decimal_or_null(value, digits);
}
void ObjectWriter::boolean(const char* name, bool value) { json_.key(name).boolean(value); }
void ObjectWriter::boolean(const char* name, std::optional<bool> value) {
  json_.key(name);
  if (value) {
    json_.boolean(*value);
  } else {
    json_.null();
  }
}
void ObjectWriter::text(const char* name, std::string_view value) { json_.key(name).string(value); }
void ObjectWriter::text_or_null(const char* name, std::string_view value) { json_.key(name).string_or_null(value); }

void ObjectWriter::line(const char* name, std::span<const Vertex> vertices) {
  json_.key(name).begin_array();
  for (const Vertex& vertex : vertices) {
    json_.position_3d(vertex.point, vertex.elevation_m());
  }
  json_.end_array();
}

void ObjectWriter::query(const char* name, const Query& query) {
  json_.key(name);
  write_query(json_, query);
}

void ObjectWriter::only_if_true(const char* name, bool value) {
  if (value) {
    boolean(name, true);
  }
}

void ObjectWriter::integers(const char* name, std::span<const std::uint32_t> values) {
  json_.key(name).begin_array();
  for (const std::uint32_t value : values) {
    json_.integer(value);
  }
  json_.end_array();
}

void ObjectWriter::edge_ids(const char* name, std::span<const EdgeId> edges) {
  json_.key(name).begin_array();
  for (const EdgeId edge : edges) {
    json_.integer(static_cast<std::int64_t>(edge.value()));
  }
  json_.end_array();
}

}  // namespace loopgenie
