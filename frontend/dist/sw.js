// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"5d95ae5da20bb58b"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-CPwsDWJi.js","assets/ar-5l7rTZvj.js","assets/calendar-DRXsG6nJ.js","assets/dialog-DRLjXZMU.js","assets/draft-BNbWu0y6.js","assets/drafts-Cq11Tb0s.js","assets/find-date-BHZyCLAI.js","assets/index-D23U2_tU.css","assets/index-DmpDgLRo.js","assets/me-1D7RLDo9.js","assets/member-brVzU_Kz.js","assets/menu-DrpAZb6y.js","assets/menu-parts-C9HmifCl.js","assets/outcome-page-UVawxXNt.js","assets/plus-DS1k4Jd2.js","assets/radix-TFI4xn4i.js","assets/react-Bps4P4cJ.js","assets/reset-password-Cfajv2CW.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-TEmfjTwZ.js","assets/shortcuts-dialog-AZjHNSoe.js","assets/skeleton-0Ls-_Mfd.js","assets/tags-D-VPZEUg.js","assets/tags-dialog-xK5vxDVu.js","assets/tags-field-c5eKLp2a.js","assets/tanstack-BLk4yBZv.js","assets/task-dialog-BUN3O9wH.js","assets/tasks-Bpm7OKQZ.js","assets/trash-BpLa0bvo.js","assets/trash-DfXrIih4.js","assets/undo-orxFSsG3.js","assets/use-shortcuts-vwSogl3R.js","assets/use-task-draft-B46Vemhn.js","assets/verify-email-hIa6FAPj.js"];

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
