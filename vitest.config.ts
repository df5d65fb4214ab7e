import { configDefaults, defineConfig } from 'vitest/config'

const database = 'test/support/global-setup.ts'

// The browser's tests run by themselves after all others: a browser beside them would slow down both.
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
          exclude: [...configDefaults.exclude, 'test/e2e/**'],
          globalSetup: [database],
          maxWorkers: 2,
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
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
