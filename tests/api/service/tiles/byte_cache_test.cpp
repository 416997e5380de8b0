#include "api/service/tiles/byte_cache.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace loopgenie::service {
namespace {

Bytes kilobytes(std::size_t count) { return make_bytes(std::string(count << 10, 'x')); }

TEST(ByteCache, KeepsWhatWasUsedLast) {
  ByteCache cache(10 << 10);
  for (const char* key : {"a", "b", "c", "d", "e", "f", "g"}) cache.insert(key, kilobytes(1));
  EXPECT_TRUE(cache.find("a"));
  for (const char* key : {"h", "i"}) cache.insert(key, kilobytes(1));
  EXPECT_TRUE(cache.find("a"));
  EXPECT_FALSE(cache.find("b"));
  EXPECT_LE(cache.figures().bytes, std::size_t{10} << 10);
}

TEST(ByteCache, NeverGrowsBeyondItsBound) {
  ByteCache cache(100'000);
  for (int i = 0; i < 1'000; ++i) {
    cache.insert(std::to_string(i), make_bytes(std::string(static_cast<std::size_t>(i * 37 % 20'000), 'x')));
    ASSERT_LE(cache.figures().bytes, 100'000U);
  }
  EXPECT_FALSE(cache.find("too large"));
  cache.insert("too large", kilobytes(90));
  EXPECT_FALSE(cache.find("too large"));
}

TEST(ByteCache, OfNoSizeKeepsNothing) {
  ByteCache cache(0);
  cache.insert("a", make_bytes(""));
  EXPECT_FALSE(cache.find("a"));
}

TEST(ByteCache, IsSharedByThreads) {
  ByteCache cache(50'000);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&cache, t] {
      for (int i = 0; i < 2'000; ++i) {
        const std::string key = std::to_string((i * (t + 1)) % 97);
        if (const Bytes found = cache.find(key)) {
          ASSERT_EQ(*found, key);
        } else {
          cache.insert(key, make_bytes(key));
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(cache.figures().hits + cache.figures().misses, 8'000U);
}

}  // namespace
}  // namespace loopgenie::service
