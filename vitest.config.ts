import { configDefaults, defineConfig } from 'vitest/config'

const database = 'test/support/global-setup.ts'

// What starts several real servers, and what drives a browser, runs by itself after the rest: side by side they would only
// slow each other down.
const servers = ['docker', 'fault', 'kafka', 'nginx', 'redis', 'stack'].map(
  (room) => `test/${room}/**/*.test.ts`,
)

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'shop',
          include: [
            'server/**/*.test.ts',
            'contracts/**/*.test.ts',
            'db/**/*.test.ts',
            'web/**/*.test.ts',
            'test/**/*.test.ts',
          ],
          exclude: [...configDefaults.exclude, ...servers, 'test/e2e/**'],
          globalSetup: [database],
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'servers',
          include: servers,
          globalSetup: [database],
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: [database, 'test/e2e/support/global-setup.ts'],
          maxWorkers: 1,
          testTimeout: 120_000,
          expect: { poll: { timeout: 15_000 } },
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
