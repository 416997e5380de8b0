#include "api/ingest/osm/osm_scan.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/thread/pool.hpp>
#include <system_error>
#include <thread>

#include "api/ingest/osm/overlong_text.hpp"

namespace loopgenie::ingest {
namespace {

/// Tags are pairs of strings that each end in a zero byte. An odd number of zero bytes means that one lies inside a
/// string. Reading such tags would run past their end: libosmium does not check that.
bool has_whole_tags(const osmium::OSMObject& object) {
  const osmium::TagList& tags = object.tags();
  return std::count(tags.data() + sizeof(osmium::TagList), tags.data() + tags.byte_size(), 0) % 2 == 0;
}

std::string name_of(osmium::item_type type, std::int64_t id) {
  return std::string(osmium::item_type_to_name(type)) + ' ' + std::to_string(id);
}

}  // namespace

Result<std::string> scan_osm_file(const std::string& path, osmium::osm_entity_bits::type kinds,
                                  const ProgressFn& progress, std::string_view step, const OnObject& on_object) {
  const auto failed = [&](ErrorCode code, std::string_view what) {
    return fail(code, path + ": " + std::string(what));
  };
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return failed(ErrorCode::missing, "no such file; expected an OpenStreetMap extract (.osm.pbf). Check the path.");
  }
  constexpr std::string_view kWhatToDo =
      "; expected an OpenStreetMap PBF file (.osm.pbf). If it is one, it is damaged or incomplete: download it again "
      "and "
      "compare its checksum. Another OSM format is converted by `osmium cat FILE -o FILE.osm.pbf`.";
  std::string read_last;
  try {
    // By itself libosmium leaves two processors free.
    osmium::thread::Pool pool(static_cast<int>(std::thread::hardware_concurrency()));
    osmium::io::Reader reader{osmium::io::File{path, "pbf"}, kinds, pool};
    const osmium::io::Header header = reader.header();
    osmium::item_type last_type{};
    std::int64_t last_id = 0;
    while (const osmium::memory::Buffer buffer = reader.read()) {
      for (const auto& object : buffer.select<osmium::OSMObject>()) {
        last_type = object.type();
        last_id = object.id();
        if (!has_whole_tags(object)) {
          return failed(ErrorCode::malformed, name_of(last_type, last_id) +
                                                  " has a zero byte in a tag; expected text. The file is damaged: "
                                                  "download it again.");
        }
        if (object.visible()) {
          on_object(object);
        }
      }
      if (last_type != osmium::item_type{}) {
        read_last = ", after " + name_of(last_type, last_id);
      }
      if (progress && reader.file_size() > 0) {
        progress(step, static_cast<double>(reader.offset()) / static_cast<double>(reader.file_size()));
      }
    }
    reader.close();
    std::string date = header.get("osmosis_replication_timestamp");
    if (date.empty()) {
      date = header.get("timestamp");
    }
    return date.substr(0, 10);
  } catch (const std::exception& exception) {
    const std::string what = exception.what();
    if (const auto object = what.find("long") == std::string::npos ? std::nullopt : find_overlong_text(path)) {
      return failed(ErrorCode::malformed,
                    *object + " has a text of more than " + std::to_string(osmium::max_osm_string_length) + " bytes (" +
                        what +
                        "); expected at most that much, as in OpenStreetMap. Take the text off, or "
                        "download the file again if it should not be there.");
    }
    return failed(ErrorCode::malformed, "cannot be read (" + what + read_last + ")" + std::string(kWhatToDo));
  }
}

}  // namespace loopgenie::ingest
