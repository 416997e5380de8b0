// Runs clang-tidy over C++ files and remembers what passed, by content: a file is looked at again once its text, a header
// it includes, its compile flags, .clang-tidy or the installed libraries change, and not before.
//
//   node tests/tidy.mjs --build build/tidy [--seconds N] [--only TEXT] <LIST
//
// LIST holds names of files in the checkout, each ended by a zero byte. A file that has changed since it last passed, or
// that is not committed, is looked at whatever the time; the others as far as N seconds allow, those that the newest
// commits touched first. --only takes the files with TEXT in their names. Prints TAP lines.
//
// Memory: one file per pass, in the build folder beside --build and in $LOOPGENIE_CACHE (~/.cache/loopgenie unless set),
// which a fresh clone finds again.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const kKeepDays = 60;
const kGbPerProcess = 1;

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const { values: options } = parseArgs({
  options: {
    build: { type: "string" },
    seconds: { type: "string", default: "3600" },
    only: { type: "string", default: "" },
  },
});
if (!options.build) {
  console.error("usage: node tests/tidy.mjs --build FOLDER [--seconds N] [--only TEXT] <LIST");
  process.exit(2);
}

const sha = (...texts) => {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("hex").slice(0, 24);
};
const outputOf = (program, ...args) => {
  try {
    return execFileSync(program, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  } catch {
    return "";
  }
};
const git = (...args) => outputOf("git", "-C", root, "-c", `safe.directory=${root}`, ...args);
const listOf = (text) => text.split("\0").filter(Boolean);

/** Text of a project file, read once; "" where there is none. */
const texts = new Map();
function textOf(file) {
  if (!texts.has(file)) {
    const path = join(root, file);
    texts.set(file, existsSync(path) ? readFileSync(path, "utf8") : "");
  }
  return texts.get(file);
}

/** The project's files that this one includes, directly or not, and itself. */
function closureOf(file, seen = new Set()) {
  seen.add(file);
  for (const [, name] of textOf(file).matchAll(/^\s*#\s*include "([^"]+)"/gm)) {
    if (!seen.has(name)) closureOf(name, seen);
  }
  return seen;
}

const commands = new Map(
  JSON.parse(readFileSync(join(options.build, "compile_commands.json"), "utf8")).map((entry) => [
    relative(root, resolve(entry.directory, entry.file)),
    (entry.command ?? entry.arguments.join(" ")).replaceAll(root, "."),
  ]),
);
const surroundings = sha(
  outputOf("clang-tidy", "--version"),
  outputOf("dpkg-query", "--show", "*-dev", "libstdc++*"), // versions of what <…> includes
  textOf(".clang-tidy"),
);

/** `own` names the file's own text, `all` everything that its result depends on. */
function marksOf(file) {
  const header = file.replace(/\.cpp$/, ".hpp");
  const included = [...closureOf(file)].sort();
  return {
    own: sha(textOf(file), textOf(header)),
    all: sha(surroundings, commands.get(file), ...included.flatMap((name) => [name, textOf(name)])),
  };
}

const memories = [
  resolve(options.build, "../tidy-passed"),
  join(process.env.LOOPGENIE_CACHE || join(process.env.XDG_CACHE_HOME || join(os.homedir(), ".cache"), "loopgenie"), "tidy"),
];
const folderOf = (memory, file) => join(memory, file.replaceAll("/", "%"));

/** What is remembered of a file: whether exactly this passed, and whether it passed with another text of its own. */
function recall(file, { own, all }) {
  let isKnown = false;
  let hasOwn = false;
  for (const memory of memories) {
    const folder = folderOf(memory, file);
    const names = existsSync(folder) ? readdirSync(folder) : [];
    if (names.includes(`${own}-${all}`)) {
      try {
        utimesSync(join(folder, `${own}-${all}`), new Date(), new Date());
      } catch {} // another user's
      return { hasPassed: true, hasChanged: false };
    }
    isKnown ||= names.length > 0;
    hasOwn ||= names.some((name) => name.startsWith(own));
  }
  return { hasPassed: false, hasChanged: isKnown && !hasOwn };
}

function remember(file, { own, all }) {
  for (const memory of memories) {
    const folder = folderOf(memory, file);
    try {
      mkdirSync(folder, { recursive: true });
      for (const name of readdirSync(folder)) {
        const ageDays = (Date.now() - statSync(join(folder, name)).mtimeMs) / 86_400_000;
        if (ageDays > kKeepDays) rmSync(join(folder, name));
      }
      writeFileSync(join(folder, `${own}-${all}`), "");
    } catch {} // a folder that cannot be written to remembers nothing
  }
}

function clangTidy(file) {
  return new Promise((done) => {
    const child = spawn("clang-tidy", ["-p", options.build, "--quiet", file], { cwd: root });
    let said = "";
    child.stdout.on("data", (text) => (said += text));
    child.on("error", (error) => done({ passed: false, said: error.message }));
    child.on("close", (code) => done({ passed: code === 0, said }));
  });
}

const files = listOf(readFileSync(0, "utf8")).filter((file) => file.includes(options.only));
const marks = new Map(files.map((file) => [file, marksOf(file)]));
const uncommitted = new Set([
  ...listOf(git("diff", "--name-only", "-z", "HEAD")),
  ...listOf(git("ls-files", "--others", "--exclude-standard", "-z")),
]);
const newestFirst = new Map();
for (const file of listOf(git("log", "--format=", "--name-only", "-z"))) {
  const name = file.trim();
  if (!newestFirst.has(name)) newestFirst.set(name, newestFirst.size);
}
const rankOf = (file) => newestFirst.get(file) ?? -1;

const must = [];
const may = [];
let recalled = 0;
for (const file of files) {
  const { hasPassed, hasChanged } = recall(file, marks.get(file));
  if (hasPassed) {
    console.log(`ok - ${file}`);
    recalled += 1;
  } else if (hasChanged || uncommitted.has(file) || uncommitted.has(file.replace(/\.cpp$/, ".hpp"))) {
    must.push(file);
  } else {
    may.push(file);
  }
}
may.sort((a, b) => rankOf(a) - rankOf(b));
console.log(`# ${recalled} of ${files.length} files are as they were when they passed; ${must.length} have changed`);

const until = Date.now() + 1000 * Number(options.seconds);
let failed = 0;
async function work() {
  for (;;) {
    const file = must.shift() ?? (Date.now() < until ? may.shift() : undefined);
    if (file === undefined) return;
    const { passed, said } = await clangTidy(file);
    console.log(`${passed ? "ok" : "not ok"} - ${file}`);
    if (said.trim()) console.log(said.trimEnd().replace(/^/gm, "  # "));
    if (passed && !said.trim()) remember(file, marks.get(file));
    failed += passed ? 0 : 1;
  }
}
const processes = Math.max(1, Math.min(os.cpus().length, Math.floor(os.freemem() / 1e9 / kGbPerProcess)));
await Promise.all(Array.from({ length: processes }, work));
if (may.length > 0) {
  console.log(`ok - ${may.length} files # SKIP not looked at: the time (${options.seconds} s) was up (--long looks at all)`);
}
process.exit(failed > 0 ? 1 : 0);
