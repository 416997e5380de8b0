// The names that an enum's values have outside the program: in documents, in queries and on the page. Each enum states
// them once, beside its declaration, in the order of its values:
//
//   enum class RouteShape : std::uint8_t { loop, lollipop };
//   template <>
//   inline constexpr auto kEnumNames<RouteShape> = std::to_array<std::string_view>({"loop", "lollipop"});
//
// REQUIRES values that begin at 0 and have no gaps.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace loopgenie {

template <typename Enum>
inline constexpr std::array<std::string_view, 0> kEnumNames{};

template <typename Enum>
concept NamedEnum = !kEnumNames<Enum>.empty();

template <NamedEnum Enum>
inline constexpr Enum kLastOf = static_cast<Enum>(kEnumNames<Enum>.size() - 1);

/// The value's name; the first one's for a number that is no value of the enum.
template <NamedEnum Enum>
[[nodiscard]] constexpr std::string_view to_string(Enum value) {
  const auto index = static_cast<std::size_t>(value);
  return kEnumNames<Enum>[index < kEnumNames<Enum>.size() ? index : 0];
}

/// nullopt where no value has that name.
template <NamedEnum Enum>
[[nodiscard]] constexpr std::optional<Enum> parse_enum(std::string_view name) {
  for (std::size_t i = 0; i < kEnumNames<Enum>.size(); ++i) {
    if (kEnumNames<Enum>[i] == name) {
      return static_cast<Enum>(i);
    }
  }
  return std::nullopt;
}

}  // namespace loopgenie
