import { defineConfig } from "vitest/config";

/** Unit tests: no server, no browser. */
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], exclude: ["test/live.test.ts", "test/*.live.test.ts"], environment: "node", testTimeout: 30_000 },
});
