#include "tests/harness/gunzip.hpp"

#include <zlib.h>

#include <array>

namespace loopgenie::harness {

bool is_gzip(std::string_view bytes) { return bytes.size() >= 2 && bytes[0] == '\x1f' && bytes[1] == '\x8b'; }

Result<std::string> gunzip(std::string_view bytes, std::size_t max_bytes) {
  constexpr int kGzipWindow = 15 + 16;  // zlib.h, inflateInit2: 32 KiB window, gzip wrapper only
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) {
    return fail(ErrorCode::io, "zlib cannot start: out of memory");
  }
  std::string input(bytes);
  stream.next_in = reinterpret_cast<Bytef*>(input.data());  // zlib's own byte type
  stream.avail_in = static_cast<uInt>(input.size());
  std::string out;
  std::array<char, 64 * 1024> chunk{};
  int status = Z_OK;
  while (status == Z_OK && out.size() <= max_bytes) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(chunk.data(), chunk.size() - stream.avail_out);
  }
  const bool has_rest = stream.avail_in > 0;
  inflateEnd(&stream);
  if (out.size() > max_bytes) {
    return fail(ErrorCode::malformed, "gzip content is larger than " + std::to_string(max_bytes) + " bytes");
  }
  if (status != Z_STREAM_END || has_rest) {
    return fail(ErrorCode::malformed,
                "gzip data of " + std::to_string(bytes.size()) + " bytes is damaged or cut short");
  }
  return out;
}

}  // namespace loopgenie::harness
