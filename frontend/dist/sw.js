// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"764e04ea3fc653d6"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-B0zuTr-z.js","assets/ar-CoWoUJZm.js","assets/calendar-DRXsG6nJ.js","assets/dialog-DN4eNJ-y.js","assets/draft-BNbWu0y6.js","assets/drafts-rGe5cOeF.js","assets/find-date-BHZyCLAI.js","assets/index-Be2_-VPc.css","assets/index-DwJE7HMm.js","assets/me-D4lRQql4.js","assets/member-C05CWnpu.js","assets/menu-MN7d6U0n.js","assets/menu-parts-hVIxa2CP.js","assets/outcome-page-BoJt9Hfv.js","assets/plus-CGGz_HsU.js","assets/radix-B4e2GprC.js","assets/react-5tftwm-c.js","assets/reset-password-5Z8T0z7O.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-BDyP6mS9.js","assets/shortcuts-dialog-CJ1DMBrh.js","assets/skeleton-DLFZY7Oi.js","assets/tags-D1RJIcNu.js","assets/tags-dialog-D2bJArb-.js","assets/tags-field-BrKnsekC.js","assets/tanstack-BzIgpNDJ.js","assets/task-dialog-zO5uP8rc.js","assets/tasks-RwkkG5Wc.js","assets/use-task-draft-_N8cfr9v.js","assets/verify-email-wSwAB14-.js"];

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
