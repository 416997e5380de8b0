#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/typescript.hpp"

namespace loopgenie {
namespace {

const std::string kSource = LOOPGENIE_SOURCE_DIR;

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Contract, ThePagesTypesAreThoseOfTheDocumentsThatAreWritten) {
  const std::string path = kSource + "/web/src/plan/generated.ts";
  const test::Contract contract = test::describe_contract();
  if (std::getenv("LOOPGENIE_WRITE_CONTRACT") != nullptr) {
    std::ofstream(path, std::ios::binary) << contract.typescript;
  }
  EXPECT_EQ(text_of(path), contract.typescript)
      << path
      << " is stale: run LOOPGENIE_WRITE_CONTRACT=1 ./loopgenie test core 'Contract.*' and commit what it writes";
}

TEST(Contract, PlanMdNamesEveryMemberFieldAndCode) {
  const std::string document = text_of(kSource + "/core/export/PLAN.md");
  for (const std::string& name : test::describe_contract().names) {
    EXPECT_NE(document.find('`' + name + '`'), std::string::npos)
        << "core/export/PLAN.md does not say what `" << name << "` is";
  }
}

}  // namespace
}  // namespace loopgenie
