#include "api/service/tiles/single_flight.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

namespace loopgenie::service {
namespace {

using namespace std::chrono_literals;

TEST(SingleFlight, EqualQuestionsAtTheSameTimeAreAskedOnce) {
  SingleFlight flight;
  std::atomic<int> asked = 0;
  std::atomic<int> answered = 0;
  std::atomic<int> coming = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      ++coming;
      const Result<Bytes> answer = flight.run("tile", [&]() -> Result<Bytes> {
        ++asked;
        while (coming < 8) std::this_thread::sleep_for(1ms);
        std::this_thread::sleep_for(500ms);  // for their last step, from the line above the question into it
        return make_bytes("body");
      });
      answered += answer && **answer == "body" ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(answered, 8);
  EXPECT_TRUE(flight.run("tile", [&]() -> Result<Bytes> { return ++asked, Bytes(); }));
  EXPECT_EQ(asked, 2) << "an answer is not kept: that is the cache's business";
}

TEST(SingleFlight, AQuestionThatThrowsLeavesNobodyWaiting) {
  SingleFlight flight;
  EXPECT_THROW((void)flight.run("tile", []() -> Result<Bytes> { throw std::runtime_error("no memory"); }),
               std::runtime_error);
  EXPECT_TRUE(flight.run("tile", []() -> Result<Bytes> { return Bytes(); }));
}

}  // namespace
}  // namespace loopgenie::service
