import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const gateway = process.env["WORKSYNC_GATEWAY"] ?? "http://localhost:8080";
const page = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    // The content security policy allows no data: scripts or fonts, so every asset stays a file.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
    rolldownOptions: { input: { app: page("index.html"), docs: page("docs.html") } },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      "/api": gateway,
      "/config.json": gateway,
      "/openapi": gateway,
      "/connection": { target: gateway, ws: true },
      "/emulation": gateway,
    },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node", testTimeout: 30_000 },
});
