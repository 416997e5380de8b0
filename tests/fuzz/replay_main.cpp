// Runs a fuzz target over the files of the folders named, and over every truncation and some damage of each: the corpus
// as an ordinary test, without a fuzzer. --damaged=N: so many damaged forms of each file instead of 500.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/random.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  int damaged_forms = 500;
  constexpr std::string_view kDamaged = "--damaged=";
  for (int i = 1; i < argc; ++i) {
    if (const std::string argument = argv[i]; argument.starts_with(kDamaged)) {
      damaged_forms = std::stoi(argument.substr(kDamaged.size()));
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  if (files.empty()) {
    std::fprintf(stderr, "no corpus: expected folders with at least one file\n");
    return 1;
  }
  std::size_t inputs = 0;
  for (const std::filesystem::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::vector<char> text{std::istreambuf_iterator<char>(in), {}};
    std::vector<std::uint8_t> bytes(text.begin(), text.end());
    const std::size_t step = std::max<std::size_t>(1, bytes.size() / 500);
    for (std::size_t size = 0; size < bytes.size(); size += step) {
      // A copy of exactly this size, so that the address sanitizer sees a read beyond the end.
      const std::vector<std::uint8_t> part(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
      LLVMFuzzerTestOneInput(part.data(), part.size());
      ++inputs;
    }
    loopgenie::Random random(bytes.size());
    for (int i = 0; i < damaged_forms && !bytes.empty(); ++i) {
      std::vector<std::uint8_t> damaged = bytes;
      for (int flips = 0; flips <= i % 4; ++flips) {
        damaged[random.below(static_cast<std::uint32_t>(damaged.size()))] ^=
            static_cast<std::uint8_t>(1U << random.below(8));
      }
      LLVMFuzzerTestOneInput(damaged.data(), damaged.size());
      ++inputs;
    }
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    ++inputs;
  }
  std::printf("%zu inputs from %zu files\n", inputs, files.size());
  return 0;
}
