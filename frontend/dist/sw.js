// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"8e31c7293b3c5974"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-DUtKiGdo.js","assets/ar-49Pk2WF3.js","assets/calendar-DP7ZCITe.js","assets/dialog-CLG8hGWM.js","assets/draft-BNbWu0y6.js","assets/drafts-CeLQhGCL.js","assets/find-date-D3wt6UV6.js","assets/index-AwgMMb-w.js","assets/index-C0DdLXfD.css","assets/me-BKjwosZ3.js","assets/member-rdxDwPPU.js","assets/menu-BG3MNE04.js","assets/menu-parts-Bb7JP7rs.js","assets/outcome-page-k_caQyBf.js","assets/plus-BmoPWChN.js","assets/radix-BKZ-r32N.js","assets/react-DKBIDOHL.js","assets/reset-password-DzDJ_hqh.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-CNuxO1LO.js","assets/shortcuts-dialog-BEsBaLUo.js","assets/skeleton-xgm2a94B.js","assets/tags-Du_G-SCf.js","assets/tags-dialog-CZntiSFB.js","assets/tags-field-DA-qo03B.js","assets/tanstack-CbkiWwY_.js","assets/task-dialog-D5v5THp8.js","assets/tasks-CVjIPisc.js","assets/trash-CHHehyTQ.js","assets/trash-odv3eMMx.js","assets/undo-DkbSi55s.js","assets/use-shortcuts-KcisqClA.js","assets/use-task-draft-DLR54IvH.js","assets/verify-email-D664m1W_.js"];

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
