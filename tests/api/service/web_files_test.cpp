#include "api/service/web_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

#include "api/db/gzip.hpp"
#include "tests/api/service/http/brotli_pack.hpp"
#include "tests/api/service/web_folder.hpp"

namespace loopgenie::service {
namespace {

TEST(WebFiles, AreHeldInMemoryWithTypesAndBothForms) {
  const WebFolder folder;
  const std::string script(10'000, 'x');
  folder.write("index.html", "<!doctype html>");
  folder.write("assets/app-1a2b.js", script);
  folder.write("assets/core-3c4d.wasm", std::string("\0asm", 4));
  const Result<WebFiles> files = WebFiles::load(folder.path());
  ASSERT_TRUE(files) << files.error().message;
  std::filesystem::remove_all(folder.path());

  const WebFile* page = files->find("/").value();
  ASSERT_NE(page, nullptr);
  EXPECT_EQ(*page->forms.identity, "<!doctype html>");
  EXPECT_EQ(page->media_type, "text/html; charset=utf-8");
  EXPECT_FALSE(page->immutable);
  EXPECT_EQ(page->forms.gzip, nullptr) << "gzip would be longer";
  const WebFile* app = files->find("/assets/app-1a2b.js").value();
  ASSERT_NE(app, nullptr);
  EXPECT_TRUE(app->immutable);
  EXPECT_EQ(db::gunzip(*app->forms.gzip).value(), script);
  EXPECT_EQ(files->find("/assets/core-3c4d.wasm").value()->media_type, "application/wasm");
}

TEST(WebFiles, NeverReachOutsideTheFolder) {
  const WebFolder folder;
  folder.write("index.html", "");
  folder.write(".env", "secret");
  folder.write(".git/config", "secret");
  std::filesystem::create_symlink("/etc/passwd", folder.path() / "passwd");
  std::filesystem::create_directory_symlink("/etc", folder.path() / "etc");
  const Result<WebFiles> files = WebFiles::load(folder.path());
  ASSERT_TRUE(files) << files.error().message;
  for (const char* path : {"/.env", "/.git/config", "/passwd", "/etc/passwd", "/../etc/passwd", "//etc/passwd", "",
                           "/index.html/", "/./index.html"}) {
    EXPECT_EQ(files->find(path).value(), nullptr) << path;
  }
  EXPECT_EQ(files->count(), 1U);
}

TEST(WebFiles, TakeThePackedFormsBesideAFileWhereTheyAreThatFiles) {
  const std::string text(5'000, 'a');
  const std::string gzip = db::gzip(text);
  const std::string packed = brotli(text);
  WebFolder folder;
  folder.write("index.html", text);
  folder.write("index.html.gz", gzip);
  folder.write("index.html.br", packed);
  folder.write("stale.js", text);
  folder.write("stale.js.gz", db::gzip("older"));
  folder.write("stale.js.br", brotli("older"));
  folder.write("damaged.css", text);
  folder.write("damaged.css.gz", gzip.substr(0, gzip.size() / 2));
  folder.write("damaged.css.br", packed.substr(0, packed.size() / 2));
  folder.write("short.txt", "a");
  folder.write("short.txt.br", brotli("a"));
  folder.write("alone.gz", gzip);
  folder.write("alone.br", packed);
  const WebFiles files = WebFiles::load(folder.path()).value();
  EXPECT_EQ(*files.find("/").value()->forms.gzip, gzip);
  EXPECT_EQ(*files.find("/").value()->forms.brotli, packed);
  for (const char* name : {"/stale.js", "/damaged.css"}) {
    EXPECT_EQ(db::gunzip(*files.find(name).value()->forms.gzip), text) << name;
    EXPECT_EQ(files.find(name).value()->forms.brotli, nullptr) << name;
  }
  EXPECT_EQ(files.find("/short.txt").value()->forms.brotli, nullptr) << "Brotli would be longer";
  EXPECT_EQ(files.find("/index.html.gz").value(), nullptr);
  EXPECT_EQ(files.find("/index.html.br").value(), nullptr);
  EXPECT_NE(files.find("/alone.gz").value(), nullptr);
  EXPECT_NE(files.find("/alone.br").value(), nullptr);
}

TEST(WebFiles, AreReadWhenAskedForAndThenKept) {
  const WebFolder folder;
  folder.write("index.html", "before");
  folder.write("gone.js", "");
  const WebFiles files = WebFiles::load(folder.path(), Reading::when_asked).value();
  folder.write("index.html", "after");
  std::filesystem::remove(folder.path() / "gone.js");

  std::vector<std::thread> threads;
  std::array<const WebFile*, 4> found{};
  for (const WebFile*& file : found) {
    threads.emplace_back([&] { file = files.find("/index.html").value(); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(*found[0]->forms.identity, "after");
  EXPECT_EQ(std::count(found.begin(), found.end(), found[0]), 4);
  folder.write("index.html", "later");
  EXPECT_EQ(*files.find("/").value()->forms.identity, "after");

  const Result<const WebFile*> gone = files.find("/gone.js");
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, ErrorCode::io);
  EXPECT_EQ(files.find("/never.js").value(), nullptr);
}

TEST(WebFiles, WithoutAnIndexAreAnError) {
  const WebFolder folder;
  const Result<WebFiles> empty = WebFiles::load(folder.path());
  ASSERT_FALSE(empty);
  EXPECT_NE(empty.error().message.find("index.html"), std::string::npos);
  EXPECT_FALSE(WebFiles::load("/no/such/folder"));
}

TEST(MediaType, IsByExtension) {
  EXPECT_EQ(media_type_of("/a.MJS"), "text/javascript; charset=utf-8");
  EXPECT_EQ(media_type_of("/a.css"), "text/css; charset=utf-8");
  EXPECT_EQ(media_type_of("/a.svg"), "image/svg+xml");
  EXPECT_EQ(media_type_of("/a"), "application/octet-stream");
  EXPECT_EQ(media_type_of("/a.exe"), "application/octet-stream");
}

}  // namespace
}  // namespace loopgenie::service
