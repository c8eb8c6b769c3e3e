// Registers the service worker, so the application opens without a network.

import { basePath } from '@/lib/base-path';

export function registerServiceWorker(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    // Without a service worker only the offline start is missing.
    navigator.serviceWorker.register(`${basePath}sw.js`).catch(() => undefined);
  });
}
