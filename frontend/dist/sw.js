// The service worker: caches the application shell, so it opens without a network. It never handles
// /api; data always comes from the server.

const CACHE = `errand-shell-${"c06cc0c10af7e18b"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-C6AUqBxH.js","/assets/ar-CnDHNRha.js","/assets/dialog-DqzpTUh9.js","/assets/find-date-Zm_035Xp.js","/assets/index-Be2_-VPc.css","/assets/index-C3jjTM35.js","/assets/me-DqZXHhVX.js","/assets/member-CpneiFv2.js","/assets/menu-Zi1DckDU.js","/assets/menu-parts-BZhZKsF2.js","/assets/outcome-page-CK5_ZqFY.js","/assets/plus-C3HUtTQ4.js","/assets/priority-flag-CsWCP-J3.js","/assets/radix-h7myih-c.js","/assets/react-Bt6EO43Y.js","/assets/reset-password-C_6Y0VYw.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-BP1W66Zy.js","/assets/shortcuts-dialog-BJRizqOx.js","/assets/skeleton-BJ8Xr6Ty.js","/assets/tags-BfK44Eaa.js","/assets/tags-dialog-CAedm0ZF.js","/assets/tags-field-tlTHyh3G.js","/assets/tanstack-CKAXZ2RS.js","/assets/task-dialog-o5QoJncP.js","/assets/tasks-N9FiPBp0.js","/assets/verify-email-D0XZgqKd.js"];

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((url) => new Request(url, { cache: 'no-cache' }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('errand-shell-') && name !== CACHE))
      .then((stale) => Promise.all(stale.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/assets/')) {
    event.respondWith(kept(request).then((response) => response ?? fetch(request)));
  } else if (request.mode === 'navigate' && !isOfTheServer(url.pathname)) {
    event.respondWith(fetch(request).catch(() => kept('/')));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});

// The cached response for an address. Files are cached without headers that page loads add, such as
// `Origin`, which the server lists in `Vary`.
function kept(request) {
  return caches.match(request, { ignoreVary: true });
}

// Paths that belong to the server rather than to the application.
function isOfTheServer(path) {
  return /^\/(api|auth|docs|health|metrics|openapi\.json)(\/|$)/.test(path);
}
