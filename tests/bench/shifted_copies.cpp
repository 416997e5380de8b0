#include "tests/bench/shifted_copies.hpp"

#include <osmium/builder/attr.hpp>
#include <osmium/io/pbf_input.hpp>
#include <osmium/io/pbf_output.hpp>
#include <osmium/io/reader.hpp>
#include <osmium/io/writer.hpp>
#include <utility>
#include <vector>

namespace loopgenie::bench {
namespace {

// Farther apart than any id OpenStreetMap has given out; twenty copies stay below 2^37 for ways.
constexpr osmium::object_id_type kNodeStep = 20'000'000'000;
constexpr osmium::object_id_type kWayStep = 4'000'000'000;
constexpr osmium::object_id_type kRelationStep = 100'000'000;

osmium::object_id_type step_of(osmium::item_type type) {
  return type == osmium::item_type::node ? kNodeStep : type == osmium::item_type::way ? kWayStep : kRelationStep;
}

class Copier {
 public:
  Copier(osmium::io::Writer& writer, int copy, bool hide) : writer_(writer), copy_(copy), hide_(hide) {}

  void copy(const osmium::OSMObject& object) {
    using namespace osmium::builder::attr;
    std::vector<std::pair<std::string, std::string>> tags;
    for (const osmium::Tag& tag : object.tags()) {
      tags.emplace_back((hide_ ? "hidden:" : "") + std::string(tag.key()), tag.value());
    }
    const auto id = object.id() + copy_ * step_of(object.type());
    if (object.type() == osmium::item_type::node) {
      const osmium::Location at = static_cast<const osmium::Node&>(object).location();
      osmium::builder::add_node(
          buffer_, _id(id), _version(1), _tags(tags),
          _location(osmium::Location{at.x() + static_cast<std::int32_t>(copy_) * 10'000'000, at.y()}));
    } else if (object.type() == osmium::item_type::way) {
      std::vector<osmium::object_id_type> nodes;
      for (const osmium::NodeRef& node : static_cast<const osmium::Way&>(object).nodes()) {
        nodes.push_back(node.ref() + copy_ * kNodeStep);
      }
      osmium::builder::add_way(buffer_, _id(id), _version(1), _tags(tags), _nodes(nodes));
    } else {
      std::vector<member_type_string> members;
      for (const osmium::RelationMember& member : static_cast<const osmium::Relation&>(object).members()) {
        members.emplace_back(member.type(), member.ref() + copy_ * step_of(member.type()), member.role());
      }
      osmium::builder::add_relation(buffer_, _id(id), _version(1), _tags(tags), _members(members));
    }
    if (buffer_.committed() > kFlushBytes) {
      flush();
    }
  }

  void flush() { writer_(std::exchange(buffer_, make_buffer())); }

 private:
  static constexpr std::size_t kFlushBytes = 1'000'000;
  static osmium::memory::Buffer make_buffer() {
    return osmium::memory::Buffer{kFlushBytes, osmium::memory::Buffer::auto_grow::yes};
  }

  osmium::io::Writer& writer_;
  osmium::object_id_type copy_;
  bool hide_;
  osmium::memory::Buffer buffer_ = make_buffer();
};

}  // namespace

void write_shifted_copies(const std::string& from, const std::string& to, int count, Copies kind) {
  osmium::io::Header header;
  header.set("generator", "shifted_copies");
  osmium::io::Writer writer{osmium::io::File{to, "pbf"}, header, osmium::io::overwrite::allow};
  for (const auto type :
       {osmium::osm_entity_bits::node, osmium::osm_entity_bits::way, osmium::osm_entity_bits::relation}) {
    for (int copy = 0; copy < count; ++copy) {
      Copier copier(writer, copy, kind == Copies::hidden && copy > 0);
      osmium::io::Reader reader{from, type};
      while (const osmium::memory::Buffer buffer = reader.read()) {
        for (const auto& object : buffer.select<osmium::OSMObject>()) {
          copier.copy(object);
        }
      }
      reader.close();
      copier.flush();
    }
  }
  writer.close();
}

}  // namespace loopgenie::bench
