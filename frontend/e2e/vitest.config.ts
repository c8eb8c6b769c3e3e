// The browser tests. Each file has its own server, database and browser, and spends most of its time
// waiting for them, so two files run at once.

import { lingui } from '@lingui/vite-plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [lingui()],
  test: {
    include: ['e2e/*.test.ts'],
    maxWorkers: 2,
    // Generous limits: every wait ends as soon as its condition holds, so only a failing test takes
    // this long.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
