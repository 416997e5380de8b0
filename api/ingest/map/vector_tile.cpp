#include "api/ingest/map/vector_tile.hpp"

#include <iterator>
#include <protozero/pbf_writer.hpp>
#include <string_view>
#include <utility>
#include <variant>

namespace loopgenie::ingest {
namespace {

// Field numbers of the specification's vector_tile.proto.
constexpr protozero::pbf_tag_type kTileLayers = 3;
constexpr protozero::pbf_tag_type kLayerName = 1;
constexpr protozero::pbf_tag_type kLayerFeatures = 2;
constexpr protozero::pbf_tag_type kLayerKeys = 3;
constexpr protozero::pbf_tag_type kLayerValues = 4;
constexpr protozero::pbf_tag_type kLayerExtent = 5;
constexpr protozero::pbf_tag_type kLayerVersion = 15;
constexpr protozero::pbf_tag_type kFeatureTags = 2;
constexpr protozero::pbf_tag_type kFeatureType = 3;
constexpr protozero::pbf_tag_type kFeatureGeometry = 4;
constexpr protozero::pbf_tag_type kValueString = 1;
constexpr protozero::pbf_tag_type kValueUint = 5;
constexpr protozero::pbf_tag_type kValueSint = 6;
constexpr protozero::pbf_tag_type kValueBool = 7;

constexpr std::uint32_t kMoveTo = 1;
constexpr std::uint32_t kLineTo = 2;
constexpr std::uint32_t kClosePath = 7;

using Value = std::variant<std::string, std::int64_t, bool>;

std::uint32_t command(std::uint32_t id, std::size_t count) { return id | static_cast<std::uint32_t>(count) << 3U; }

/// The geometry's numbers: moves from the place before.
class Pen {
 public:
  void command_of(std::uint32_t id, std::size_t count) { numbers_.push_back(command(id, count)); }
  void move(TileStep to) {
    numbers_.push_back(protozero::encode_zigzag32(to.x - at_.x));
    numbers_.push_back(protozero::encode_zigzag32(to.y - at_.y));
    at_ = to;
  }
  [[nodiscard]] const std::vector<std::uint32_t>& numbers() const { return numbers_; }

 private:
  TileStep at_;
  std::vector<std::uint32_t> numbers_;
};

std::vector<std::uint32_t> geometry_of(MapShape shape, const std::vector<TileLine>& lines) {
  Pen pen;
  if (shape == MapShape::point) {
    pen.command_of(kMoveTo, lines.size());
    for (const TileLine& line : lines) pen.move(line.front());
    return pen.numbers();
  }
  for (const TileLine& line : lines) {
    pen.command_of(kMoveTo, 1);
    pen.move(line.front());
    pen.command_of(kLineTo, line.size() - 1);
    for (std::size_t i = 1; i < line.size(); ++i) pen.move(line[i]);
    if (shape == MapShape::area) pen.command_of(kClosePath, 1);
  }
  return pen.numbers();
}

/// Numbers keys and values as they come.
template <typename Key>
class Table {
 public:
  std::uint32_t number_of(const Key& key) {
    const auto [at, is_new] = numbers_.emplace(key, static_cast<std::uint32_t>(in_order_.size()));
    if (is_new) in_order_.push_back(key);
    return at->second;
  }
  [[nodiscard]] const std::vector<Key>& in_order() const { return in_order_; }

 private:
  std::map<Key, std::uint32_t> numbers_;
  std::vector<Key> in_order_;
};

struct Tables {
  Table<std::string_view> keys;
  Table<Value> values;
};

std::vector<std::uint32_t> tags_of(const MapAttributes& attributes, Tables& tables) {
  std::vector<std::uint32_t> tags;
  const auto add = [&](std::string_view key, Value value) {
    tags.push_back(tables.keys.number_of(key));
    tags.push_back(tables.values.number_of(value));
  };
  if (!attributes.kind.empty()) add("kind", std::string(attributes.kind));
  if (!attributes.name.empty()) add("name", attributes.name);
  if (!attributes.ref.empty()) add("ref", attributes.ref);
  if (attributes.ele_m) add("ele", std::int64_t{*attributes.ele_m});
  if (attributes.size_ha) add("size", std::int64_t{*attributes.size_ha});
  if (attributes.population > 0) add("population", std::int64_t{attributes.population});
  if (attributes.grade > 0) add("grade", std::int64_t{attributes.grade});
  if (attributes.sac > 0) add("sac", std::int64_t{attributes.sac});
  for (const auto& [key, is_so] : {std::pair("intermittent", attributes.intermittent),
                                   std::pair("tunnel", attributes.tunnel), std::pair("bridge", attributes.bridge),
                                   std::pair("link", attributes.link), std::pair("steps", attributes.steps),
                                   std::pair("ferrata", attributes.ferrata), std::pair("walk", attributes.walk)}) {
    if (is_so) add(key, true);
  }
  return tags;
}

void write_value(protozero::pbf_writer& layer, const Value& value) {
  protozero::pbf_writer writer(layer, kLayerValues);
  if (const auto* text = std::get_if<std::string>(&value)) {
    writer.add_string(kValueString, *text);
  } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
    if (*number < 0) {
      writer.add_sint64(kValueSint, *number);
    } else {
      writer.add_uint64(kValueUint, static_cast<std::uint64_t>(*number));
    }
  } else {
    writer.add_bool(kValueBool, std::get<bool>(value));
  }
}

std::uint32_t type_of(MapShape shape) { return static_cast<std::uint32_t>(shape) + 1; }

}  // namespace

void VectorTile::add(MapLayer layer, MapShape shape, std::int64_t rank, const MapAttributes& attributes,
                     std::vector<TileLine> lines) {
  std::vector<TileLine>& all = features_[Key{layer, -rank, shape, attributes}];
  std::move(lines.begin(), lines.end(), std::back_inserter(all));
}

std::string VectorTile::encode() const {
  std::string bytes;
  protozero::pbf_writer tile(bytes);
  for (auto at = features_.begin(); at != features_.end();) {
    const MapLayer layer = at->first.layer;
    protozero::pbf_writer writer(tile, kTileLayers);
    writer.add_uint32(kLayerVersion, 2);
    writer.add_string(kLayerName, std::string(kMapLayerNames[static_cast<std::size_t>(layer)]));
    Tables tables;
    for (; at != features_.end() && at->first.layer == layer; ++at) {
      const std::vector<std::uint32_t> tags = tags_of(at->first.attributes, tables);
      const std::vector<std::uint32_t> geometry = geometry_of(at->first.shape, at->second);
      protozero::pbf_writer feature(writer, kLayerFeatures);
      feature.add_packed_uint32(kFeatureTags, tags.begin(), tags.end());
      feature.add_enum(kFeatureType, static_cast<std::int32_t>(type_of(at->first.shape)));
      feature.add_packed_uint32(kFeatureGeometry, geometry.begin(), geometry.end());
    }
    for (const std::string_view key : tables.keys.in_order()) writer.add_string(kLayerKeys, std::string(key));
    for (const Value& value : tables.values.in_order()) write_value(writer, value);
    writer.add_uint32(kLayerExtent, kTileExtent);
  }
  return bytes;
}

}  // namespace loopgenie::ingest
