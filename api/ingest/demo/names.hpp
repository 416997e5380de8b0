// Made-up names, none of them a real place's.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "core/base/random.hpp"

namespace loopgenie::ingest::demo {

/// Hands out names like "Saffron Knott", each once.
class Names {
 public:
  explicit Names(std::uint64_t seed) : random_(seed) {}

  [[nodiscard]] std::string peak();
  [[nodiscard]] std::string saddle();
  [[nodiscard]] std::string lake();
  [[nodiscard]] std::string hut();
  [[nodiscard]] std::string camp();
  [[nodiscard]] std::string spring();
  [[nodiscard]] std::string place();
  [[nodiscard]] std::string trail();
  [[nodiscard]] std::string wood();
  [[nodiscard]] std::string moor();
  [[nodiscard]] std::string field();

 private:
  [[nodiscard]] std::string fresh(const char* const* endings, std::uint32_t ending_count, bool joined);

  Random random_;
  std::set<std::string> taken_;
};

}  // namespace loopgenie::ingest::demo
