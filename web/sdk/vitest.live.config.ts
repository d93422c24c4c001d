import { defineConfig } from "vitest/config";

/** Tests against a running WorkSync; see the head of `test/live.test.ts`. */
export default defineConfig({
  test: { include: ["test/live.test.ts", "test/*.live.test.ts"], environment: "node", fileParallelism: false, testTimeout: 30_000, hookTimeout: 30_000 },
});
