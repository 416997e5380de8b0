// Content negotiation and conditional requests (RFC 9110 §8.8.3, §12.5, §13.1.2): pure parsers of four header fields.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace loopgenie::service {

/// How a body is packed. `brotli` is called `br` in HTTP (RFC 7932).
enum class Coding { identity, gzip, brotli };

/// The content coding's name in Content-Encoding and Accept-Encoding: identity, gzip, br.
[[nodiscard]] std::string_view coding_name(Coding coding);

/// Which form to send. `offered`: the packed forms there are, the preferred one first; identity can always be sent.
/// The one with the highest weight in the field is taken, the first of equal ones. `*` stands for what the field does
/// not name, x-gzip for gzip. Identity is taken where the field allows no packed form, where it gives identity a higher
/// weight, and where it is absent: RFC 9110 leaves the choice, and a script without a decoder can read plain bytes.
[[nodiscard]] Coding choose_coding(const std::optional<std::string>& accept_encoding, std::span<const Coding> offered);

/// True where the If-None-Match field covers the entity tag: `*`, or a list that holds it by weak comparison (W/ is
/// ignored). `etag` includes its quotes.
[[nodiscard]] bool none_match_covers(std::string_view if_none_match, std::string_view etag);

/// The first of `offered` (in order of preference) with the highest quality in the Accept field; the first where the
/// field is absent; nullopt where all are refused.
[[nodiscard]] std::optional<std::string_view> choose_media_type(const std::optional<std::string>& accept,
                                                                std::initializer_list<std::string_view> offered);

/// `"HASH"` for the identity form, `"HASH.gz"` for gzip, `"HASH.br"` for Brotli: different bytes have different strong
/// tags.
[[nodiscard]] std::string entity_tag(std::string_view hash, Coding coding);

}  // namespace loopgenie::service
