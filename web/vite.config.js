import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { packedForms } from "./packed_forms.js";

// Where the WASM build wrote loopgenie.js and loopgenie.wasm.
const wasmDir = process.env.LOOPGENIE_WASM_DIR ?? fileURLToPath(new URL("../build/wasm", import.meta.url));

export default defineConfig({
  base: "./",
  plugins: [packedForms()],
  resolve: { alias: { "loopgenie-wasm": wasmDir } },
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: { target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 1200, reportCompressedSize: true },
  worker: { format: "es" },
  server: {
    fs: { allow: [".", wasmDir] },
    proxy: { "/v1": process.env.LOOPGENIE_API ?? "http://127.0.0.1:8080" },
  },
  test: { include: ["src/**/*.test.ts", "*.test.js"], environment: "node", css: true },
});
