import { defineConfig } from 'vitest/config';

/** `npm run screenshots`: the pictures of docs/screenshots, made from the running platform and by nobody's hand. */
export default defineConfig({
  test: {
    include: ['e2e/screenshots/take.ts'],
    globalSetup: ['e2e/global-setup.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
