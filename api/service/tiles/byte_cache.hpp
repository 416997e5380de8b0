// A least-recently-used cache, limited in bytes and shared by threads. A key names its content, for it has the tile's
// hash in it. So an entry never becomes wrong: after an import the old entries are not asked for any more and drop out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "api/service/http/message.hpp"

namespace loopgenie::service {

class ByteCache {
 public:
  struct Figures {
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;
    std::size_t entries = 0;
    std::size_t bytes = 0;
  };

  explicit ByteCache(std::size_t capacity_bytes) : capacity_bytes_(capacity_bytes) {}

  /// Null if the key is not there. O(1).
  [[nodiscard]] Bytes find(const std::string& key);
  /// The same, but a miss is not counted: whoever misses asks again with `find`.
  [[nodiscard]] Bytes try_find(const std::string& key);
  /// Drops the least recently used entries until the new one fits. An entry larger than an eighth of the capacity is
  /// not kept.
  void insert(const std::string& key, Bytes value);
  [[nodiscard]] Figures figures() const;

 private:
  struct Entry {
    std::string key;
    Bytes value;
  };
  /// What an entry takes besides its body: list and table nodes, and the key twice.
  static constexpr std::size_t kEntryOverhead = 256;
  [[nodiscard]] static std::size_t cost(const Entry& entry) { return entry.value->size() + kEntryOverhead; }

  const std::size_t capacity_bytes_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // most recently used first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
  std::size_t bytes_ = 0;
  std::uint64_t hits_ = 0;
  std::uint64_t misses_ = 0;
};

}  // namespace loopgenie::service
