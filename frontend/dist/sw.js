// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"b464ca3b51357c67"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-24e4RzDZ.js","assets/ar-CoWoUJZm.js","assets/dialog-sn5jvSXS.js","assets/draft-BNbWu0y6.js","assets/find-date-7sROk6JJ.js","assets/index-Be2_-VPc.css","assets/index-CRGZEepY.js","assets/me-BGsJzY1U.js","assets/member-BfE1Dehs.js","assets/menu-CqYgpB7o.js","assets/menu-parts-2800054L.js","assets/outcome-page-BS-jCBcE.js","assets/plus-ZQp70qbh.js","assets/radix-CdFONGJT.js","assets/react-DA60XOFn.js","assets/reset-password-DWM7ny08.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-SDCabD-I.js","assets/shortcuts-dialog-D6uKJ9O9.js","assets/skeleton-C108MSIz.js","assets/tags-DIOaijOP.js","assets/tags-dialog-uuDIj2ys.js","assets/tags-field-CEFdNi3U.js","assets/tanstack-CwLibzoC.js","assets/task-dialog-Bcgg9egU.js","assets/tasks-dmguWZcx.js","assets/use-task-draft-BrEMUydK.js","assets/verify-email-DtKLra2o.js"];

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
  if (!url.pathname.startsWith(BASE_PATH)) return;
  const path = url.pathname.slice(BASE_PATH.length);
  if (path.startsWith('assets/')) {
    event.respondWith(kept(request).then((response) => response ?? fetch(request)));
  } else if (request.mode === 'navigate' && !isOfTheServer(path)) {
    event.respondWith(fetch(request).catch(() => kept('./')));
  } else if (FILES.includes(path)) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});

// The cached response for an address. Files are cached without headers that page loads add, such as
// `Origin`, which the server lists in `Vary`.
function kept(request) {
  return caches.match(request, { ignoreVary: true });
}

// Paths below the base path that belong to the server rather than to the application.
function isOfTheServer(path) {
  return /^(api|auth|docs|health|metrics|openapi\.json)(\/|$)/.test(path);
}
