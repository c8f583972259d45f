import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/setup/postgres.ts', 'tests/setup/bundle.ts'],
    pool: 'forks',
    // Two cores: vitest's own default would leave one idle, and many tests wait for child processes.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
