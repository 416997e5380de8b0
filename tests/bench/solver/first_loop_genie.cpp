#include "tests/bench/solver/first_loop_genie.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "core/search/dijkstra.hpp"
#include "tests/bench/solver/table.hpp"

namespace loopgenie::bench {
namespace {

std::vector<EdgeIndex> edges_near(const Network& network, NodeIndex start, std::int64_t radius_dm) {
  Dijkstra paths(network.graph, network.length_dm);
  paths.run(start, {.radius_dm = radius_dm, .usable_nodes = {}, .usable_edges = {}});
  std::vector<EdgeIndex> edges;
  for (std::uint32_t e = 0; e < network.edge_count(); ++e) {
    if (paths.is_settled(network.graph.tail(EdgeIndex(e))) && paths.is_settled(network.graph.head(EdgeIndex(e)))) {
      edges.emplace_back(e);
    }
  }
  return edges;
}

void write_model(std::ostream& out, const Network& network, const std::vector<EdgeIndex>& edges, MilpModel model,
                 std::int64_t longest_dm) {
  const auto length = [&](EdgeIndex edge) { return network.length_dm[edge.value()]; };
  const auto write_metres = [&] {
    for (const EdgeIndex edge : edges) {
      out << " + " << length(edge) << " x" << edge.value() << '\n';
    }
  };
  std::map<NodeIndex, std::vector<EdgeIndex>> at;
  for (const EdgeIndex edge : edges) {
    at[network.graph.tail(edge)].push_back(edge);
    at[network.graph.head(edge)].push_back(edge);
  }
  out << "Maximize\n metres:\n";
  write_metres();
  out << "Subject To\n length:\n";
  write_metres();
  out << " <= " << longest_dm << '\n';
  for (const auto& [node, ends] : at) {
    if (model == MilpModel::two_or_none || ends.size() > 2) {
      out << " node" << node.value() << ":";
      for (std::size_t i = 0; i < ends.size(); ++i) {
        const bool is_self_loop = i + 1 < ends.size() && ends[i] == ends[i + 1];
        out << " + " << (is_self_loop ? "2 x" : "x") << ends[i].value() << '\n';
        i += is_self_loop ? 1U : 0U;
      }
      if (model == MilpModel::at_most_two) {
        out << " <= 2\n";
      } else {
        out << " - 2 y" << node.value() << " = 0\n";
      }
    }
  }
  out << "Binary\n";
  if (model == MilpModel::two_or_none) {
    for (const auto& [node, ends] : at) {
      out << " y" << node.value() << '\n';
    }
  }
  for (const EdgeIndex edge : edges) {
    out << " x" << edge.value() << '\n';
  }
  out << "End\n";
}

std::vector<EdgeIndex> read_solution(std::istream& in, std::string& status) {
  std::getline(in, status);
  status.erase(std::min(status.find(" - objective"), status.size()));
  std::vector<EdgeIndex> chosen;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line);
    std::string index;
    std::string name;
    double value = 0;
    if (fields >> index && (index != "**" || fields >> index) && fields >> name >> value && name[0] == 'x' &&
        value > 0.5) {
      chosen.emplace_back(static_cast<std::uint32_t>(std::stoul(name.substr(1))));
    }
  }
  return chosen;
}

void count_pieces(MilpAnswer& answer, const Network& network, const std::vector<EdgeIndex>& chosen, NodeIndex start) {
  std::map<NodeIndex, std::vector<NodeIndex>> neighbours;
  for (const EdgeIndex edge : chosen) {
    answer.length_m += network.length_dm[edge.value()] / 10.0;
    neighbours[network.graph.tail(edge)].push_back(network.graph.head(edge));
    neighbours[network.graph.head(edge)].push_back(network.graph.tail(edge));
  }
  std::set<NodeIndex> seen;
  for (const auto& [first, unused] : neighbours) {
    if (!seen.insert(first).second) {
      continue;
    }
    ++answer.pieces;
    bool is_open = false;
    std::vector<NodeIndex> open = {first};
    while (!open.empty()) {
      const NodeIndex node = open.back();
      open.pop_back();
      is_open = is_open || neighbours[node].size() < 2;
      for (const NodeIndex next : neighbours[node]) {
        if (seen.insert(next).second) {
          open.push_back(next);
        }
      }
    }
    answer.open_paths += is_open ? 1U : 0U;
  }
  answer.is_loop_from_start = answer.pieces == 1 && answer.open_paths == 0 && neighbours.contains(start);
}

double children_cpu_s() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

}  // namespace

Result<MilpAnswer> solve_by_milp(const Network& network, NodeIndex start, double hike_m, MilpModel model,
                                 double limit_s) {
  const std::int64_t wanted_dm = std::llround(hike_m * 10);
  const std::vector<EdgeIndex> edges = edges_near(network, start, wanted_dm / 2);
  MilpAnswer answer;
  answer.edge_count = edges.size();
  if (edges.empty()) {
    answer.status = "nothing in reach";
    return answer;
  }
  const std::filesystem::path base =
      std::filesystem::temp_directory_path() / ("loopgenie-milp-" + std::to_string(getpid()));
  const std::string lp_file = base.string() + ".lp";
  const std::string solution = base.string() + ".txt";
  {
    std::ofstream out(lp_file);
    write_model(out, network, edges, model, wanted_dm);
    if (!out.flush()) {
      return fail(ErrorCode::io, "cannot write " + lp_file + ": is the disk full?");
    }
  }
  const double before_s = children_cpu_s();
  const std::string command =
      "cbc " + lp_file + " sec " + fixed(limit_s, 0) + " solve solu " + solution + " quit >/dev/null 2>&1";
  const int code = std::system(command.c_str());
  answer.cpu_s = children_cpu_s() - before_s;
  std::ifstream in(solution);
  const bool has_run = code == 0 && in.is_open();
  if (has_run) {
    const std::vector<EdgeIndex> chosen = read_solution(in, answer.status);
    answer.has_solution = answer.status.find("nfeasible") == std::string::npos &&
                          answer.status.find("no integer solution") == std::string::npos;
    if (answer.has_solution) {
      count_pieces(answer, network, chosen, start);
    }
  }
  std::filesystem::remove(lp_file);
  std::filesystem::remove(solution);
  if (!has_run) {
    return fail(ErrorCode::io, "cbc did not run (exit code " + std::to_string(code) +
                                   "): it is in Debian's package coinor-cbc, which ./loopgenie bench installs");
  }
  return answer;
}

}  // namespace loopgenie::bench
