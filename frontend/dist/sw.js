// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"c08a1dc6926c490f"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-DJU_ckDr.js","assets/ar-CnDHNRha.js","assets/dialog-Dxarbfb5.js","assets/find-date-zNq2Ntr1.js","assets/index-Be2_-VPc.css","assets/index-Dy6Wzirl.js","assets/me-D1aFg5rm.js","assets/member-DyHn1m6D.js","assets/menu-BPNvnsWW.js","assets/menu-parts-b4kGFqEu.js","assets/outcome-page-fy9xZxyP.js","assets/plus-BEFYr5n3.js","assets/priority-flag-YxtsTby7.js","assets/radix-Dgw4eVMt.js","assets/react-Btj8rDn7.js","assets/reset-password-BVzB6j75.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-9YIr93A8.js","assets/shortcuts-dialog-4jq-WmuM.js","assets/skeleton-CXNX0La4.js","assets/tags-CSRZXnZF.js","assets/tags-dialog-CNE0q5Nv.js","assets/tags-field-Bw5fdfKh.js","assets/tanstack-DqtbGO7v.js","assets/task-dialog-C22FH0Lb.js","assets/tasks-CMkJqOZl.js","assets/verify-email-DPHe2tqa.js"];

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
