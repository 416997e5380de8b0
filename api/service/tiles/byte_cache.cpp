#include "api/service/tiles/byte_cache.hpp"

#include <utility>

namespace loopgenie::service {

Bytes ByteCache::find(const std::string& key) {
  Bytes found = try_find(key);
  if (!found) {
    const std::lock_guard lock(mutex_);
    ++misses_;
  }
  return found;
}

Bytes ByteCache::try_find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  ++hits_;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->value;
}

void ByteCache::insert(const std::string& key, Bytes value) {
  const std::lock_guard lock(mutex_);
  if (by_key_.count(key) > 0) return;
  Entry entry{key, std::move(value)};
  const std::size_t added = cost(entry);
  if (added > capacity_bytes_ / 8) return;
  while (bytes_ + added > capacity_bytes_) {
    bytes_ -= cost(entries_.back());
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
  entries_.push_front(std::move(entry));
  by_key_.emplace(key, entries_.begin());
  bytes_ += added;
}

ByteCache::Figures ByteCache::figures() const {
  const std::lock_guard lock(mutex_);
  return {hits_, misses_, entries_.size(), bytes_};
}

}  // namespace loopgenie::service
