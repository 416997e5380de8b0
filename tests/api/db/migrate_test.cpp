#include "api/db/migrate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <pqxx/pqxx>

#include "api/db/connection.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::db {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::vector<Migration> three() {
  return {{1, "0001_one", "create table loopgenie.one (id int)"},
          {2, "0002_two", "create table loopgenie.two (id int)"},
          {3, "0003_three", "create table loopgenie.three (id int)"}};
}

TEST(Migrate, AppliesEveryMigrationOnceAndRecordsIt) {
  const test::TemporaryDatabase database;
  auto connection = connect(database.url());
  ASSERT_TRUE(connection) << connection.error().message;
  const auto first = migrate(**connection);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(first->size(), migrations().size());
  EXPECT_GE(first->size(), 2U);
  const auto second = migrate(**connection);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_TRUE(second->empty());
  pqxx::work transaction(**connection);
  EXPECT_EQ(transaction.exec1("select count(*) from loopgenie.migration")[0].as<std::size_t>(), migrations().size());
}

TEST(Migrate, NumbersAreOneTwoThree) {
  int expected = 1;
  for (const Migration& migration : migrations()) {
    EXPECT_EQ(migration.number, expected++) << migration.name;
    EXPECT_THAT(migration.sql, Not(testing::IsEmpty())) << migration.name;
  }
}

TEST(Migrate, AFailedMigrationNamesItselfAndLeavesNoTrace) {
  const test::TemporaryDatabase database;
  auto connection = connect(database.url());
  ASSERT_TRUE(connection) << connection.error().message;
  std::vector<Migration> broken = three();
  broken[1].sql = "create table loopgenie.two (id int); create table loopgenie.one (id int)";
  const auto applied = migrate(**connection, broken);
  ASSERT_FALSE(applied);
  EXPECT_THAT(applied.error().message, HasSubstr("0002_two"));
  EXPECT_THAT(applied.error().message, HasSubstr("already exists"));
  {
    pqxx::work transaction(**connection);
    EXPECT_EQ(transaction.exec1("select max(number) from loopgenie.migration")[0].as<int>(), 1);
    EXPECT_TRUE(transaction.exec1("select to_regclass('loopgenie.two')")[0].is_null());
  }
  const auto mended = migrate(**connection, three());
  ASSERT_TRUE(mended) << mended.error().message;
  EXPECT_EQ(mended->size(), 2U);
}

TEST(Migrate, ADatabaseNewerThanTheProgramIsRefused) {
  const test::TemporaryDatabase database;
  auto connection = connect(database.url());
  ASSERT_TRUE(connection) << connection.error().message;
  ASSERT_TRUE(migrate(**connection, three()));
  std::vector<Migration> older = three();
  older.pop_back();
  const auto refused = migrate(**connection, older);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::version);
  EXPECT_THAT(refused.error().message, HasSubstr("migration 3"));
  EXPECT_THAT(refused.error().message, HasSubstr("knows only 2"));
}

TEST(Migrate, ProgramsThatStartTogetherApplyEachMigrationOnce) {
  const test::TemporaryDatabase database;
  std::vector<std::future<std::size_t>> programs;
  for (int i = 0; i < 4; ++i) {
    programs.push_back(std::async(std::launch::async, [&]() -> std::size_t {
      auto connection = connect(database.url());
      if (!connection) {
        ADD_FAILURE() << connection.error().message;
        return 0;
      }
      const auto applied = migrate(**connection, three());
      EXPECT_TRUE(applied) << applied.error().message;
      return applied ? applied->size() : 0;
    }));
  }
  std::size_t sum = 0;
  for (auto& program : programs) {
    sum += program.get();
  }
  EXPECT_EQ(sum, 3U);
}

TEST(Connect, APasswordThatIsReadAsHostPortOrNameIsInNoMessage) {
  for (const std::string password :
       {"ge@heim", "ge/heim", "ge:hei@m", "@geheim", "geheim/", "%zzgeheim", "geheim@/x", "9/geheim"}) {
    for (const std::string host : {"@127.0.0.1:1/trails", "@localhost/trails"}) {
      const auto connection = connect("postgresql://someone:" + password + host);
      ASSERT_FALSE(connection) << password;
      for (const char* part : {"ge@", "heim", "hei@", "geheim"}) {
        EXPECT_THAT(connection.error().message, Not(HasSubstr(part))) << password;
      }
    }
  }
}

TEST(Connect, AnUnreachableServerIsNamedWithoutThePassword) {
  const auto connection = connect("postgresql://someone:secret@127.0.0.1:1/trails");
  ASSERT_FALSE(connection);
  EXPECT_EQ(connection.error().code, ErrorCode::io);
  EXPECT_THAT(connection.error().message, HasSubstr("cannot reach database trails at 127.0.0.1:1"));
  EXPECT_THAT(connection.error().message, HasSubstr("--database-url"));
  EXPECT_THAT(connection.error().message, Not(HasSubstr("secret")));
}

TEST(Connect, AUrlThatCannotBeReadIsAPersonsInput) {
  const auto connection = connect("postgres;//nonsense secret");
  ASSERT_FALSE(connection);
  EXPECT_EQ(connection.error().code, ErrorCode::invalid_input);
  EXPECT_THAT(connection.error().message, HasSubstr("postgresql://"));
  EXPECT_THAT(connection.error().message, Not(HasSubstr("secret")));
}

TEST(Connect, ADatabaseThatDoesNotExistIsSaidSo) {
  std::string url;
  {
    const test::TemporaryDatabase dropped_again;
    url = dropped_again.url();
  }
  const auto connection = connect(url);
  ASSERT_FALSE(connection);
  EXPECT_THAT(connection.error().message, HasSubstr("does not exist"));
}

}  // namespace
}  // namespace loopgenie::db
