// Plain tables for a person: columns as wide as their widest cell, figures to the right.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace loopgenie::bench {

class Table {
 public:
  /// The first `text_columns` columns are set to the left, the others to the right.
  explicit Table(std::vector<std::string> header, std::size_t text_columns = 1);

  /// REQUIRES as many cells as the header has.
  void add(std::vector<std::string> cells);
  /// Every line indented by two spaces.
  void print(std::FILE* out) const;

 private:
  std::size_t text_columns_;
  std::vector<std::vector<std::string>> rows_;
};

/// With `decimals` digits behind the point.
[[nodiscard]] std::string fixed(double value, int decimals);
/// "97.5 % (78 of 80)"; "– (0 of 0)" of nothing.
[[nodiscard]] std::string share(std::size_t part, std::size_t whole);
/// "1.25 s", "34 ms".
[[nodiscard]] std::string duration(double seconds);
/// "12.3 MB".
[[nodiscard]] std::string megabytes(std::size_t bytes);

/// The value below which the given share of the values lies (nearest rank). REQUIRES some values, 0 < share ≤ 1.
[[nodiscard]] double quantile(std::vector<double> values, double share);

/// One row of what must be reached. Of the limits, what is no figure is said in words.
struct Verdict {
  enum class Reached { goal, floor, missed, reported, not_measured };
  std::string what;
  std::string measured;
  std::string floor;
  std::string goal;
  Reached reached = Reached::reported;
};

[[nodiscard]] constexpr Verdict::Reached reached(bool floor_holds, bool goal_holds) {
  return !floor_holds ? Verdict::Reached::missed : goal_holds ? Verdict::Reached::goal : Verdict::Reached::floor;
}

void print(std::FILE* out, const std::vector<Verdict>& verdicts);

}  // namespace loopgenie::bench
