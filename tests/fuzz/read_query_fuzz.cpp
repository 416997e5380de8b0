// Whatever text the page sends as a query: an Error, or a query that reads back as written.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/export/document/query_json.hpp"
#include "tests/support/parse_json.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loopgenie;
  const std::string text(data, data + size);
  const Result<Query> query = read_query(test::parse_json(text));
  if (!query) {
    return 0;
  }
  JsonWriter json;
  write_query(json, *query);
  const std::string written = std::move(json).take();
  const Result<Query> again = read_query(test::parse_json(written));
  if (!again) {
    std::abort();
  }
  JsonWriter second;
  write_query(second, *again);
  if (std::move(second).take() != written) {
    std::abort();
  }
  return 0;
}
