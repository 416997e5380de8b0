// Whatever stands in If-None-Match, Accept-Encoding and Accept (one line of the input each): no undefined behaviour; a
// list that holds the tag covers it; no packed form is taken that the field does not name.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "api/service/http/message.hpp"
#include "api/service/http/negotiate.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loopgenie::service;
  const std::string text(data, data + size);
  const std::size_t first = std::min(text.find('\n'), text.size());
  const std::size_t second = std::min(text.find('\n', std::min(first + 1, text.size())), text.size());
  const std::string none_match = text.substr(0, first);
  const std::string accept_encoding = first < text.size() ? text.substr(first + 1, second - first - 1) : "";
  const std::string accept = second < text.size() ? text.substr(second + 1) : "";

  const std::string tag = entity_tag("0123456789abcdef", Coding::gzip);
  const bool is_covered = none_match_covers(none_match, tag);
  if (none_match.find('*') == std::string::npos && none_match.find(tag) == std::string::npos && is_covered)
    std::abort();
  if (!none_match_covers(tag + "," + none_match, tag) || !none_match_covers("W/" + tag, tag)) std::abort();
  constexpr std::array kOffered = {Coding::brotli, Coding::gzip};
  const Coding coding = choose_coding(accept_encoding, kOffered);
  if (coding != Coding::identity && accept_encoding.find('*') == std::string::npos) {
    std::string lower = accept_encoding;
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower.find(coding_name(coding)) == std::string::npos) std::abort();
  }
  const auto type = choose_media_type(accept, {"application/x-protobuf", "application/geo+json"});
  if (trim(accept).empty() && !type) std::abort();
  return 0;
}
