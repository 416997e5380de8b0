#include "api/ingest/demo/osm_document.hpp"

#include <algorithm>
#include <exception>
#include <osmium/builder/osm_object_builder.hpp>
#include <osmium/io/file.hpp>
#include <osmium/io/header.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/writer.hpp>
#include <osmium/memory/buffer.hpp>

namespace loopgenie::ingest::demo {
namespace {

constexpr std::size_t kBufferBytes = 1U << 20U;

void add_tags(osmium::builder::Builder& parent, const Tags& tags) {
  if (tags.empty()) {
    return;
  }
  Tags sorted = tags;
  sorted.emplace_back("source", "made up by Loop Genie");
  std::sort(sorted.begin(), sorted.end());
  osmium::builder::TagListBuilder builder{parent};
  for (const auto& [key, value] : sorted) {
    builder.add_tag(key, value);
  }
}

osmium::Location location_of(Point point) { return osmium::Location{point.lon_e7, point.lat_e7}; }

}  // namespace

Box extended(const std::optional<Box>& box, Point point) {
  if (!box) {
    return {point.lat_e7, point.lon_e7, point.lat_e7, point.lon_e7};
  }
  return {std::min(box->south_e7, point.lat_e7), std::min(box->west_e7, point.lon_e7),
          std::max(box->north_e7, point.lat_e7), std::max(box->east_e7, point.lon_e7)};
}

struct OsmWriter::Open {
  Open(const std::filesystem::path& file, const osmium::io::Header& header)
      : writer(osmium::io::File{file.string(), "pbf,add_metadata=none"}, header, osmium::io::overwrite::allow) {}

  void commit() {
    buffer.commit();
    if (buffer.committed() > kBufferBytes / 2) {
      flush();
    }
  }
  void flush() {
    writer(std::move(buffer));
    buffer = osmium::memory::Buffer{kBufferBytes, osmium::memory::Buffer::auto_grow::yes};
  }

  osmium::io::Writer writer;
  osmium::memory::Buffer buffer{kBufferBytes, osmium::memory::Buffer::auto_grow::yes};
};

OsmWriter::OsmWriter(const std::filesystem::path& file, const Box& box) {
  osmium::io::Header header;
  header.set("generator", "loopgenie-demo (made up: no such place exists)");
  header.set("sorting", "Type_then_ID");
  header.add_box({location_of({box.south_e7, box.west_e7}), location_of({box.north_e7, box.east_e7})});
  open_ = std::make_unique<Open>(file, header);
}

OsmWriter::~OsmWriter() = default;

void OsmWriter::write(std::int64_t id, const OsmNode& node) {
  {
    osmium::builder::NodeBuilder builder{open_->buffer};
    builder.set_id(id).set_location(location_of(node.point));
    add_tags(builder, node.tags);
  }
  open_->commit();
}

void OsmWriter::write(std::int64_t id, const OsmWay& way) {
  {
    osmium::builder::WayBuilder builder{open_->buffer};
    builder.set_id(id);
    add_tags(builder, way.tags);
    osmium::builder::WayNodeListBuilder nodes{builder};
    for (const std::int64_t node : way.nodes) {
      nodes.add_node_ref(node);
    }
  }
  open_->commit();
}

void OsmWriter::write(std::int64_t id, const OsmRelation& relation) {
  {
    osmium::builder::RelationBuilder builder{open_->buffer};
    builder.set_id(id);
    add_tags(builder, relation.tags);
    osmium::builder::RelationMemberListBuilder members{builder};
    for (const OsmMember& member : relation.members) {
      members.add_member(osmium::char_to_item_type(member.type), member.id, member.role);
    }
  }
  open_->commit();
}

void OsmWriter::close() {
  open_->flush();
  open_->writer.close();
}

Result<void> write_osm_pbf(const OsmDocument& document, const std::filesystem::path& file) {
  try {
    std::optional<Box> box;
    for (const OsmNode& node : document.nodes) {
      box = extended(box, node.point);
    }
    OsmWriter out(file, box.value_or(Box{}));
    const auto write_all = [&](const auto& objects, std::int64_t first_id) {
      for (const auto& object : objects) {
        out.write(first_id++, object);
      }
    };
    write_all(document.nodes, OsmDocument::kFirstNode);
    write_all(document.ways, OsmDocument::kFirstWay);
    write_all(document.relations, OsmDocument::kFirstRelation);
    out.close();
  } catch (const std::exception& error) {
    return fail(ErrorCode::io, "cannot write " + file.string() + ": " + error.what() +
                                   "; expected a writable folder with some 5 MB of room");
  }
  return {};
}

}  // namespace loopgenie::ingest::demo
