// What an index tile says of its data set as a whole: the message in its kPartField. FORMAT.md §5 and index.proto.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.hpp"
#include "core/tile/index_tile.hpp"

namespace loopgenie {

/// Appends the field to an index tile's message.
void encode_dataset(const DatasetInfo& dataset, std::string& message);

/// Of the field's bytes; `name` is the tile's, for errors.
[[nodiscard]] Result<DatasetInfo> decode_dataset(const std::string& name, std::string_view bytes);

}  // namespace loopgenie
