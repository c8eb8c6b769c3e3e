// Makes the built application open without a network.

export function registerServiceWorker(): void {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  addEventListener('load', () => {
    // Without it all works but the start offline.
    navigator.serviceWorker.register('/sw.js').catch(() => undefined);
  });
}
