// The browser tests: one file at a time, each with its own server.

import { lingui } from '@lingui/vite-plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [lingui()],
  test: {
    include: ['e2e/*.test.ts'],
    fileParallelism: false,
    // Generous limits: every wait ends as soon as its condition holds, so only a failing test takes
    // this long.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
