#include "core/export/read_json.hpp"

#include <nlohmann/json.hpp>

namespace loopgenie {

nlohmann::json read_json(std::string_view text) {
  // Not Json::parse, which compiles a second parser for a filter that nobody gives: 4 kB of the page's WebAssembly.
  using Json = nlohmann::json;
  Json tree;
  nlohmann::detail::json_sax_dom_parser<Json> builder(tree, false);
  const bool is_json = Json::sax_parse(text, &builder);
  return is_json ? tree : Json(Json::value_t::discarded);
}

}  // namespace loopgenie
