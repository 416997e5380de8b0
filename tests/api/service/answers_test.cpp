#include "api/service/answers.hpp"

#include <gtest/gtest.h>

namespace loopgenie::service {
namespace {

Response ask(const Forms& forms, const char* accept_encoding, const char* if_none_match = nullptr) {
  Request request;
  if (accept_encoding != nullptr) request.headers.add("Accept-Encoding", accept_encoding);
  if (if_none_match != nullptr) request.headers.add("If-None-Match", if_none_match);
  return answer_forms(request, forms, "text/css", kRevalidate);
}

Forms three_forms() { return {"00ff", make_bytes("identity"), make_bytes("gzip"), make_bytes("brotli")}; }

TEST(AnswerForms, SendsEachFormWithItsCodingAndTag) {
  struct Case {
    const char* accept_encoding;
    const char* body;
    std::optional<std::string> content_encoding;
    const char* etag;
  };
  for (const Case& expected :
       {Case{"gzip, deflate, br", "brotli", "br", "\"00ff.br\""}, Case{"gzip, br;q=0.5", "gzip", "gzip", "\"00ff.gz\""},
        Case{nullptr, "identity", std::nullopt, "\"00ff\""}}) {
    const Response response = ask(three_forms(), expected.accept_encoding);
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body_text(), expected.body);
    EXPECT_EQ(response.headers.find("Content-Encoding"), expected.content_encoding) << expected.body;
    EXPECT_EQ(response.headers.find("ETag"), expected.etag);
    EXPECT_EQ(response.headers.find("Vary"), "Accept-Encoding");
  }
}

TEST(AnswerForms, SendsAnotherFormWhereOneIsMissing) {
  Forms forms = three_forms();
  forms.brotli = nullptr;
  EXPECT_EQ(ask(forms, "br, gzip;q=0.1").body_text(), "gzip");
  forms.gzip = nullptr;
  EXPECT_EQ(ask(forms, "br, gzip;q=0.1").body_text(), "identity");
}

TEST(AnswerForms, AreNotModifiedForTheTagOfTheChosenFormAlone) {
  EXPECT_EQ(ask(three_forms(), "br", "\"00ff.br\"").status, 304);
  EXPECT_EQ(ask(three_forms(), "br", "\"00ff.gz\"").status, 200);
  EXPECT_EQ(ask(three_forms(), "gzip", "\"00ff.br\", \"00ff.gz\"").status, 304);
}

}  // namespace
}  // namespace loopgenie::service
