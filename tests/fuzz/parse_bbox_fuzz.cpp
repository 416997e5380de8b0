// Whatever text a client sends as a bbox: an Error, or a box that is one and lies on the Earth.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "api/service/http/message.hpp"
#include "api/service/route.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace loopgenie;
  using namespace loopgenie::service;
  const Request request{
      .method = "GET", .path = "/v1/subgraph", .query = std::string(data, data + size), .headers = {}};
  const std::optional<std::string> text = request.query_parameter("bbox");
  const Result<Box> box = parse_bbox(text.value_or(request.query));
  if (!box) {
    if (box.error().message.empty()) std::abort();
    return 0;
  }
  if (box->south_e7 > box->north_e7 || box->west_e7 > box->east_e7 || box->south_e7 < -90 * kE7PerDegree ||
      box->north_e7 > 90 * kE7PerDegree || box->west_e7 < -180 * kE7PerDegree || box->east_e7 > 180 * kE7PerDegree) {
    std::abort();
  }
  return 0;
}
