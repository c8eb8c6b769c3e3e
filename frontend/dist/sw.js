// The service worker: caches the application shell, so it opens without a network. It never handles
// /api; data always comes from the server.

const CACHE = `errand-shell-${"82daaf8b7004f0b0"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-BuLKNEfL.js","/assets/ar-CnDHNRha.js","/assets/dialog-CsSZ-K4l.js","/assets/find-date-D132dvEk.js","/assets/index-Be2_-VPc.css","/assets/index-gaXkd9WZ.js","/assets/me-CKnRo7aS.js","/assets/member-Nbq6ocnu.js","/assets/menu-DVwcEtKk.js","/assets/menu-parts-BVCjsZtD.js","/assets/outcome-page-Dt4msCHq.js","/assets/plus-aFN_9qO9.js","/assets/priority-flag-BCUQNu3c.js","/assets/radix-BqRpQ2UR.js","/assets/react-D8PsRS93.js","/assets/reset-password-Dn4njofR.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-CCkV2K7f.js","/assets/shortcuts-dialog-vqtOioQq.js","/assets/skeleton-BePlZ52X.js","/assets/tags-BwxFLVip.js","/assets/tags-dialog-eRf0drLM.js","/assets/tags-field-Drz-ecE2.js","/assets/tanstack-DDEHILsY.js","/assets/task-dialog-BnfTyrMW.js","/assets/tasks-CydNpVS0.js","/assets/verify-email-DNf2ECHG.js"];

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
  if (url.pathname.startsWith('/assets/')) {
    event.respondWith(kept(request).then((response) => response ?? fetch(request)));
  } else if (request.mode === 'navigate' && !isOfTheServer(url.pathname)) {
    event.respondWith(fetch(request).catch(() => kept('/')));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(() => kept(request)));
  }
});

// The cached response for an address. Files are cached without headers that page loads add, such as
// `Origin`, which the server lists in `Vary`.
function kept(request) {
  return caches.match(request, { ignoreVary: true });
}

// Paths that belong to the server rather than to the application.
function isOfTheServer(path) {
  return /^\/(api|auth|docs|health|metrics|openapi\.json)(\/|$)/.test(path);
}
