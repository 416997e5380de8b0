#include "api/ingest/store/export.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "api/db/gzip.hpp"
#include "api/db/snapshot.hpp"
#include "api/ingest/store/disk.hpp"
#include "api/ingest/store/staging.hpp"
#include "core/tile/layer.hpp"

namespace loopgenie::ingest {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* kHeadersFile = "headers.json";
constexpr const char* kMarker = "loopgenie_export";
constexpr int kExportVersion = 1;
constexpr std::string_view kJsonType = "application/json";
// A static host cannot tell `?h=HASH` from a plain request, so nothing is called immutable; an ETag makes asking again
// cheap.
constexpr const char* kCacheControl = "public, max-age=300";

/// The target may be absent, empty, or an earlier export with nothing added to it.
Result<void> check_target(const fs::path& folder) {
  std::error_code error;
  const fs::file_status status = fs::status(folder, error);
  if (!fs::exists(status)) {
    return {};
  }
  if (!fs::is_directory(status)) {
    return fail(ErrorCode::invalid_input, folder.string() + " is a file, expected a folder; name another with --out");
  }
  bool is_export = false;
  if (std::ifstream headers(folder / kHeadersFile); headers) {
    const Json json = Json::parse(headers, nullptr, false);
    is_export = json.is_object() && json.contains(kMarker);
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const fs::path name = entry.path().filename();
    if (!is_export || (name != "v1" && name != kHeadersFile)) {
      return fail(ErrorCode::invalid_input, folder.string() + " holds " + name.string() +
                                                ", which no export made; name an empty or new folder with --out, "
                                                "or move that away");
    }
  }
  if (error) {
    return fail(ErrorCode::io, "cannot read " + folder.string() + ": " + error.message());
  }
  return {};
}

Result<void> check_disk(const db::SnapshotHead& head, const fs::path& folder, const ExportOptions& options) {
  constexpr std::uint64_t kBlockBytes = 4096;  // a file ends inside a block, and each has an entry in headers.json
  const std::uint64_t files = 2 * (head.tiles + 2) + 1;
  const std::uint64_t needed = head.raw_bytes + head.gzip_bytes +
                               2 * (head.meta_json.size() + head.places_json.size()) + files * 2 * kBlockBytes;
  const auto free = options.free_bytes ? options.free_bytes(folder) : free_bytes_at(folder);
  if (free && *free < needed) {
    return fail(ErrorCode::io, "too little disk for the export: it needs about " + format_bytes(needed) + " in " +
                                   fs::absolute(folder).parent_path().string() + ", free are " + format_bytes(*free) +
                                   "; free some space, or name a folder on another disk with --out");
  }
  return {};
}

/// Writes files with their gzip form and keeps their headers.
class Writer {
 public:
  explicit Writer(StagingFolder& folder) : folder_(folder) {}

  Result<void> write(const std::string& path, const std::string& bytes, const std::string& gzip, std::string_view type,
                     const std::string& etag) {
    return write_one(path, bytes, type, etag, "").and_then([&] {
      return write_one(path + ".gz", gzip, type, etag + "-gzip", "gzip");
    });
  }

  Result<void> finish(const std::string& version) {
    Json headers = {{kMarker, kExportVersion},
                    {"version", version},
                    {"all", {{"Access-Control-Allow-Origin", "*"}, {"Vary", "Accept-Encoding"}}},
                    {"files", std::move(files_)}};
    return folder_.write(kHeadersFile, headers.dump(1) + '\n');
  }

  [[nodiscard]] Exported exported() const { return exported_; }

 private:
  Result<void> write_one(const std::string& path, const std::string& bytes, std::string_view type,
                         const std::string& etag, const char* encoding) {
    Json headers = {{"Content-Type", type}, {"Cache-Control", kCacheControl}, {"ETag", '"' + etag + '"'}};
    if (*encoding != '\0') {
      headers["Content-Encoding"] = encoding;
    }
    files_[path] = std::move(headers);
    ++exported_.files;
    exported_.bytes += bytes.size();
    return folder_.write(path, bytes);
  }

  StagingFolder& folder_;
  Json files_ = Json::object();
  Exported exported_;
};

Result<void> write_tile(Writer& writer, const db::SnapshotTile& tile) {
  const LayerFacts& facts = facts_of(tile.layer);
  const std::string name = tile_path(tile.layer, tile.id);
  const auto damaged = [&](const std::string& what) {
    return fail(ErrorCode::malformed,
                "tile " + name + " in the database is damaged: " + what + "; import the region again");
  };
  const Result<std::string> bytes = db::gunzip(tile.gzip);
  if (!bytes) {
    return damaged(bytes.error().message);
  }
  const Result<std::uint64_t> hash = facts.hash(std::as_bytes(std::span(*bytes)));
  if (!hash) {
    return damaged(hash.error().message);
  }
  if (hash_to_hex(*hash) != tile.hash) {
    return damaged("its hash is " + hash_to_hex(*hash) + ", recorded is " + tile.hash);
  }
  return writer.write("v1/tiles/" + name, *bytes, tile.gzip, facts.media_type, tile.hash);
}

}  // namespace

Result<Exported> export_files(pqxx::connection& connection, const fs::path& folder, const ExportOptions& options,
                              const Watch& watch) {
  if (Result<void> usable = check_target(folder); !usable) {
    return tl::unexpected(usable.error());
  }
  Result<StagingFolder> staging = StagingFolder::beside(folder);
  if (!staging) {
    return tl::unexpected(staging.error());
  }
  Writer writer(*staging);
  std::string version;
  std::uint64_t tiles = 0;
  std::uint64_t done = 0;
  const auto on_head = [&](const db::SnapshotHead& head) -> Result<void> {
    version = head.generation.version;
    tiles = head.tiles;
    return check_disk(head, folder, options)
        .and_then([&] { return writer.write("v1/meta", head.meta_json, db::gzip(head.meta_json), kJsonType, version); })
        .and_then([&] {
          return writer.write("v1/places.json", head.places_json, db::gzip(head.places_json), kJsonType, version);
        });
  };
  const auto on_tile = [&](const db::SnapshotTile& tile) -> Result<void> {
    if (watch.should_stop()) {
      return fail(ErrorCode::io, "stopped; " + folder.string() + " is as it was");
    }
    watch.report("writing files", static_cast<double>(++done) / static_cast<double>(tiles));
    return write_tile(writer, tile);
  };
  return db::read_snapshot(connection, on_head, on_tile)
      .and_then([&] { return writer.finish(version); })
      .and_then([&] { return std::move(*staging).commit(); })
      .map([&] { return writer.exported(); });
}

}  // namespace loopgenie::ingest
