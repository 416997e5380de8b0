#include "core/tile/layer.hpp"

namespace loopgenie {
namespace {

constexpr bool is_in_order() {
  for (std::size_t i = 0; i < kLayers.size(); ++i) {
    if (static_cast<std::size_t>(kLayers[i].layer) != i) {
      return false;
    }
  }
  return true;
}
static_assert(is_in_order(), "kLayers has one row for each layer, in the order of their values");

}  // namespace

std::string_view to_string(Layer layer) { return facts_of(layer).name; }

std::optional<Layer> parse_layer(std::string_view name) {
  for (const LayerFacts& facts : kLayers) {
    if (facts.name == name) {
      return facts.layer;
    }
  }
  return std::nullopt;
}

std::string layer_names() {
  std::string names;
  for (const LayerFacts& facts : kLayers) {
    names.append(names.empty() ? "" : ", ").append(facts.name);
  }
  return names;
}

std::string tile_path(Layer layer, TileId id) {
  return std::string(to_string(layer)) + '/' + std::to_string(id.z) + '/' + std::to_string(id.x) + '/' +
         std::to_string(id.y);
}

}  // namespace loopgenie
