#include "api/ingest/osm/osm_format.hpp"

#include <bzlib.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <fstream>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace loopgenie::ingest {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kHeadBytes = std::size_t{64} << 10U;

std::string head_of(const std::string& path) {
  std::string head(kHeadBytes, '\0');
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(file.gcount()));
  return head;
}

/// What the beginning of a gzip file unpacks to, as far as it is whole.
std::string gunzip_head(std::string head) {
  std::string unpacked(kHeadBytes, '\0');
  z_stream stream{};
  constexpr int kGzipOnly = 16 + MAX_WBITS;
  if (inflateInit2(&stream, kGzipOnly) != Z_OK) {
    return {};
  }
  stream.next_in = reinterpret_cast<Bytef*>(head.data());
  stream.avail_in = static_cast<uInt>(head.size());
  stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
  stream.avail_out = static_cast<uInt>(unpacked.size());
  inflate(&stream, Z_SYNC_FLUSH);
  unpacked.resize(unpacked.size() - stream.avail_out);
  inflateEnd(&stream);
  return unpacked;
}

/// The same of a bzip2 file. Its blocks have up to 900 kB, so that it is read as far as its first one reaches.
std::string bunzip2_head(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  int error = BZ_OK;
  BZFILE* const stream = file == nullptr ? nullptr : BZ2_bzReadOpen(&error, file.get(), 0, 0, nullptr, 0);
  if (stream == nullptr) {
    return {};
  }
  std::string unpacked(kHeadBytes, '\0');
  const int count = BZ2_bzRead(&error, stream, unpacked.data(), static_cast<int>(unpacked.size()));
  unpacked.resize(error == BZ_OK || error == BZ_STREAM_END ? static_cast<std::size_t>(count) : 0);
  BZ2_bzReadClose(&error, stream);
  return unpacked;
}

/// A length of four bytes, then a blob's header with its type.
bool is_pbf(std::string_view head) {
  if (head.size() < 4 || head[0] != '\0' || head[1] != '\0') {
    return false;
  }
  const std::size_t size = static_cast<unsigned char>(head[2]) * 256U + static_cast<unsigned char>(head[3]);
  return head.substr(4, size).find("OSMHeader") != std::string_view::npos;
}

/// The name of an XML document's outermost element; nullopt where it is no XML.
std::optional<std::string> xml_root(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) {  // a byte order mark
    text.remove_prefix(3);
  }
  while (true) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) {
      text.remove_prefix(1);
    }
    if (!text.starts_with('<')) {
      return std::nullopt;
    }
    if (!text.starts_with("<?") && !text.starts_with("<!")) {
      break;
    }
    const std::string_view end = text.starts_with("<!--") ? "-->"sv : ">"sv;
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) {
      return std::nullopt;
    }
    text.remove_prefix(at + end.size());
  }
  text.remove_prefix(1);
  return std::string(text.substr(0, text.find_first_of(" \t\r\n/>")));
}

/// "n17 v1 …": a line of OPL.
bool is_opl(std::string_view head) {
  if (head.size() < 4 || "nwr"sv.find(head[0]) == std::string_view::npos) {
    return false;
  }
  const std::string_view id = head.substr(1, std::min(head.find(' '), head.size()) - 1);
  return !id.empty() && id.find_first_not_of("-0123456789") == std::string_view::npos;
}

/// What the beginning of the content is, to libosmium: "" for none of what is read.
std::string_view format_of(std::string_view head) {
  if (is_pbf(head)) {
    return "pbf";
  }
  if (head.starts_with("\xFF\xE0\x04o5m2"sv)) {
    return "o5m";
  }
  return xml_root(head) == "osm" ? "osm" : "";
}

/// What is it instead, and what is to be done?
std::string refusal_of(std::string_view head) {
  struct Packing {
    std::string_view magic;
    std::string_view name;
    std::string_view command;
  };
  constexpr std::array kPackings = {
      Packing{"\x28\xB5\x2F\xFD"sv, "zstd", "zstd -d FILE"},
      Packing{"\x04\x22\x4D\x18"sv, "lz4", "lz4 -d FILE"},
      Packing{"\xFD"
              "7zXZ"sv,
              "xz", "xz -dk FILE"},
      Packing{"PK\x03\x04"sv, "zip", "unzip FILE"},
      Packing{"7z\xBC\xAF"sv, "7z", "7z x FILE"},
  };
  for (const Packing& packing : kPackings) {
    if (head.starts_with(packing.magic)) {
      return "is packed by " + std::string(packing.name) + ". Unpack it first: `" + std::string(packing.command) + "`.";
    }
  }
  if (head.empty()) {
    return "is empty. Download it again.";
  }
  const std::optional<std::string> root = xml_root(head);
  if (root == "osmChange" || head.starts_with("\xFF\xE0\x04o5c2"sv)) {
    return "holds changes, no map. Apply them to an extract: `osmium apply-changes EXTRACT.osm.pbf FILE -o "
           "NEW.osm.pbf`.";
  }
  if (root == "html" || root == "HTML") {
    return "is a web page. Download the file itself.";
  }
  if (root) {
    return "is XML of another kind: its outermost element is <" + root->substr(0, 40) +
           ">, expected <osm>. Check the path.";
  }
  if (is_opl(head)) {
    return "is OPL. Convert it: `osmium cat -F opl FILE -o FILE.osm.pbf`.";
  }
  if (head.starts_with('{')) {
    return "is JSON. Ask for the same as XML or PBF; Overpass gives XML for [out:xml].";
  }
  if (head.starts_with("SQLite format 3")) {
    return "is a database or a GeoPackage. Take the extract as .osm.pbf.";
  }
  return "is nothing that can be read. It may be damaged or incomplete: download it again and compare its checksum. "
         "Another format of OpenStreetMap data is converted by `osmium cat FILE -o FILE.osm.pbf`.";
}

}  // namespace

Result<std::string> osm_format_of(const std::string& path) {
  std::string head = head_of(path);
  std::string packing;
  if (head.starts_with("\x1F\x8B")) {
    packing = ".gz";
    head = gunzip_head(std::move(head));
  } else if (head.starts_with("BZh")) {
    packing = ".bz2";
    head = bunzip2_head(path);
  }
  const std::string_view format = format_of(head);
  if (format == "pbf" && !packing.empty()) {
    return fail(ErrorCode::malformed, path + ": is a PBF that is packed as a whole; expected a plain PBF, which is " +
                                          "compressed inside. Unpack it first: `" +
                                          (packing == ".gz" ? "gunzip -k" : "bunzip2 -k") + " FILE`.");
  }
  if (!format.empty()) {
    return std::string(format) + packing;
  }
  return fail(ErrorCode::malformed, path + ": expected OpenStreetMap data as PBF (.osm.pbf), XML (.osm, .osm.gz, " +
                                        ".osm.bz2) or o5m, but this " + refusal_of(head));
}

}  // namespace loopgenie::ingest
