// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"cb92e41898d3537f"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-DkvEddmB.js","assets/ar-DFgCz3qe.js","assets/calendar-DP7ZCITe.js","assets/dialog-DJzeXhx8.js","assets/draft-DPYHRxQa.js","assets/drafts-BCBSya_h.js","assets/find-date-D3wt6UV6.js","assets/index-DQEMVfCW.js","assets/index-cPwE89Z9.css","assets/me-wi7LVkWs.js","assets/member-e4h5koNv.js","assets/menu-DskH1GPv.js","assets/menu-parts-DYqKfHKZ.js","assets/outcome-page-uTnr0s_z.js","assets/plus-COtC3Enm.js","assets/priority-flag-B46W6W8m.js","assets/radix-BqCyNLRH.js","assets/react-CbMXWURI.js","assets/reset-password-CmopAwCT.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-BReFQUPC.js","assets/shortcuts-dialog-DFzekuDm.js","assets/skeleton-9BB1AJ4V.js","assets/tags-CR2HUeRJ.js","assets/tags-dialog-1R4n3tKN.js","assets/tags-field-BQTPSQgp.js","assets/tanstack-BZJovRiP.js","assets/task-dialog-B5rB4puo.js","assets/tasks-B77GE1WH.js","assets/trash-BgYGhYcs.js","assets/trash-DMUSZv7U.js","assets/undo-Dc7SaAIz.js","assets/use-shortcuts-DKx5IZZ9.js","assets/verify-email-CTyDuPsH.js"];

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
