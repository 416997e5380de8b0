#include "api/service/http/negotiate.hpp"

#include <algorithm>
#include <array>

#include "api/service/http/message.hpp"

namespace loopgenie::service {
namespace {

/// The weight in thousandths (RFC 9110 §12.4.2: 0 to 1 with at most three digits); a broken one counts as 0.
int parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  int thousandths = text[0] == '1' ? 1000 : 0;
  if (text.size() == 1) return thousandths;
  if (text[1] != '.') return 0;
  int scale = 100;
  for (const char digit : text.substr(2)) {
    if (digit < '0' || digit > '9') return 0;
    thousandths += (digit - '0') * scale;
    scale /= 10;
  }
  return thousandths <= 1000 ? thousandths : 0;
}

struct Weighted {
  std::string_view value;
  int weight = 1000;
};

Weighted parse_weighted(std::string_view item) {
  Weighted weighted;
  std::size_t end = std::min(item.find(';'), item.size());
  weighted.value = trim(item.substr(0, end));
  while (end < item.size()) {
    item.remove_prefix(end + 1);
    end = std::min(item.find(';'), item.size());
    const std::string_view parameter = trim(item.substr(0, end));
    if (parameter.size() >= 2 && equals_ignoring_case(parameter.substr(0, 2), "q=")) {
      weighted.weight = parse_weight(parameter.substr(2));
    }
  }
  return weighted;
}

std::size_t index_of(Coding coding) { return static_cast<std::size_t>(coding); }

std::optional<Coding> parse_coding(std::string_view name) {
  for (const Coding coding : {Coding::identity, Coding::gzip, Coding::brotli}) {
    if (equals_ignoring_case(name, coding_name(coding))) return coding;
  }
  if (equals_ignoring_case(name, "x-gzip")) return Coding::gzip;
  return std::nullopt;
}

std::string_view without_weak_mark(std::string_view tag) { return tag.substr(0, 2) == "W/" ? tag.substr(2) : tag; }

/// The weight that the Accept field gives the type. Of the ranges that cover the type, the most specific one decides.
int weight_of_media_type(std::string_view accept, std::string_view type) {
  const std::string_view major = type.substr(0, type.find('/'));
  int best_specificity = -1;
  int weight = 0;
  for (const std::string_view item : split_list(accept)) {
    const Weighted range = parse_weighted(item);
    int specificity = -1;
    if (equals_ignoring_case(range.value, type)) {
      specificity = 2;
    } else if (range.value == "*/*") {
      specificity = 0;
    } else if (range.value.size() == major.size() + 2 && range.value.substr(major.size()) == "/*" &&
               equals_ignoring_case(range.value.substr(0, major.size()), major)) {
      specificity = 1;
    }
    if (specificity > best_specificity) {
      best_specificity = specificity;
      weight = range.weight;
    }
  }
  return weight;
}

}  // namespace

std::string_view coding_name(Coding coding) {
  switch (coding) {
    case Coding::identity:
      return "identity";
    case Coding::gzip:
      return "gzip";
    case Coding::brotli:
      return "br";
  }
  return "identity";
}

Coding choose_coding(const std::optional<std::string>& accept_encoding, std::span<const Coding> offered) {
  if (!accept_encoding) return Coding::identity;
  std::array<std::optional<int>, 3> weights;  // by Coding
  std::optional<int> any;
  for (const std::string_view item : split_list(*accept_encoding)) {
    const Weighted listed = parse_weighted(item);
    if (listed.value == "*") any = listed.weight;
    if (const std::optional<Coding> coding = parse_coding(listed.value)) weights[index_of(*coding)] = listed.weight;
  }
  Coding best = Coding::identity;
  int best_weight = 0;
  for (const Coding coding : offered) {
    const int weight = weights[index_of(coding)].value_or(any.value_or(0));
    if (weight <= best_weight) continue;
    best = coding;
    best_weight = weight;
  }
  return best_weight >= weights[index_of(Coding::identity)].value_or(0) ? best : Coding::identity;
}

bool none_match_covers(std::string_view if_none_match, std::string_view etag) {
  for (const std::string_view item : split_list(if_none_match)) {
    if (item == "*" || without_weak_mark(item) == without_weak_mark(etag)) return true;
  }
  return false;
}

std::optional<std::string_view> choose_media_type(const std::optional<std::string>& accept,
                                                  std::initializer_list<std::string_view> offered) {
  if (!accept || trim(*accept).empty()) return *offered.begin();
  std::optional<std::string_view> best;
  int best_weight = 0;
  for (const std::string_view type : offered) {
    const int weight = weight_of_media_type(*accept, type);
    if (weight > best_weight) {
      best_weight = weight;
      best = type;
    }
  }
  return best;
}

std::string entity_tag(std::string_view hash, Coding coding) {
  static constexpr std::array<std::string_view, 3> kEndings = {"", ".gz", ".br"};  // by Coding
  std::string tag = "\"";
  tag.append(hash).append(kEndings[index_of(coding)]).append("\"");
  return tag;
}

}  // namespace loopgenie::service
