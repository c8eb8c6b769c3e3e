// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"0e75858feecc51e3"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-Bjt-nZ3x.js","/assets/ar-DwyL5m_X.js","/assets/auth-link-Bif-3uIC.js","/assets/dialog-Dwu9ukoz.js","/assets/find-date-CxkPgn6d.js","/assets/index-DNzZBriW.js","/assets/index-w40sQJQ3.css","/assets/me-DjniIsoN.js","/assets/member-gh34cXWw.js","/assets/menu-C_2eBugn.js","/assets/menu-parts-CS_kC_6c.js","/assets/plus-Dxyq8G1d.js","/assets/priority-flag-DxIUhV_v.js","/assets/radix-CyzpAN1B.js","/assets/react-aiVANDdh.js","/assets/reset-password-DHtBwGMi.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-CrWpOJz6.js","/assets/shortcuts-dialog-C6bwDSo1.js","/assets/skeleton-6lN1wRtO.js","/assets/tags-3pDHgLry.js","/assets/tanstack-CQQuzIbM.js","/assets/task-dialog-D9TELLzu.js","/assets/tasks-BHHeS_jA.js","/assets/verify-email-D3Bu1iyV.js"];

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

// What was kept of an address. It was asked for by this origin, though without the headers that
// the tags of a page bring, such as `Origin`, by which the server says that answers may vary.
function kept(request) {
  return caches.match(request, { ignoreVary: true });
}

// What the server answers itself and the application has no page for.
function isOfTheServer(path) {
  return /^\/(api|auth|docs|health|metrics|openapi\.json)(\/|$)/.test(path);
}
