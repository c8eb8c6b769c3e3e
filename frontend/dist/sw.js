// The service worker: caches the application shell, so it opens without a network. It never handles
// /api; data always comes from the server.

const CACHE = `errand-shell-${"6ad801bcd1afbcc1"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-CTIAt9ve.js","/assets/ar-NSNDMK3Q.js","/assets/dialog-CZOPSxYD.js","/assets/find-date-BCmXoTtw.js","/assets/index-Be2_-VPc.css","/assets/index-DXhV5Y0X.js","/assets/me-DHew6jUL.js","/assets/member-woZrqoVz.js","/assets/menu-CJuU_0UT.js","/assets/menu-parts-609z-UjZ.js","/assets/outcome-page-CrT4TW_-.js","/assets/plus-BeA9wHWl.js","/assets/priority-flag-DXDMgag5.js","/assets/radix-CiuIMI66.js","/assets/react-DO6rZouA.js","/assets/reset-password-7kI4ktmQ.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-DgtTo2HU.js","/assets/shortcuts-dialog-DC4t7pwV.js","/assets/skeleton-DCV2AgBa.js","/assets/tags-DPHLj4uY.js","/assets/tags-dialog-BC_nydQw.js","/assets/tags-field-BlJP4x-Y.js","/assets/tanstack-B-GtQ9rb.js","/assets/task-dialog-DkTM_-nM.js","/assets/tasks-CCUjKO3e.js","/assets/verify-email-Dr1cL-LD.js"];

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
