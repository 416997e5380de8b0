#include "tests/harness/file_name.hpp"

#include <string_view>

#include "core/base/decimal.hpp"
#include "core/export/text/utf8.hpp"

namespace loopgenie::harness {
namespace {

constexpr std::size_t kMostOfName = 110;  // bytes

/// Whether a character may stand in a file's name: letters and digits of ASCII, and beyond it all but the signs and
/// spaces of Latin-1 and the blocks of punctuation.
bool is_kept(std::string_view character) {
  if (character.size() == 1) {
    const char c = character.front();
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
  const bool is_latin_sign = character.front() == '\xC2';
  const bool is_punctuation = character.substr(0, 2) == "\xE2\x80" || character.substr(0, 2) == "\xE2\x81" ||
                              character.substr(0, 2) == "\xE3\x80";
  return !is_latin_sign && !is_punctuation;
}

std::string in_lower_case(std::string_view character) {
  std::string text(character);
  if (text.size() == 1 && text.front() >= 'A' && text.front() <= 'Z') {
    text.front() = static_cast<char>(text.front() - 'A' + 'a');
  }
  return text;
}

/// Words with hyphens between.
std::string hyphenated(std::string_view name) {
  std::string text;
  bool is_between = false;
  while (!name.empty()) {
    const std::size_t length = utf8_sequence_length(name);
    const std::string_view character = name.substr(0, length);
    name.remove_prefix(length == 0 ? 1 : length);
    if (length == 0 || !is_kept(character)) {
      is_between = true;
      continue;
    }
    if (text.size() + 1 + length > kMostOfName) {
      break;
    }
    text += is_between && !text.empty() ? "-" : "";
    text += in_lower_case(character);
    is_between = false;
  }
  return text;
}

}  // namespace

std::string file_name(std::size_t number, const PlanLoop& loop) {
  std::string text = number < 10 ? "loop-0" : "loop-";
  text += std::to_string(number) + "-";
  const std::string name = hyphenated(loop.name);
  text += name.empty() ? "" : name + "-";
  append_decimal(text, rounded_quotient(loop.length_m, 100), 1);
  return text + "km.gpx";
}

}  // namespace loopgenie::harness
