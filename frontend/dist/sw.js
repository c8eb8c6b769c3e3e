// The service worker: caches the application shell, so it opens without a network. It never handles
// the API; data always comes from the server.

// The path that the application is served under.
const BASE_PATH = new URL('.', self.location).pathname;

const CACHE = `errand-shell-${"154f047e71036949"}`;
const FILES = ["./","theme.js","manifest.webmanifest","icons/icon.svg","assets/account-_0LJO-vw.js","assets/ar-Cts3ACOC.js","assets/calendar-DRXsG6nJ.js","assets/dialog-hn3aL_XY.js","assets/draft-BNbWu0y6.js","assets/drafts-Dgc_4uGu.js","assets/find-date-BHZyCLAI.js","assets/index-P2ZZn-ur.css","assets/index-s9cuGsSg.js","assets/me-nBsgeSMu.js","assets/member-CiQvnZli.js","assets/menu-CQ0XlQU3.js","assets/menu-parts-BzAqKqxD.js","assets/outcome-page-BkDeMD9n.js","assets/plus-k7zt1r25.js","assets/radix-BybTv2Xt.js","assets/react-DSjpHKTB.js","assets/reset-password-Qp0NCMAk.js","assets/rolldown-runtime-WkwZ5CU-.js","assets/shared-BbFflld2.js","assets/shortcuts-dialog-D_28Zy58.js","assets/skeleton-BvTzZKsn.js","assets/tags-CK6nmlh7.js","assets/tags-dialog-CC_6wwTb.js","assets/tags-field-DU3hJ8oM.js","assets/tanstack-C3As_0Uo.js","assets/task-dialog-COiv0dhF.js","assets/tasks-BgZ8qlad.js","assets/use-task-draft-Bi0W7Fn-.js","assets/verify-email-CVmmnrYa.js"];

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
