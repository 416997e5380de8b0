// A loop over independent items on a few threads. Which thread does which item does not show in the result.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <future>
#include <vector>

namespace loopgenie::ingest {

/// Calls work(i) once for every i in [0, count). Where work throws, the first exception is thrown again once all
/// threads have ended.
template <typename Work>
void parallel_for(std::size_t count, unsigned threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      work(i);
    }
  };
  std::vector<std::future<void>> others;
  const std::size_t wanted = std::min<std::size_t>(threads, count);
  for (std::size_t t = 1; t < wanted; ++t) {
    others.push_back(std::async(std::launch::async, run));
  }
  std::exception_ptr failure;
  const auto keep_first = [&](const auto& call) {
    try {
      call();
    } catch (...) {
      if (!failure) {
        failure = std::current_exception();
      }
    }
  };
  keep_first(run);
  for (std::future<void>& other : others) {
    keep_first([&] { other.get(); });
  }
  if (failure) {
    std::rethrow_exception(failure);
  }
}

}  // namespace loopgenie::ingest
