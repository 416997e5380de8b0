#include "api/service/tiles/store_pool.hpp"

#include <utility>

namespace loopgenie::service {

StorePool::StorePool(const std::string& database_url, std::size_t size, db::StoreOptions options) : size_(size) {
  idle_.reserve(size);
  for (std::size_t i = 0; i < size; ++i) idle_.push_back(std::make_unique<db::TileStore>(database_url, options));
}

std::optional<StorePool::Lease> StorePool::acquire(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  if (!returned_.wait_for(lock, patience, [&] { return !idle_.empty(); })) return std::nullopt;
  std::unique_ptr<db::TileStore> store = std::move(idle_.back());
  idle_.pop_back();
  return std::optional<Lease>(std::in_place, *this, std::move(store));
}

std::size_t StorePool::idle_count() const {
  const std::lock_guard lock(mutex_);
  return idle_.size();
}

void StorePool::give_back(std::unique_ptr<db::TileStore> store) {
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(store));
  }
  returned_.notify_one();
}

}  // namespace loopgenie::service
