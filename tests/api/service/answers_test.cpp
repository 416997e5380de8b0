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

Response no_such_page_for(const char* accept) {
  Request request{.method = "GET", .path = "/%23at=42.5,1.5<script>", .query = {}, .headers = {}};
  if (accept != nullptr) request.headers.add("Accept", accept);
  return no_such_page(request);
}

TEST(NoSuchPage, IsHtmlForABrowserAndAProblemForAProgram) {
  const Response page = no_such_page_for("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
  EXPECT_EQ(page.status, 404);
  EXPECT_EQ(page.headers.find("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.headers.find("Vary"), "Accept");
  EXPECT_NE(page.body_text().find("href=\"/\""), std::string_view::npos);
  EXPECT_NE(page.body_text().find("no_such_page"), std::string_view::npos);
  EXPECT_EQ(page.body_text().find("42.5"), std::string_view::npos) << "nothing that was asked for is repeated";
  for (const char* accept : {static_cast<const char*>(nullptr), "*/*", "application/json", "image/avif,*/*;q=0.8"}) {
    const Response problem = no_such_page_for(accept);
    EXPECT_EQ(problem.status, 404);
    EXPECT_EQ(problem.headers.find("Content-Type"), "application/problem+json");
    EXPECT_NE(problem.body_text().find(R"("code":"no_such_page")"), std::string_view::npos);
  }
}

}  // namespace
}  // namespace loopgenie::service
