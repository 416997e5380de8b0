// An OpenStreetMap file as many times as large: copies of one, each a degree east of the one before, with ids of its
// own.
#pragma once

#include <string>

namespace loopgenie::bench {

enum class Copies {
  whole,   // every copy is the same region again
  hidden,  // all but the first carry the same tags under keys that mean nothing: the file grows, the network does not
};

/// Throws what libosmium throws.
void write_shifted_copies(const std::string& from, const std::string& to, int count, Copies kind);

}  // namespace loopgenie::bench
