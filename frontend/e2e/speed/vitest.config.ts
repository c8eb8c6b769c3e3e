// Performance measurements, which need an idle machine.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['e2e/speed/*.test.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 60_000,
    disableConsoleIntercept: true,
  },
});
