// An OpenStreetMap PBF file written field by field, so that it can hold what no library would write: coordinates off
// the Earth, names of any length, bytes that are no UTF-8, ids and references of any value. One block, not compressed.
// https://wiki.openstreetmap.org/wiki/PBF_Format
#pragma once

#include <arpa/inet.h>

#include <cstdint>
#include <fstream>
#include <map>
#include <protozero/pbf_writer.hpp>
#include <string>
#include <utility>
#include <vector>

namespace loopgenie::ingest::test {

class RawPbf {
 public:
  using Tags = std::vector<std::pair<std::string, std::string>>;

  /// Any numbers, in 1e-7 degree.
  void node(std::int64_t id, std::int64_t lat_e7, std::int64_t lon_e7, const Tags& tags = {}) {
    std::string bytes;
    protozero::pbf_writer writer(bytes);
    writer.add_sint64(1, id);
    add_tags(writer, tags);
    writer.add_sint64(8, lat_e7);
    writer.add_sint64(9, lon_e7);
    nodes_.push_back(bytes);
  }

  void way(std::int64_t id, const std::vector<std::int64_t>& refs, const Tags& tags) {
    std::string bytes;
    protozero::pbf_writer writer(bytes);
    writer.add_int64(1, id);
    add_tags(writer, tags);
    const std::vector<std::int64_t> steps = deltas(refs);
    writer.add_packed_sint64(8, steps.begin(), steps.end());
    ways_.push_back(bytes);
  }

  /// Members are ways.
  void relation(std::int64_t id, const std::vector<std::int64_t>& ways, const Tags& tags) {
    std::string bytes;
    protozero::pbf_writer writer(bytes);
    writer.add_int64(1, id);
    add_tags(writer, tags);
    const std::vector<std::int32_t> ones(ways.size(), 1);
    const std::vector<std::int32_t> roles(ways.size(), static_cast<std::int32_t>(string_at("")));
    writer.add_packed_int32(8, roles.begin(), roles.end());
    const std::vector<std::int64_t> steps = deltas(ways);
    writer.add_packed_sint64(9, steps.begin(), steps.end());
    writer.add_packed_int32(10, ones.begin(), ones.end());
    relations_.push_back(bytes);
  }

  void write(const std::string& path) const {
    std::string header;
    protozero::pbf_writer(header).add_string(4, "OsmSchema-V0.6");
    std::string block;
    protozero::pbf_writer writer(block);
    {
      protozero::pbf_writer table(writer, 1);
      for (const std::string& text : strings_) table.add_bytes(1, text);
    }
    for (const auto& [field, objects] : {std::pair(1U, &nodes_), {3U, &ways_}, {4U, &relations_}}) {
      protozero::pbf_writer group(writer, 2);
      for (const std::string& object : *objects) group.add_message(field, object);
    }
    writer.add_int32(17, 100);  // nanodegrees per unit
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    add_blob(file, "OSMHeader", header);
    add_blob(file, "OSMData", block);
  }

 private:
  static void add_blob(std::ofstream& file, const std::string& type, const std::string& content) {
    std::string blob;
    protozero::pbf_writer blob_writer(blob);
    blob_writer.add_bytes(1, content);
    blob_writer.add_int32(2, static_cast<std::int32_t>(content.size()));
    std::string head;
    protozero::pbf_writer head_writer(head);
    head_writer.add_string(1, type);
    head_writer.add_int32(3, static_cast<std::int32_t>(blob.size()));
    const std::uint32_t size = htonl(static_cast<std::uint32_t>(head.size()));
    file.write(reinterpret_cast<const char*>(&size), sizeof size);
    file << head << blob;
  }

  static std::vector<std::int64_t> deltas(const std::vector<std::int64_t>& values) {
    std::vector<std::int64_t> steps;
    std::int64_t last = 0;
    for (const std::int64_t value : values) {
      steps.push_back(static_cast<std::int64_t>(static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(last)));
      last = value;
    }
    return steps;
  }

  std::uint32_t string_at(const std::string& text) {
    const auto [entry, is_new] = index_.emplace(text, static_cast<std::uint32_t>(strings_.size()));
    if (is_new) strings_.push_back(text);
    return entry->second;
  }

  void add_tags(protozero::pbf_writer& writer, const Tags& tags) {
    std::vector<std::uint32_t> keys;
    std::vector<std::uint32_t> values;
    for (const auto& [key, value] : tags) {
      keys.push_back(string_at(key));
      values.push_back(string_at(value));
    }
    writer.add_packed_uint32(2, keys.begin(), keys.end());
    writer.add_packed_uint32(3, values.begin(), values.end());
  }

  std::vector<std::string> strings_ = {""};
  std::map<std::string, std::uint32_t> index_ = {{"", 0}};
  std::vector<std::string> nodes_;
  std::vector<std::string> ways_;
  std::vector<std::string> relations_;
};

}  // namespace loopgenie::ingest::test
