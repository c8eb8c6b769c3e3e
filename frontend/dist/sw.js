// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"237cd29801f7a555"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-BMFa40XK.js","assets/ar-DTOfDcpu.js","assets/calendar-DP7ZCITe.js","assets/dialog-CyE0x4C4.js","assets/draft-DPYHRxQa.js","assets/drafts-CqoTrajP.js","assets/find-date-D3wt6UV6.js","assets/index-DfmRbRpv.js","assets/index-cPwE89Z9.css","assets/me-CM10Cfjy.js","assets/member-DOFo9v3G.js","assets/menu-63Vu9rvW.js","assets/menu-parts-D7IDHZgx.js","assets/outcome-page-Ci5BRA6m.js","assets/plus-B0Rxz4rk.js","assets/priority-flag-BaLQr0aU.js","assets/radix-DIalGPWB.js","assets/react-DDGdf87M.js","assets/reset-password-Dm5PSu3f.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-nhx1OlLj.js","assets/shortcuts-dialog-BbvA2P-b.js","assets/skeleton-BfEjTJIA.js","assets/tags-TUKFJrmY.js","assets/tags-dialog-D5QOvqI0.js","assets/tags-field-CvUhFw1T.js","assets/tanstack-QEHlxqhx.js","assets/task-dialog-DvvLLOyT.js","assets/tasks-CCi2SeQM.js","assets/trash-BLLw9fkM.js","assets/trash-RXfR8T5m.js","assets/undo-Da9HHEMD.js","assets/use-shortcuts-3FOJ37A0.js","assets/verify-email-BW0Pl994.js"];

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
