#include "api/ingest/osm/osm_scan.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <osmium/io/bzip2_compression.hpp>
#include <osmium/io/gzip_compression.hpp>
#include <osmium/io/o5m_input.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/xml_input.hpp>
#include <osmium/osm/timestamp.hpp>
#include <osmium/thread/pool.hpp>
#include <system_error>
#include <thread>

#include "api/ingest/osm/osm_format.hpp"
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

std::string day_of(const osmium::Timestamp& time) { return time.valid() ? time.to_iso().substr(0, 10) : ""; }

std::string day_in(const osmium::io::Header& header) {
  for (const char* key : {"osmosis_replication_timestamp", "timestamp"}) {
    try {
      return day_of(osmium::Timestamp(header.get(key)));
    } catch (const std::invalid_argument&) {
      // No time: the next one, if any, says it.
    }
  }
  return "";
}

/// What libosmium said, as an error that says what to do. `read_last`: ", after way 7", or "".
Error error_of(const std::string& path, const std::string& format, const std::string& what,
               const std::string& read_last) {
  const auto error = [&](const std::string& text) { return Error{ErrorCode::malformed, path + ": " + text}; };
  if (const auto object = what.find("long") == std::string::npos ? std::nullopt : find_overlong_text(path)) {
    return error(*object + " has a text of more than " + std::to_string(osmium::max_osm_string_length) + " bytes (" +
                 what +
                 "); expected at most that much, as in OpenStreetMap. Take the text off, or download the file again if "
                 "it should not be there.");
  }
  for (const std::string packing : {"zstd", "lzma"}) {
    if (what.find(packing + " blobs") != std::string::npos) {
      return error("is a PBF whose blocks are compressed by " + packing +
                   ", which libosmium does not read, and so neither does `osmium`; expected zlib, lz4 or none. Let the "
                   "program that wrote it write zlib, or take an extract that is compressed so, as nearly all are.");
    }
  }
  if (format == "pbf") {
    return error("cannot be read (" + what + read_last +
                 "); expected an OpenStreetMap PBF file (.osm.pbf). It is damaged or incomplete: download it again and "
                 "compare its checksum.");
  }
  return error("cannot be read as " + std::string(format.starts_with("osm") ? "XML" : "o5m") + " (" + what + read_last +
               "); expected OpenStreetMap data. It is damaged or incomplete: download it again. `osmium cat FILE -o "
               "FILE.osm.pbf` converts it where it is whole.");
}

constexpr std::string_view kHistory =
    "expected one version of each object and none that is deleted, but this is a history file. Make a snapshot of it: "
    "`osmium time-filter FILE -o snapshot.osm.pbf`.";

}  // namespace

Result<FileDay> scan_osm_file(const std::string& path, osmium::osm_entity_bits::type kinds, const ProgressFn& progress,
                              std::string_view step, const OnObject& on_object) {
  const auto failed = [&](ErrorCode code, std::string_view what) {
    return fail(code, path + ": " + std::string(what));
  };
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) {
    return failed(ErrorCode::missing, "no such file; expected an OpenStreetMap extract (.osm.pbf). Check the path.");
  }
  const Result<std::string> format = osm_format_of(path);
  if (!format) {
    return tl::unexpected(format.error());
  }
  std::string read_last;
  try {
    // By itself libosmium leaves two processors free.
    osmium::thread::Pool pool(static_cast<int>(std::thread::hardware_concurrency()));
    // libosmium takes names such as http:… for addresses; a whole path is none.
    const std::string whole_path = std::filesystem::absolute(path).string();
    osmium::io::Reader reader{osmium::io::File{whole_path, *format}, kinds, pool};
    const osmium::io::Header header = reader.header();
    if (header.has_multiple_object_versions()) {
      return failed(ErrorCode::invalid_input, kHistory);
    }
    osmium::item_type last_type{};
    std::int64_t last_id = 0;
    std::uint32_t last_version = 0;
    osmium::Timestamp newest;
    while (const osmium::memory::Buffer buffer = reader.read()) {
      for (const auto& object : buffer.select<osmium::OSMObject>()) {
        const bool is_again = object.type() == last_type && object.id() == last_id;
        if (!object.visible() || (is_again && object.version() != last_version)) {
          return failed(ErrorCode::invalid_input, name_of(object.type(), object.id()) + ": " + std::string(kHistory));
        }
        last_type = object.type();
        last_id = object.id();
        last_version = object.version();
        newest = std::max(newest, object.timestamp());
        if (!has_whole_tags(object)) {
          return failed(ErrorCode::malformed, name_of(last_type, last_id) +
                                                  " has a zero byte in a tag; expected text. The file is damaged: "
                                                  "download it again.");
        }
        on_object(object);
      }
      if (last_type != osmium::item_type{}) {
        read_last = ", after " + name_of(last_type, last_id);
      }
      if (progress && reader.file_size() > 0) {
        progress(step, static_cast<double>(reader.offset()) / static_cast<double>(reader.file_size()));
      }
    }
    reader.close();
    return FileDay{day_in(header), day_of(newest)};
  } catch (const std::exception& exception) {
    return tl::unexpected(error_of(path, *format, exception.what(), read_last));
  }
}

std::optional<Box> osm_header_box(const std::string& path) {
  const Result<std::string> format = osm_format_of(path);
  if (!format) {
    return std::nullopt;
  }
  try {
    osmium::io::Reader reader{osmium::io::File{std::filesystem::absolute(path).string(), *format},
                              osmium::osm_entity_bits::nothing};
    const osmium::Box box = reader.header().joined_boxes();
    reader.close();
    if (!box.valid()) {
      return std::nullopt;
    }
    return Box{box.bottom_left().y(), box.bottom_left().x(), box.top_right().y(), box.top_right().x()};
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace loopgenie::ingest
