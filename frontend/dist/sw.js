// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"cb2680081fd43a62"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-CExxn4Ui.js","assets/ar-g2YzYbia.js","assets/dialog-C67Awbo2.js","assets/draft-BNbWu0y6.js","assets/find-date-BghYDX2E.js","assets/index-Be2_-VPc.css","assets/index-D4UkcmI0.js","assets/me-COTBYCGO.js","assets/member-DDIWylqs.js","assets/menu-C1wavEYS.js","assets/menu-parts-Dl11PcIe.js","assets/outcome-page-Dr6EnU3V.js","assets/plus-oBBIn4Ua.js","assets/radix-CjJ9ar0J.js","assets/react-CjGVBfBC.js","assets/reset-password-zoSf8iaq.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-B4N5Y3i5.js","assets/shortcuts-dialog-BDLgQ-Od.js","assets/skeleton-bWEO9O8b.js","assets/tags-BISoqj27.js","assets/tags-dialog-BDwJGZKS.js","assets/tags-field-COSVO2Ph.js","assets/tanstack-89xG7pE9.js","assets/task-dialog-o2okxBkW.js","assets/tasks-D9Wv_U_K.js","assets/use-task-draft-CotF96I7.js","assets/verify-email-Ck_Ho2If.js"];

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
