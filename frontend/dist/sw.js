// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"7ab0b27ee22941a2"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-ByXvnZPl.js","assets/ar-DkXU-Cr_.js","assets/dialog-8kSIMqx2.js","assets/find-date-YGgtXrpH.js","assets/index-Be2_-VPc.css","assets/index-CQi4k4s_.js","assets/me-ClMoJ3Vo.js","assets/member-Gd0_zZNE.js","assets/menu-luFhj5_7.js","assets/menu-parts-0Pu_mCIv.js","assets/outcome-page-OBlPeeH9.js","assets/plus-CknW-yYd.js","assets/priority-flag-DRWJ91YZ.js","assets/radix-D3IE7KUa.js","assets/react-BSVplBi4.js","assets/reset-password-4VK9I30b.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-W8roBxBI.js","assets/shortcuts-dialog-DF8rZLAF.js","assets/skeleton-BZCRl37a.js","assets/tags-D4FYNH7Q.js","assets/tags-dialog-DDMIoDlc.js","assets/tags-field-Ct3HaX0q.js","assets/tanstack-Hzcx3K_7.js","assets/task-dialog-Dwy8FCn9.js","assets/tasks-BdlZ2Q5I.js","assets/verify-email-s_lITofl.js"];

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
