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

class BufferedWriter {
 public:
  explicit BufferedWriter(osmium::io::Writer& writer) : writer_(&writer) {}

  osmium::memory::Buffer& buffer() { return buffer_; }
  void commit() {
    buffer_.commit();
    if (buffer_.committed() > kBufferBytes / 2) {
      flush();
    }
  }
  void flush() {
    (*writer_)(std::move(buffer_));
    buffer_ = osmium::memory::Buffer{kBufferBytes, osmium::memory::Buffer::auto_grow::yes};
  }

 private:
  osmium::io::Writer* writer_;
  osmium::memory::Buffer buffer_{kBufferBytes, osmium::memory::Buffer::auto_grow::yes};
};

void write_nodes(const OsmDocument& document, BufferedWriter& out) {
  std::int64_t id = OsmDocument::kFirstNode;
  for (const OsmNode& node : document.nodes) {
    {
      osmium::builder::NodeBuilder builder{out.buffer()};
      builder.set_id(id++).set_location(location_of(node.point));
      add_tags(builder, node.tags);
    }
    out.commit();
  }
}

void write_ways(const OsmDocument& document, BufferedWriter& out) {
  std::int64_t id = OsmDocument::kFirstWay;
  for (const OsmWay& way : document.ways) {
    {
      osmium::builder::WayBuilder builder{out.buffer()};
      builder.set_id(id++);
      add_tags(builder, way.tags);
      osmium::builder::WayNodeListBuilder nodes{builder};
      for (const std::int64_t node : way.nodes) {
        nodes.add_node_ref(node);
      }
    }
    out.commit();
  }
}

void write_relations(const OsmDocument& document, BufferedWriter& out) {
  std::int64_t id = OsmDocument::kFirstRelation;
  for (const OsmRelation& relation : document.relations) {
    {
      osmium::builder::RelationBuilder builder{out.buffer()};
      builder.set_id(id++);
      add_tags(builder, relation.tags);
      osmium::builder::RelationMemberListBuilder members{builder};
      for (const OsmMember& member : relation.members) {
        members.add_member(osmium::char_to_item_type(member.type), member.id, member.role);
      }
    }
    out.commit();
  }
}

}  // namespace

Result<void> write_osm_pbf(const OsmDocument& document, const std::filesystem::path& file) {
  try {
    osmium::io::File target{file.string(), "pbf,add_metadata=none"};
    osmium::io::Header header;
    header.set("generator", "loopgenie-demo (made up: no such place exists)");
    header.set("sorting", "Type_then_ID");
    osmium::Box box;
    for (const OsmNode& node : document.nodes) {
      box.extend(location_of(node.point));
    }
    header.add_box(box);
    osmium::io::Writer writer{target, header, osmium::io::overwrite::allow};
    BufferedWriter out{writer};
    write_nodes(document, out);
    write_ways(document, out);
    write_relations(document, out);
    out.flush();
    writer.close();
  } catch (const std::exception& error) {
    return fail(ErrorCode::io, "cannot write " + file.string() + ": " + error.what() +
                                   "; expected a writable folder with some 5 MB of room");
  }
  return {};
}

}  // namespace loopgenie::ingest::demo
