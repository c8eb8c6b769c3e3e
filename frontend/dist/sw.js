// The service worker: caches the application shell, so it opens without a network. It never handles
// /api; data always comes from the server.

const CACHE = `errand-shell-${"9370ed6689db2c66"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-Bnw61Xzd.js","/assets/ar-CnDHNRha.js","/assets/dialog-DIP1IMEQ.js","/assets/find-date-DMNSRuVU.js","/assets/index-Be2_-VPc.css","/assets/index-CAeBw7eD.js","/assets/me-D33EVpQv.js","/assets/member-DxpBBSv-.js","/assets/menu-CQqiwI8x.js","/assets/menu-parts-CHOzsuxW.js","/assets/outcome-page-VJFMbbcY.js","/assets/plus-BQ1oXF7Q.js","/assets/priority-flag-CaHWdhoc.js","/assets/radix-DCt1nd0a.js","/assets/react-vsI_p_77.js","/assets/reset-password-DvX5Jl62.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-2kpo4Tq5.js","/assets/shortcuts-dialog-Ca36-RQz.js","/assets/skeleton-C0ZHb2S7.js","/assets/tags-C2BVfzC7.js","/assets/tags-dialog-ZQp_1ksd.js","/assets/tags-field-BeUjUL95.js","/assets/tanstack-BSH2KL1G.js","/assets/task-dialog-Bi5h3S8K.js","/assets/tasks-BvZPVqp6.js","/assets/verify-email-Bbdmq0-v.js"];

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
