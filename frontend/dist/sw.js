// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"f275db4a135a7e79"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-CjYDhdGI.js","assets/ar-D-1MzXho.js","assets/dialog-KGFJFd5I.js","assets/draft-BNbWu0y6.js","assets/find-date-CRcsJ5SO.js","assets/index-Be2_-VPc.css","assets/index-yK6QIq6y.js","assets/me-aDGhFjCw.js","assets/member-BWIT2NB0.js","assets/menu-BvoJtgN_.js","assets/menu-parts-3RviZYSr.js","assets/outcome-page-ChXRdC5e.js","assets/plus-DWQX47-j.js","assets/radix-CCpQOg2V.js","assets/react-CCYeawdE.js","assets/reset-password-DSsGKgw6.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-1IKaPp_A.js","assets/shortcuts-dialog-Cmb3J-S8.js","assets/skeleton-PDZlahez.js","assets/tags-CrE5fZXG.js","assets/tags-dialog-XxI6HEQT.js","assets/tags-field-B8wL47lS.js","assets/tanstack-DmjgKDog.js","assets/task-dialog-CgBD6r6b.js","assets/tasks-Bt_aWmD5.js","assets/use-task-draft-Y9wPZ-rp.js","assets/verify-email-BD9dpfUH.js"];

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
