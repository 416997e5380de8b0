#include "core/export/warning_words.hpp"

namespace loopgenie {

std::string_view in_words(WarningKind kind) {
  switch (kind) {
    case WarningKind::grade:
      return "T4 or harder";
    case WarningKind::ungraded:
      return "paths without a grade that may be hard";
    case WarningKind::visibility:
      return "hard to see";
    case WarningKind::via_ferrata:
      return "via ferrata, needs equipment";
    case WarningKind::bike_trail:
      return "built for riding down";
    case WarningKind::permit:
      return "permit needed";
    case WarningKind::customers:
      return "customers only";
    case WarningKind::restricted:
      return "for forestry, farming or deliveries";
    case WarningKind::seasonal:
      return "open in season only";
    case WarningKind::conditional:
      return "closed at times";
    case WarningKind::informal:
      return "informal";
    case WarningKind::fence:
      return "fence or wall without a mapped gate";
    case WarningKind::ford:
      return "ford";
    case WarningKind::tidal:
      return "under water at high tide";
    case WarningKind::ice_road:
      return "over ice";
    case WarningKind::winter_road:
      return "passable in winter only";
    case WarningKind::climb_unknown:
      return "climb unknown";
    case WarningKind::old_rules:
      return "against the rules of this search";
  }
  return "";
}

}  // namespace loopgenie
