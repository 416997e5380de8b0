#include "api/service/http/brotli.hpp"

#include <brotli/decode.h>

#include <cstdint>
#include <memory>
#include <new>
#include <vector>

namespace loopgenie::service {

Result<std::string> unbrotli(std::string_view bytes, std::size_t max_bytes) {
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> decoder(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (!decoder) throw std::bad_alloc();
  const std::vector<std::uint8_t> input(bytes.begin(), bytes.end());
  std::vector<std::uint8_t> output(max_bytes);
  const std::uint8_t* next_in = input.data();
  std::size_t left_in = input.size();
  std::uint8_t* next_out = output.data();
  std::size_t left_out = output.size();
  const BrotliDecoderResult result =
      BrotliDecoderDecompressStream(decoder.get(), &left_in, &next_in, &left_out, &next_out, nullptr);
  if (result != BROTLI_DECODER_RESULT_SUCCESS || left_in != 0) {
    return fail(ErrorCode::malformed, "got " + std::to_string(bytes.size()) +
                                          " bytes, expected one whole Brotli stream of at most " +
                                          std::to_string(max_bytes) + " bytes unpacked");
  }
  return std::string(output.data(), next_out);
}

}  // namespace loopgenie::service
