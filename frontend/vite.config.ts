// How the application is built, developed and tested.

import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { offlineShell } from './build/offline-shell.ts';

const server = process.env['ERRAND_URL'] ?? 'http://127.0.0.1:8080';

// What the first pages share with the later ones, without what loads on demand.
const shared =
  /\/src\/(lib|components|app\/routes\/send-to|features\/auth\/components\/auth-page|features\/tasks\/search)/;
const later =
  /\.json|\/i18n\/later\/|\/(calendar|dialog|drafts|menu|menu-parts|skeleton|me|use-now|use-shortcuts|use-today|uuid)\.tsx?$/;
const isShared = (id: string) =>
  shared.test(id) && (!later.test(id) || id.includes('/i18n/en.json'));

export default defineConfig({
  plugins: [react(), lingui({ failOnCompileError: true }), tailwindcss(), offlineShell()],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  // The build works under any path: its files refer to each other relatively, and the server writes
  // its path into index.html.
  experimental: {
    renderBuiltUrl: (name, { hostType }) => (hostType === 'html' ? `/${name}` : { relative: true }),
  },
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox125', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // One chunk for what every page needs, rather than a dozen small ones.
        codeSplitting: {
          groups: [
            { name: 'shared', test: isShared },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'tanstack', test: /node_modules\/@tanstack\/(?!virtual|react-virtual)/ },
            {
              name: 'radix',
              test: /node_modules\/(radix-ui|@radix-ui|@floating-ui|aria-hidden)\//,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
    testTimeout: 30_000,
    restoreMocks: true,
  },
});
