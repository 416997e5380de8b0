#include "tests/bench/solver/table.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace loopgenie::bench {
namespace {

/// Code points, which is what a terminal shows of the letters used here.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string to_string(Verdict::Reached reached) {
  switch (reached) {
    case Verdict::Reached::goal:
      return "pass, goal reached";
    case Verdict::Reached::floor:
      return "pass";
    case Verdict::Reached::missed:
      return "MISS";
    case Verdict::Reached::reported:
      return "reported";
    case Verdict::Reached::not_measured:
      return "not measured";
  }
  return "";
}

}  // namespace

Table::Table(std::vector<std::string> header, std::size_t text_columns)
    : text_columns_(text_columns), rows_{std::move(header)} {}

void Table::add(std::vector<std::string> cells) {
  assert(cells.size() == rows_.front().size());
  rows_.push_back(std::move(cells));
}

void Table::print(std::FILE* out) const {
  std::vector<std::size_t> widths(rows_.front().size());
  for (const auto& row : rows_) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      widths[c] = std::max(widths[c], width(row[c]));
    }
  }
  for (const auto& row : rows_) {
    std::string line = " ";
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string padding(widths[c] - width(row[c]), ' ');
      line += c < text_columns_ ? ' ' + row[c] + padding : ' ' + padding + row[c];
      line += c + 1 < row.size() ? " " : "";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    std::fprintf(out, "%s\n", line.c_str());
  }
  std::fflush(out);
}

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

std::string share(std::size_t part, std::size_t whole) {
  const std::string counts = " (" + std::to_string(part) + " of " + std::to_string(whole) + ")";
  return (whole == 0 ? "–" : fixed(100.0 * static_cast<double>(part) / static_cast<double>(whole), 1) + " %") + counts;
}

std::string duration(double seconds) {
  return seconds >= 1 ? fixed(seconds, 2) + " s" : fixed(seconds * 1000, seconds >= 0.1 ? 0 : 1) + " ms";
}

std::string megabytes(std::size_t bytes) { return fixed(static_cast<double>(bytes) / 1e6, 1) + " MB"; }

double quantile(std::vector<double> values, double share) {
  assert(!values.empty());
  const auto count = static_cast<double>(values.size());
  const auto rank = static_cast<std::size_t>(std::max(1.0, std::ceil(share * count - 1e-9)));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank - 1), values.end());
  return values[rank - 1];
}

void print(std::FILE* out, const std::vector<Verdict>& verdicts) {
  Table table({"what must be reached", "measured", "floor", "goal", ""}, 5);
  for (const Verdict& verdict : verdicts) {
    table.add({verdict.what, verdict.measured, verdict.floor, verdict.goal, to_string(verdict.reached)});
  }
  table.print(out);
}

}  // namespace loopgenie::bench
