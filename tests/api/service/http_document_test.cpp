// HTTP.md says what the service does: its paths, status codes and limits are those of the code.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "api/service/http/message.hpp"
#include "api/service/http/request_parser.hpp"
#include "api/service/route.hpp"

namespace loopgenie::service {
namespace {

std::string read_document() {
  std::ifstream file(LOOPGENIE_SOURCE_DIR "/api/service/HTTP.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// What the expression's first group matches, wherever it does.
std::set<std::string> matches(const std::string& text, const char* expression) {
  const std::regex regex(expression);
  std::set<std::string> found;
  for (std::sregex_iterator match(text.begin(), text.end(), regex); match != std::sregex_iterator(); ++match) {
    found.insert((*match)[1]);
  }
  return found;
}

std::string with_comma(std::uint64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() > 3) digits.insert(digits.size() - 3, ",");
  return digits;
}

TEST(HttpDocument, HasAHeadingForEachPath) {
  std::set<std::string> paths;
  for (const NamedRoute& route : kRoutes) paths.emplace(route.path);
  EXPECT_EQ(matches(read_document(), "\n### `GET ([^`]+)`\n"), paths);
}

TEST(HttpDocument, NamesEachLayer) {
  std::set<std::string> layers;
  for (const LayerFacts& facts : kLayers) layers.emplace(facts.name);
  const std::string row = *matches(read_document(), "\n- `layer`: ([^\n]+)\n").begin();
  EXPECT_EQ(matches(row, "`([^`]+)`"), layers);
}

TEST(HttpDocument, ListsEachStatusCode) {
  std::set<std::string> codes;
  for (int status = 100; status < 600; ++status) {
    if (reason_phrase(status) != "Unknown") codes.insert(std::to_string(status));
  }
  EXPECT_EQ(matches(read_document(), "\n\\| ([0-9]{3}) \\|"), codes);
}

TEST(HttpDocument, StatesTheLimitsOfARequest) {
  const ParseLimits limits;
  const std::string document = read_document();
  for (const std::string& row :
       {"| request head | " + with_comma(limits.head_bytes) + " bytes, " + with_comma(limits.field_count) + " fields |",
        "| request body, skipped | " + with_comma(limits.body_bytes) + " bytes |"}) {
    EXPECT_NE(document.find(row), std::string::npos) << row;
  }
}

}  // namespace
}  // namespace loopgenie::service
