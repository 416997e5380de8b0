// A fixed number of tile stores, each with its own connection to Postgres and used by one thread at a time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/db/tile_store.hpp"

namespace loopgenie::service {

class StorePool {
 public:
  /// A store on loan. The destructor gives it back.
  class Lease {
   public:
    Lease(StorePool& pool, std::unique_ptr<db::TileStore> store) : pool_(&pool), store_(std::move(store)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (store_) pool_->give_back(std::move(store_));
    }
    [[nodiscard]] db::TileStore& operator*() const { return *store_; }
    [[nodiscard]] db::TileStore* operator->() const { return store_.get(); }

   private:
    StorePool* pool_;
    std::unique_ptr<db::TileStore> store_;
  };

  /// The stores connect when first used.
  StorePool(const std::string& database_url, std::size_t size, db::StoreOptions options);

  /// The store that came back last, so that a light load needs few connections; nullopt if none was free within
  /// `patience`.
  [[nodiscard]] std::optional<Lease> acquire(std::chrono::milliseconds patience);
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t idle_count() const;

 private:
  void give_back(std::unique_ptr<db::TileStore> store);

  const std::size_t size_;
  mutable std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<db::TileStore>> idle_;
};

}  // namespace loopgenie::service
