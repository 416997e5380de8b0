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

/// Which form to send. `offered`: the packed forms that there are, the preferred one first; identity can always be
/// sent. Taken is the form with the highest weight in the field; of equal ones the first. `*` stands for what the field
/// does not name, x-gzip for gzip. Identity is taken if the field allows no packed form, or gives identity a higher
/// weight. Without the field it is identity, too: RFC 9110 leaves the choice, and a script that cannot decode gets
/// plain bytes.
[[nodiscard]] Coding choose_coding(const std::optional<std::string>& accept_encoding, std::span<const Coding> offered);

/// True if the If-None-Match field is `*`, or a list that holds the entity tag by weak comparison (W/ is ignored).
/// `etag` includes its quotes.
[[nodiscard]] bool none_match_covers(std::string_view if_none_match, std::string_view etag);

/// The one of `offered` with the highest quality in the Accept field; of equal ones the first. Without the field it is
/// the first; nullopt if the field refuses all.
[[nodiscard]] std::optional<std::string_view> choose_media_type(const std::optional<std::string>& accept,
                                                                std::initializer_list<std::string_view> offered);

/// `"HASH"` for the identity form, `"HASH.gz"` for gzip, `"HASH.br"` for Brotli. Tags are strong: other bytes have
/// another tag.
[[nodiscard]] std::string entity_tag(std::string_view hash, Coding coding);

}  // namespace loopgenie::service
