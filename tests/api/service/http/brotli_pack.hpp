// Brotli as the page's build makes it, for tests.
#pragma once

#include <brotli/encode.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace loopgenie::service {

inline std::string brotli(const std::string& text) {
  const std::vector<std::uint8_t> input(text.begin(), text.end());
  std::vector<std::uint8_t> output(BrotliEncoderMaxCompressedSize(input.size()));
  std::size_t size = output.size();
  if (BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, input.size(), input.data(),
                            &size, output.data()) == BROTLI_FALSE) {
    throw std::runtime_error("Brotli cannot pack");
  }
  return {output.begin(), output.begin() + static_cast<std::ptrdiff_t>(size)};
}

}  // namespace loopgenie::service
