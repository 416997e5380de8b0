// A Vite plugin that writes two packed forms of every built file beside it: NAME.gz (gzip) and NAME.br (Brotli), each
// where it is smaller than the file. Whoever serves the page then only chooses between files. The same files give the
// same bytes with the same version of Node.
import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

// What is not packed already, as a PNG is.
const packable = /\.(html|js|css|svg|wasm|json|txt)$/;

const gzip = promisify(zlib.gzip);
const brotliCompress = promisify(zlib.brotliCompress);
const brotli = (bytes) =>
  brotliCompress(bytes, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
      [zlib.constants.BROTLI_PARAM_LGWIN]: zlib.constants.BROTLI_MAX_WINDOW_BITS,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

/** Writes the packed forms of one file. */
async function pack(file) {
  const bytes = await readFile(file);
  const forms = { ".gz": await gzip(bytes, { level: 9 }), ".br": await brotli(bytes) };
  for (const [ending, packed] of Object.entries(forms)) {
    if (packed.length < bytes.length) await writeFile(file + ending, packed);
  }
}

/** Writes the packed forms of every file in the folder and the folders in it. */
export async function packFolder(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map((entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return packFolder(place);
      return packable.test(entry.name) ? pack(place) : undefined;
    }),
  );
}

export function packedForms() {
  let folder;
  return {
    name: "packed-forms",
    apply: "build",
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    closeBundle: () => packFolder(folder),
  };
}
