// The project's documents: every link and every path in them leads somewhere, and the README stays short enough to read.
// Prints TAP lines: node tests/structure/documents.mjs
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const mostReadmeLines = 150;

const git = (...args) =>
  execFileSync("git", ["-C", root, "-c", `safe.directory=${root}`, ...args], { encoding: "utf8" }).split("\0").filter(Boolean);
const documents = git("ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", "*.md").filter((file) =>
  existsSync(join(root, file)),
);

const read = (file) => readFileSync(join(root, file), "utf8");
const withoutCode = (text) => text.replace(/^```[\s\S]*?^```/gm, "");

// The anchors of a document's headings, by GitHub's rule.
function anchorsOf(file) {
  const seen = new Map();
  const anchors = new Set();
  for (const [, title] of withoutCode(read(file)).matchAll(/^#+ +(.*)$/gm)) {
    const text = title.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").trim().toLowerCase();
    const slug = text.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "").replaceAll(" ", "-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    anchors.add(count === 0 ? slug : `${slug}-${count}`);
  }
  return anchors;
}

function faultsOfLinks(file) {
  const faults = [];
  for (const [, target] of withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [path, anchor] = target.split("#");
    const wanted = path === "" ? file : normalize(join(dirname(file), decodeURIComponent(path)));
    if (!existsSync(join(root, wanted))) faults.push(`${target}: there is no ${wanted}`);
    else if (anchor && !anchorsOf(wanted).has(anchor)) faults.push(`${target}: ${wanted} has no such heading`);
  }
  return faults;
}

// Paths in backticks that begin with a folder of the project: `core/loop/rank/`, `tests/run.sh`. NAME stands for any name.
function faultsOfPaths(file) {
  const faults = [];
  for (const [, path] of withoutCode(read(file)).matchAll(/`((?:core|wasm|api|web|tests)\/[\w./-]*)`/g)) {
    if (!path.includes("NAME") && !existsSync(join(root, path))) faults.push(`there is no ${path}`);
  }
  return faults;
}

let failed = false;
function report(name, faults) {
  failed ||= faults.length > 0;
  console.log(`${faults.length === 0 ? "ok" : "not ok"} - ${name}`);
  for (const fault of faults) console.log(`  ${fault}`);
}

for (const file of documents) report(`links and paths in ${file}`, [...faultsOfLinks(file), ...faultsOfPaths(file)]);
const readmeLines = read("README.md").trimEnd().split("\n").length;
report(
  `README.md has at most ${mostReadmeLines} lines`,
  readmeLines <= mostReadmeLines ? [] : [`it has ${readmeLines}; move details beside the code they are about`],
);
process.exitCode = failed ? 1 : 0;
