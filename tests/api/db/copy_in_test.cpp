#include "api/db/copy_in.hpp"

#include <gtest/gtest.h>

#include <pqxx/pqxx>
#include <string>
#include <string_view>

#include "api/db/connection.hpp"
#include "tests/support/temporary_postgres.hpp"

namespace loopgenie::db {
namespace {

using namespace std::string_literals;

/// Two columns: an integer and a text of less than 256 bytes.
std::string row(unsigned char number, const std::string& text) {
  return "\0\2\0\0\0\4\0\0\0"s + static_cast<char>(number) + "\0\0\0"s + static_cast<char>(text.size()) + text;
}

class Copy : public testing::Test {
 protected:
  Copy() {
    connection_ = connect(database_.url()).value();
    pqxx::work transaction(*connection_);
    transaction.exec0("create table t (number integer primary key, text text)");
    transaction.commit();
  }

  int rows() {
    pqxx::work transaction(*connection_);
    return transaction.exec1("select count(*) from t")[0].as<int>();
  }

  test::TemporaryDatabase database_;
  std::unique_ptr<pqxx::connection> connection_;
};

TEST_F(Copy, RowsArriveHoweverTheyAreCut) {
  pqxx::work transaction(*connection_);
  CopyIn copy(transaction, "public.t", {"number", "text"});
  for (const char byte : row(1, "one") + row(2, "\t\\.\n") + row(3, "")) {
    copy.write({&byte, 1});
  }
  copy.complete();
  EXPECT_EQ(
      transaction.exec1("select string_agg(number || '=' || text, ',' order by number) from t")[0].as<std::string>(),
      "1=one,2=\t\\.\n,3=");
  transaction.commit();
  EXPECT_EQ(rows(), 3);
}

TEST_F(Copy, WhatIsWrongWithARowIsThrown) {
  {
    pqxx::work transaction(*connection_);
    CopyIn copy(transaction, "t", {"number", "text"});
    copy.write(row(1, "one") + row(1, "again"));
    try {
      copy.complete();
      ADD_FAILURE() << "nothing was thrown";
    } catch (const pqxx::sql_error& error) {
      EXPECT_EQ(error.sqlstate(), "23505");
      EXPECT_NE(std::string_view(error.what()).find("duplicate key"), std::string_view::npos) << error.what();
    }
  }
  EXPECT_EQ(rows(), 0);
}

TEST_F(Copy, WhatWasNotCompletedIsNotKeptAndTheConnectionGoesOn) {
  {
    pqxx::work transaction(*connection_);
    CopyIn copy(transaction, "t", {"number", "text"});
    copy.write(row(1, "one"));
  }
  EXPECT_EQ(rows(), 0);
}

TEST_F(Copy, ALostConnectionIsThrown) {
  pqxx::work transaction(*connection_);
  CopyIn copy(transaction, "t", {"number", "text"});
  database_.cut_connections();
  EXPECT_THROW(
      {
        copy.write(row(1, "one"));
        copy.complete();
      },
      pqxx::broken_connection);
}

TEST_F(Copy, ATableThatIsNotThereIsThrown) {
  pqxx::work transaction(*connection_);
  EXPECT_THROW(CopyIn(transaction, "nothing", {"number"}), pqxx::undefined_table);
}

}  // namespace
}  // namespace loopgenie::db
