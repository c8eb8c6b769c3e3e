// A Vite plugin that lets the pages of guests be fetched together with the application, not after it:
// they are small, and nearly every first visit begins there.

import type { Plugin } from 'vite';

const PAGES = ['/routes/guest.tsx', '/routes/auth.tsx'];

export function preloadGuestPages(): Plugin {
  return {
    name: 'errand-preload-guest-pages',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const files = new Set<string>();
        const add = (name: string) => {
          const file = bundle[name];
          if (file?.type !== 'chunk' || files.has(name)) return;
          files.add(name);
          file.imports.forEach(add);
        };
        for (const file of Object.values(bundle)) {
          const module = file.type === 'chunk' ? (file.facadeModuleId ?? '') : '';
          if (PAGES.some((page) => module.endsWith(page))) add(file.fileName);
        }
        return [...files]
          .filter((name) => !html.includes(name))
          .map((name) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` },
            injectTo: 'head' as const,
          }));
      },
    },
  };
}
