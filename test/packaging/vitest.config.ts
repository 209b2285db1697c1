import { defineConfig } from 'vitest/config'

/** Started by `npm run test:packaging`. */
export default defineConfig({
  test: { include: ['test/packaging/*.packaging.ts'], testTimeout: 600_000, hookTimeout: 600_000, fileParallelism: false },
})
