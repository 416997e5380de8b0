#include "api/db/gzip.hpp"

#include <zlib.h>

#include <new>
#include <vector>

namespace loopgenie::db {
namespace {

constexpr int kGzipWindowBits = 15 + 16;  // zlib: + 16 asks for a gzip wrapper
constexpr int kMemoryLevel = 9;
constexpr int kUnknownSystem = 255;  // RFC 1952 §2.3.1, so that no platform writes its own

}  // namespace

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindowBits, kMemoryLevel, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    throw std::bad_alloc();
  }
  gz_header header{};
  header.os = kUnknownSystem;
  deflateSetHeader(&stream, &header);
  // zlib's input is not const in its type, and is not written to.
  std::vector<unsigned char> input(bytes.begin(), bytes.end());
  std::vector<unsigned char> output(deflateBound(&stream, input.size()));
  stream.next_in = input.data();
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = output.data();
  stream.avail_out = static_cast<uInt>(output.size());
  const int status = deflate(&stream, Z_FINISH);
  const std::size_t size = stream.total_out;
  deflateEnd(&stream);
  if (status != Z_STREAM_END) {
    throw std::bad_alloc();
  }
  return {output.begin(), output.begin() + static_cast<std::ptrdiff_t>(size)};
}

Result<std::string> gunzip(std::string_view bytes, std::size_t max_bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindowBits) != Z_OK) {
    throw std::bad_alloc();
  }
  std::vector<unsigned char> input(bytes.begin(), bytes.end());
  stream.next_in = input.data();
  stream.avail_in = static_cast<uInt>(input.size());
  std::string output;
  std::vector<unsigned char> chunk(std::size_t{64} << 10);
  int status = Z_OK;
  while (status == Z_OK && output.size() <= max_bytes) {
    stream.next_out = chunk.data();
    stream.avail_out = static_cast<uInt>(chunk.size());
    status = inflate(&stream, Z_NO_FLUSH);
    output.append(chunk.begin(), chunk.end() - static_cast<std::ptrdiff_t>(stream.avail_out));
  }
  const bool whole = status == Z_STREAM_END && stream.avail_in == 0;
  inflateEnd(&stream);
  if (output.size() > max_bytes) {
    return fail(ErrorCode::malformed,
                "gzip body of more than " + std::to_string(max_bytes) + " bytes; no tile is that large");
  }
  if (!whole) {
    return fail(ErrorCode::malformed,
                "gzip body of " + std::to_string(bytes.size()) + " bytes is damaged; import the region again");
  }
  return output;
}

}  // namespace loopgenie::db
