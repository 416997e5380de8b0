// Content negotiation and conditional requests (RFC 9110 §8.8.3, §12.5, §13.1.2): pure parsers of four header fields.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace loopgenie::service {

enum class Coding { identity, gzip };

/// What to send of the two forms there are. gzip where the field allows it (also as x-gzip or `*`) and does not prefer
/// identity; identity otherwise, and where the field is absent (RFC 9110 leaves the choice; a script without a decoder
/// then gets plain bytes).
[[nodiscard]] Coding choose_coding(const std::optional<std::string>& accept_encoding);

/// True where the If-None-Match field covers the entity tag: `*`, or a list that holds it by weak comparison (W/ is
/// ignored). `etag` includes its quotes.
[[nodiscard]] bool none_match_covers(std::string_view if_none_match, std::string_view etag);

/// The first of `offered` (in order of preference) with the highest quality in the Accept field; the first where the
/// field is absent; nullopt where all are refused.
[[nodiscard]] std::optional<std::string_view> choose_media_type(const std::optional<std::string>& accept,
                                                                std::initializer_list<std::string_view> offered);

/// `"HASH"` for the identity form, `"HASH.gz"` for gzip: different bytes have different strong tags.
[[nodiscard]] std::string entity_tag(std::string_view hash, Coding coding);

}  // namespace loopgenie::service
