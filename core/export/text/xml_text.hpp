// Text for XML 1.0 documents.
#pragma once

#include <string>
#include <string_view>

namespace loopgenie {

/// Appends the text with & < > " ' escaped. What XML 1.0 (section 2.2, "Char") cannot hold, control characters and
/// bytes that are not UTF-8 among it, becomes U+FFFD, so that any name of the source gives a well-formed document.
void append_xml_text(std::string& out, std::string_view text);

}  // namespace loopgenie
