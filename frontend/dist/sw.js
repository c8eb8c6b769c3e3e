// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"08a54fa4de1f9557"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-BSxKVPYy.js","assets/ar-C0RL0j-G.js","assets/calendar-DP7ZCITe.js","assets/dialog-CLnmSYqk.js","assets/draft-DPYHRxQa.js","assets/drafts-CAtJD_id.js","assets/find-date-D3wt6UV6.js","assets/index-CeTW-Fak.js","assets/index-cPwE89Z9.css","assets/me-WWyvBZYq.js","assets/member-advTUUmr.js","assets/menu-BV9vSN9F.js","assets/menu-parts-B5t9vMb0.js","assets/outcome-page-7hAi6Eqk.js","assets/plus-D6TBPHXu.js","assets/priority-flag-DD7j3faA.js","assets/radix-DvU1XYSM.js","assets/react-4a90dgE4.js","assets/reset-password-AZ850vlI.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-B3cuP3er.js","assets/shortcuts-dialog-emyju-0v.js","assets/skeleton-Cw4ncMW0.js","assets/tags-B5e5PoZg.js","assets/tags-dialog-BGXtZWeh.js","assets/tags-field-BE6Q223w.js","assets/tanstack-DtV19eOt.js","assets/task-dialog-CzjfVTxH.js","assets/tasks-9yfgDFF5.js","assets/trash-CqtM1AYr.js","assets/trash-DMEsA-R_.js","assets/undo-4LkiDV-w.js","assets/use-shortcuts-BoxZxv7n.js","assets/verify-email-OxRD6NiN.js"];

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
