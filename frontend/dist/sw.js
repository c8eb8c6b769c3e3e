// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"e5c0f7335904e3a3"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-08rYoptQ.js","assets/ar-g2YzYbia.js","assets/dialog-TB99jlf2.js","assets/draft-BNbWu0y6.js","assets/find-date-_BfZ8Z3S.js","assets/index-BYL6Df4G.js","assets/index-Be2_-VPc.css","assets/me-DQvhOr3y.js","assets/member-BU_Foiyg.js","assets/menu-DrXGL6vt.js","assets/menu-parts-YMCQXHpM.js","assets/outcome-page-Dt4ancJN.js","assets/plus-DWrqh1Ej.js","assets/radix--Jn2e1a1.js","assets/react--ZRNvr7e.js","assets/reset-password-CSZzVmOR.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-D1BtPFSX.js","assets/shortcuts-dialog-vkGzifHs.js","assets/skeleton-CGTtG3OW.js","assets/tags-D06JkQL4.js","assets/tags-dialog-CQz0tWAE.js","assets/tags-field-CzwDjq1s.js","assets/tanstack-CxOc4cby.js","assets/task-dialog-DUvHIXZP.js","assets/tasks-Qs6Pwcqt.js","assets/use-task-draft-DZFtH_D6.js","assets/verify-email-7HUdnPbM.js"];

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
