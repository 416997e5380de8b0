#include "api/service/http/brotli.hpp"

#include <gtest/gtest.h>

#include "tests/api/service/http/brotli_pack.hpp"

namespace loopgenie::service {
namespace {

TEST(Unbrotli, GivesBackWhatWasPacked) {
  for (const std::string& text :
       {std::string(), std::string("loop"), std::string(100'000, 'x'), std::string(3, '\0')}) {
    EXPECT_EQ(unbrotli(brotli(text), text.size()), text);
    EXPECT_EQ(unbrotli(brotli(text), text.size() + 10), text);
  }
}

TEST(Unbrotli, TakesNothingButOneWholeStreamWithinTheLimit) {
  const std::string text = "a walk that ends where it began";
  const std::string packed = brotli(text);
  for (const std::string& bytes :
       {packed.substr(0, packed.size() - 1), packed + "x", std::string(), std::string("gzip"), packed + packed}) {
    const Result<std::string> unpacked = unbrotli(bytes, text.size());
    ASSERT_FALSE(unpacked) << bytes.size() << " bytes";
    EXPECT_EQ(unpacked.error().code, ErrorCode::malformed);
  }
  EXPECT_FALSE(unbrotli(packed, text.size() - 1));
}

}  // namespace
}  // namespace loopgenie::service
