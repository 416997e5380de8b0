#include "tests/bench/walks/measure_table.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

#include "core/base/enum_names.hpp"
#include "core/graph/attributes.hpp"
#include "tests/bench/solver/table.hpp"

namespace loopgenie::bench {
namespace {

enum class Unit : std::uint8_t { percent, count, per_km, metres, plain, grade };

struct Row {
  const char* name;
  double WalkMeasures::*value;
  Unit unit;
  bool is_more_better;
};

constexpr std::array<Row, 13> kRows = {{
    {"length, km", &WalkMeasures::length_m, Unit::metres, false},
    {"beside itself, %", &WalkMeasures::beside_itself, Unit::percent, false},
    {"the same without what is walked twice, %", &WalkMeasures::cycle_beside_itself, Unit::percent, false},
    {"places passed twice", &WalkMeasures::places_again, Unit::count, false},
    {"walked twice, %", &WalkMeasures::walked_twice, Unit::percent, false},
    {"name changes per km", &WalkMeasures::name_changes_per_km, Unit::per_km, false},
    {"decisions per km", &WalkMeasures::decisions_per_km, Unit::per_km, false},
    {"marked, %", &WalkMeasures::marked, Unit::percent, true},
    {"on roads, %", &WalkMeasures::road, Unit::percent, false},
    {"sights within 100 m", &WalkMeasures::sights, Unit::count, true},
    {"grade", &WalkMeasures::grade, Unit::grade, false},
    {"climb, m per km", &WalkMeasures::climb_m_per_km, Unit::count, false},
    {"compactness", &WalkMeasures::compactness, Unit::plain, true},
}};

std::string written(double value, Unit unit) {
  switch (unit) {
    case Unit::percent:
      return fixed(100 * value, 1);
    case Unit::count:
      return fixed(value, 0);
    case Unit::per_km:
      return fixed(value, 1);
    case Unit::metres:
      return fixed(value / 1000, 1);
    case Unit::plain:
      return fixed(value, 2);
    case Unit::grade:
      return std::string(to_string(static_cast<SacScale>(value)));
  }
  return "";
}

}  // namespace

void print_measures(const std::vector<WalkGroup>& groups) {
  std::vector<std::string> header = {""};
  for (const WalkGroup& group : groups) {
    header.push_back(group.name + ": median");
    header.emplace_back("nine in ten");
  }
  Table table(header);
  for (const Row& row : kRows) {
    std::vector<std::string> cells = {row.name};
    for (const WalkGroup& group : groups) {
      std::vector<double> values;
      for (const WalkMeasures& walk : group.walks) {
        values.push_back(walk.*row.value);
      }
      cells.push_back(values.empty() ? "–" : written(quantile(values, 0.5), row.unit));
      cells.push_back(values.empty() ? "–" : written(quantile(values, row.is_more_better ? 0.1 : 0.9), row.unit));
    }
    table.add(std::move(cells));
  }
  table.print(stdout);
}

}  // namespace loopgenie::bench
