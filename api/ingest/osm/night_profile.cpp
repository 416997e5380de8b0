#include "api/ingest/osm/night_profile.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "api/ingest/osm/opening_months.hpp"

namespace loopgenie::ingest {
namespace {

constexpr std::size_t kLongestPhone = 40;
constexpr std::size_t kLongestWebsite = 255;

std::optional<NightKind> kind_of(PoiKind kind) {
  switch (kind) {
    case PoiKind::alpine_hut:
      return NightKind::hut;
    case PoiKind::wilderness_hut:
      return NightKind::bothy;
    case PoiKind::shelter:
      return NightKind::shelter;
    case PoiKind::camp_site:
    case PoiKind::camp_pitch:
      return NightKind::camp;
    default:
      return std::nullopt;
  }
}

std::string_view first_of(const Tags& tags, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    const std::string_view value = value_of(tags, key);
    const std::string_view first = trimmed(value.substr(0, value.find(';')));
    if (!first.empty()) {
      return first;
    }
  }
  return "";
}

std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

/// The first of "a, b" and of "a / b". With less than eight digits before the slash it is a part of the number, as in
/// "+43 5256/6200".
std::string_view first_number(std::string_view phones) {
  const std::string_view first = phones.substr(0, phones.find(','));
  const std::string_view before_slash = first.substr(0, first.find('/'));
  constexpr std::size_t kFewestDigits = 8;
  return trimmed(digits_in(before_slash) < kFewestDigits ? first : before_slash);
}

std::string_view phone_of(const Tags& tags) {
  const std::string_view phone = first_number(first_of(tags, {"phone", "contact:phone", "mobile", "contact:mobile"}));
  const bool is_dialled = phone.find_first_not_of("+0123456789 -()/.") == std::string_view::npos;
  const bool has_digits = phone.find_first_of("0123456789") != std::string_view::npos;
  return is_dialled && has_digits && phone.size() <= kLongestPhone ? phone : "";
}

std::string_view website_of(const Tags& tags) {
  const std::string_view site = first_of(tags, {"website", "contact:website", "url"});
  const bool is_plain =
      std::all_of(site.begin(), site.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; });
  return is_web_address(site) && is_plain && site.size() <= kLongestWebsite ? site : "";
}

std::optional<std::uint32_t> capacity_of(const Tags& tags) {
  for (const char* key : {"capacity", "beds"}) {
    const std::optional<std::uint32_t> count = parse_count(trimmed(value_of(tags, key)));
    if (count && *count > 0 && *count <= NightFacts::kMostCapacity) {
      return count;
    }
  }
  return std::nullopt;
}

std::optional<bool> fee_of(const Tags& tags) {
  const std::string_view fee = value_of(tags, "fee");
  if (is_one_of(fee, {"no", "0", "free", "none"})) {
    return false;
  }
  const bool is_unsaid = is_one_of(fee, {"", "unknown", "donation"});
  return is_unsaid && value_of(tags, "charge").empty() ? std::nullopt : std::optional(true);
}

Reservation reservation_of(const Tags& tags) {
  const std::string_view value = value_of(tags, "reservation");
  return is_one_of(value, {"required", "only"})  ? Reservation::required
         : value == "recommended"                ? Reservation::recommended
         : is_one_of(value, {"yes", "possible"}) ? Reservation::possible
         : value == "no"                         ? Reservation::no
                                                 : Reservation::unknown;
}

}  // namespace

NightFacts night_facts(const Tags& tags, PoiKind kind) {
  NightFacts night;
  night.kind = kind_of(kind);
  if (!night.kind) {
    return night;
  }
  const std::string_view drinkable = value_of(tags, "drinking_water");
  if (drinkable == "yes") {
    night.water = NightWater::tap;
  } else if (night.kind == NightKind::hut && drinkable != "no") {
    night.water = NightWater::keeper;
  }
  night.open_months = opening_months(value_of(tags, "opening_hours"));
  night.capacity = capacity_of(tags);
  night.fee = fee_of(tags);
  night.reservation = reservation_of(tags);
  night.phone = phone_of(tags);
  night.website = website_of(tags);
  return night;
}

}  // namespace loopgenie::ingest
