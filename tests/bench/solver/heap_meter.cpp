#include "tests/bench/solver/heap_meter.hpp"

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

namespace {

thread_local std::ptrdiff_t held = 0;
thread_local std::ptrdiff_t most_held = 0;

void* counted(void* memory) {
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  held += static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
  most_held = std::max(most_held, held);
  return memory;
}

void give_back(void* memory) {
  held -= static_cast<std::ptrdiff_t>(malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return counted(std::malloc(std::max<std::size_t>(size, 1))); }
void* operator new[](std::size_t size) { return counted(std::malloc(std::max<std::size_t>(size, 1))); }
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete[](void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give_back(memory); }

namespace loopgenie::bench {

HeapMeter::HeapMeter() : held_before_(held) { most_held = held; }

std::size_t HeapMeter::peak_bytes() const { return static_cast<std::size_t>(most_held - held_before_); }

}  // namespace loopgenie::bench
