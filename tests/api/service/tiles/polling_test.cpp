// A source that is told when to look, as where the process is frozen between requests.
#include <gtest/gtest.h>

#include "tests/api/service/http/loopback_server.hpp"

namespace loopgenie::service {
namespace {

using PollingBeforeRequests = Loopback;

TEST_F(PollingBeforeRequests, ANewGenerationIsSeenByTheNextLookAndNotBefore) {
  import(1);
  TileSource source(
      {.database_url = database_.url(), .connections = 1, .poll_interval = 0ms, .polling = Polling::before_requests},
      [](const std::string&) {});
  ASSERT_TRUE(source.catalog());
  const std::string before = source.catalog()->generation().version;
  import(2);
  EXPECT_EQ(source.catalog()->generation().version, before);
  source.refresh_if_due();
  EXPECT_NE(source.catalog()->generation().version, before);
}

TEST_F(PollingBeforeRequests, ALookIsNotRepeatedWithinTheInterval) {
  import(1);
  TileSource source(
      {.database_url = database_.url(), .connections = 1, .poll_interval = 1h, .polling = Polling::before_requests},
      [](const std::string&) {});
  const std::string before = source.catalog()->generation().version;
  import(2);
  source.refresh_if_due();
  EXPECT_EQ(source.catalog()->generation().version, before);
}

TEST_F(PollingBeforeRequests, ADatabaseThatComesBackIsSeen) {
  TileSource source(
      {.database_url = database_.url(), .connections = 1, .poll_interval = 0ms, .polling = Polling::before_requests},
      [](const std::string&) {});
  EXPECT_EQ(source.state(), DatabaseState::empty);
  import(1);
  database_.cut_connections();
  source.refresh_if_due();
  EXPECT_EQ(source.state(), DatabaseState::ready);
}

}  // namespace
}  // namespace loopgenie::service
