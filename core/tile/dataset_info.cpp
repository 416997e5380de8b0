#include "core/tile/dataset_info.hpp"

#include <array>
#include <cstdint>
#include <protozero/pbf_reader.hpp>
#include <protozero/pbf_writer.hpp>
#include <vector>

#include "core/tile/message.hpp"

namespace loopgenie {
namespace {

enum DatasetField : std::uint32_t {
  kDatasetVersion = 1,
  kDatasetName = 2,
  kDatasetDate = 3,
  kDatasetAttribution = 4,
  kDatasetLicences = 5,
  kDatasetMadeUp = 6,
  kDatasetExtent = 7,
};

/// May throw protozero::exception.
Result<DatasetInfo> read_dataset(const std::string& name, std::string_view bytes) {
  using protozero::pbf_wire_type;
  DatasetInfo dataset;
  std::vector<std::int32_t> extent;
  protozero::pbf_reader reader(bytes.data(), bytes.size());
  while (reader.next()) {
    switch (reader.tag_and_type()) {
      case protozero::tag_and_type(kDatasetVersion, pbf_wire_type::length_delimited):
        dataset.version = reader.get_string();
        break;
      case protozero::tag_and_type(kDatasetName, pbf_wire_type::length_delimited):
        dataset.name = reader.get_string();
        break;
      case protozero::tag_and_type(kDatasetDate, pbf_wire_type::length_delimited):
        dataset.date = reader.get_string();
        break;
      case protozero::tag_and_type(kDatasetAttribution, pbf_wire_type::length_delimited):
        dataset.attribution = reader.get_string();
        break;
      case protozero::tag_and_type(kDatasetLicences, pbf_wire_type::length_delimited):
        dataset.licences.push_back(reader.get_string());
        break;
      case protozero::tag_and_type(kDatasetMadeUp, pbf_wire_type::varint):
        dataset.made_up = reader.get_bool();
        break;
      case protozero::tag_and_type(kDatasetExtent, pbf_wire_type::length_delimited): {
        const auto range = reader.get_packed_sint32();
        extent.assign(range.begin(), range.end());
        break;
      }
      default:
        reader.skip();
    }
  }
  const bool valid = extent.size() == 4 && extent[0] >= -90 * kE7PerDegree && extent[2] <= 90 * kE7PerDegree &&
                     extent[1] >= -180 * kE7PerDegree && extent[3] <= 180 * kE7PerDegree && extent[0] <= extent[2] &&
                     extent[1] <= 180 * kE7PerDegree && extent[3] >= -180 * kE7PerDegree;
  if (!valid) {
    return fail(ErrorCode::malformed,
                name + ": the data set's extent is no box on Earth; the tile is damaged, fetch it again");
  }
  dataset.extent = {extent[0], extent[1], extent[2], extent[3]};
  return dataset;
}

}  // namespace

void encode_dataset(const DatasetInfo& dataset, std::string& message) {
  protozero::pbf_writer parent(message);
  protozero::pbf_writer writer(parent, kPartField);
  writer.add_string(kDatasetVersion, dataset.version);
  writer.add_string(kDatasetName, dataset.name);
  writer.add_string(kDatasetDate, dataset.date);
  writer.add_string(kDatasetAttribution, dataset.attribution);
  for (const std::string& licence : dataset.licences) {
    writer.add_string(kDatasetLicences, licence);
  }
  writer.add_bool(kDatasetMadeUp, dataset.made_up);
  const std::array<std::int32_t, 4> extent = {dataset.extent.south_e7, dataset.extent.west_e7, dataset.extent.north_e7,
                                              dataset.extent.east_e7};
  writer.add_packed_sint32(kDatasetExtent, extent.begin(), extent.end());
}

Result<DatasetInfo> decode_dataset(const std::string& name, std::string_view bytes) {
  try {
    return read_dataset(name, bytes);
  } catch (const protozero::exception& error) {
    return not_a_message(name, error);
  }
}

}  // namespace loopgenie
