// Equal questions at the same time are asked once: who asks while the question is under way waits for its answer.
#pragma once

#include <future>
#include <mutex>
#include <string>
#include <unordered_map>

#include "api/service/http/message.hpp"
#include "core/base/result.hpp"

namespace loopgenie::service {

class SingleFlight {
 public:
  /// The result of `ask`, called here or by the call under way. All callers wait for `ask`, so it must end in time.
  template <typename Ask>
  [[nodiscard]] Result<Bytes> run(const std::string& key, Ask&& ask) {
    std::promise<Result<Bytes>> promise;
    {
      std::unique_lock lock(mutex_);
      const auto [under_way, is_first] = under_way_.try_emplace(key);
      if (!is_first) {
        const std::shared_future<Result<Bytes>> answer = under_way->second;
        lock.unlock();
        return answer.get();
      }
      under_way->second = promise.get_future().share();
    }
    Result<Bytes> answer = fail(ErrorCode::io, "the answer could not be made");
    try {
      answer = ask();
    } catch (...) {
      finish(key, promise, answer);
      throw;
    }
    finish(key, promise, answer);
    return answer;
  }

 private:
  void finish(const std::string& key, std::promise<Result<Bytes>>& promise, const Result<Bytes>& answer) {
    {
      const std::lock_guard lock(mutex_);
      under_way_.erase(key);
    }
    promise.set_value(answer);
  }

  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_future<Result<Bytes>>> under_way_;
};

}  // namespace loopgenie::service
