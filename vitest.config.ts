import { defineConfig } from 'vitest/config';

const unbuilt = ['**/node_modules/**', '**/.next/**', '**/.sabha/**'];
const sources = [
  'apps/**/*.test.{ts,tsx}',
  'packages/**/*.test.ts',
  'tooling/**/*.test.ts',
  'infra/*/src/**/*.test.ts',
  'benchmarks/src/**/*.test.ts',
  'loadtests/src/**/*.test.ts',
  'loadtests/capacity/src/**/*.test.ts',
];
const needingServices = ['**/*.integration.test.ts'];
/** Brings up PostgreSQL, LiveKit, mail and identity for this run, on ports of its own, and takes them down again. */
const services = 'infra/local/src/testing/global-setup.ts';
/** Brings up one whole platform for all the browsers of this run. */
const platform = 'e2e/global-setup.ts';

/**
 * unit: beside the code, needs nothing running.   integration: beside the code, needs the real services.
 * e2e: whole platform in real Chromium.           local: the runner itself, which starts and kills platforms.
 * load: the load kit, and faults that its verdict must see.
 */
export default defineConfig({
  test: {
    // A test that was left focused would hide all the others.
    allowOnly: false,
    projects: [
      {
        oxc: { jsx: { runtime: 'automatic' } },
        test: { name: 'unit', include: sources, exclude: [...unbuilt, ...needingServices], testTimeout: 10_000 },
      },
      {
        test: {
          name: 'integration',
          include: needingServices,
          exclude: [...unbuilt, 'e2e/**'],
          globalSetup: services,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: platform,
          exclude: unbuilt,
          // One platform and one set of browsers on few cores: side by side they would only starve each other.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        // Loads a platform and looks at the verdict: whatever runs beside it is foreign load, and makes it none.
        test: {
          name: 'load',
          include: ['loadtests/test/**/*.test.ts'],
          exclude: unbuilt,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'local',
          include: ['infra/local/test/**/*.test.ts'],
          exclude: unbuilt,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
