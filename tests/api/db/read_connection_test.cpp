#include "api/db/read_connection.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <vector>

#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::db {
namespace {

using namespace std::chrono_literals;

constexpr Statement kTypes{0,
                           "select 7::smallint, -5::integer, 9007199254740993::bigint, true, false, $1::text,"
                           " '\\x00ff0a'::bytea"};
constexpr Statement kSleep{1, "select pg_sleep($1::float8)"};
constexpr Statement kWrong{2, "select no_such_column from loopgenie.no_such_table where 1 = $1::int"};

class ReadConnections : public testing::TestWithParam<PreparedStatements> {
 protected:
  std::unique_ptr<ReadConnection> open(int statement_timeout_ms = 5'000) {
    return ReadConnection::open(database_.url(), {.statement_timeout_ms = statement_timeout_ms, .prepared = GetParam()})
        .value();
  }
  test::TemporaryDatabase database_;
};

TEST_P(ReadConnections, BinaryValuesAreWhatTheServerHolds) {
  const auto connection = open();
  const std::vector<std::string> parameters = {"größer"};
  for (int round = 0; round < 2; ++round) {  // the second time it is prepared already
    const Result<Rows> rows = connection->query(kTypes, parameters);
    ASSERT_TRUE(rows) << rows.error().message;
    ASSERT_EQ(rows->count(), 1);
    EXPECT_EQ(rows->integer(0, 0), 7);
    EXPECT_EQ(rows->integer(0, 1), -5);
    EXPECT_EQ(rows->integer(0, 2), 9'007'199'254'740'993);
    EXPECT_TRUE(rows->boolean(0, 3));
    EXPECT_FALSE(rows->boolean(0, 4));
    EXPECT_EQ(rows->text(0, 5), "größer");
    EXPECT_EQ(rows->bytes(0, 6), std::string_view("\x00\xff\x0a", 3));
  }
}

TEST_P(ReadConnections, AStatementThatTakesTooLongIsGivenUp) {
  const auto connection = open(200);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(connection->query(kSleep, std::vector<std::string>{"30"}));
  EXPECT_LT(std::chrono::steady_clock::now() - start, 10s);
  // With the server's own timeout the connection stays; without, whatever it still does there is left behind.
  EXPECT_EQ(connection->is_lost(), GetParam() == PreparedStatements::off);
}

TEST_P(ReadConnections, AStatementThatFailsLeavesTheConnectionUsable) {
  const auto connection = open();
  const Result<Rows> failed = connection->query(kWrong, std::vector<std::string>{"1"});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::missing) << failed.error().message;
  EXPECT_FALSE(connection->is_lost());
  EXPECT_TRUE(connection->query(kTypes, std::vector<std::string>{"a"}));
}

TEST_P(ReadConnections, ABackendThatIsKilledIsNoticed) {
  const auto connection = open();
  ASSERT_TRUE(connection->query(kTypes, std::vector<std::string>{"a"}));
  database_.cut_connections();
  EXPECT_FALSE(connection->query(kTypes, std::vector<std::string>{"a"}));
  EXPECT_TRUE(connection->is_lost());
}

INSTANTIATE_TEST_SUITE_P(Prepared, ReadConnections, testing::Values(PreparedStatements::on, PreparedStatements::off));

}  // namespace
}  // namespace loopgenie::db
