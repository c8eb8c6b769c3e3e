// A Vite plugin that writes the service worker from build/service-worker.js, filling in the files
// it caches and a version, which is a hash over them.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

// Relative to the service worker, which is beside index.html.
const UNHASHED = ['./', 'theme.js', 'manifest.webmanifest', 'icons/icon.svg'];

export function offlineShell(): Plugin {
  return {
    name: 'errand-offline-shell',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const assets = Object.keys(bundle)
        .filter((name) => name.startsWith('assets/'))
        .sort();
      const files = [...UNHASHED, ...assets];
      const hash = createHash('sha256').update(JSON.stringify(files));
      for (const name of ['index.html', 'public/theme.js', 'public/manifest.webmanifest']) {
        hash.update(await readFile(name));
      }
      const source = (await readFile('build/service-worker.js', 'utf8'))
        .replace("'__VERSION__'", JSON.stringify(hash.digest('hex').slice(0, 16)))
        .replace("['__FILES__']", JSON.stringify(files));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}
