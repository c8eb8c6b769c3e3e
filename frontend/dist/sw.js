// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"ba7e73e7de479c0a"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-D3cBjG4m.js","assets/ar-BgHnCRX8.js","assets/calendar-DP7ZCITe.js","assets/dialog-BSI110V-.js","assets/draft-DPYHRxQa.js","assets/drafts-CL1l2GkZ.js","assets/find-date-D3wt6UV6.js","assets/index-cPwE89Z9.css","assets/index-dCLh0dKN.js","assets/me-B728Eitf.js","assets/member-DREOgXz2.js","assets/menu-BDum6BVN.js","assets/menu-parts-DPMnmh2m.js","assets/outcome-page-PcgweEqW.js","assets/plus-DmEw7Kug.js","assets/priority-flag-BqQ_Cz6Q.js","assets/radix-D4aZeZkE.js","assets/react-Dn9OybRn.js","assets/reset-password-Bn0lVLzh.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-Dwf7m4bv.js","assets/shortcuts-dialog-DJ3wB8oO.js","assets/skeleton-DOW3i74d.js","assets/tags-C_wOiTij.js","assets/tags-dialog-COHcfm4K.js","assets/tags-field-CyaLhVxZ.js","assets/tanstack-CgXmXcco.js","assets/task-dialog-XAPtdvB5.js","assets/tasks-BZbSjSTL.js","assets/trash-BZintkb8.js","assets/trash-C-IeQ4gJ.js","assets/undo-6wU6CLsE.js","assets/use-shortcuts-CEfCw3OG.js","assets/verify-email-D1IqgVer.js"];

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
