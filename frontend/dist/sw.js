// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"bc91c885f3dc6247"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-Cil289IN.js","assets/ar-BugoKvbc.js","assets/ar-BxQnUcpm.js","assets/calendar-DP7ZCITe.js","assets/dialog-Bk97a2DJ.js","assets/draft-DPYHRxQa.js","assets/drafts-DUK4fQJK.js","assets/find-date-D3wt6UV6.js","assets/index-BoClxXsM.js","assets/index-cPwE89Z9.css","assets/me-BjUFtU3m.js","assets/member-jslMnYpy.js","assets/menu-hXAgcRbb.js","assets/menu-parts-BOtxsR5b.js","assets/outcome-page-COw2OOFk.js","assets/plus-TG6ZuTfU.js","assets/priority-flag-C-OaUnmE.js","assets/radix-BMKBwOOZ.js","assets/react-D0sYvp_c.js","assets/reset-password-DxolINAL.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-BMUMYNBE.js","assets/shortcuts-dialog-CHRdVgcH.js","assets/skeleton-CDYDnD9F.js","assets/tags-Cm2ThvOQ.js","assets/tags-dialog-CS6UauUT.js","assets/tags-field-Dj0-l3nb.js","assets/tanstack-CjHJqghA.js","assets/task-dialog-PrTDYKDL.js","assets/tasks-BVdbruKH.js","assets/trash-BtUR4-2V.js","assets/trash-CaRFKTuB.js","assets/undo-BuUzOAGG.js","assets/use-shortcuts-GW3di-Zz.js","assets/verify-email-BdqHHMBQ.js"];

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
