// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"3b8266ce1680d76a"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-CUdU6AWf.js","/assets/ar-38VPOZrv.js","/assets/auth-link-BwGloDyn.js","/assets/dialog-MfbvswW0.js","/assets/find-date-Sq1rRtF5.js","/assets/index-COxoWSKB.css","/assets/index-b5IDAYx3.js","/assets/me-BzD2__0n.js","/assets/member-Be3j1DHS.js","/assets/menu-BM3rjS7D.js","/assets/menu-parts-DNMOWSSp.js","/assets/plus-gUJQ_QT4.js","/assets/priority-flag-BKvZxubd.js","/assets/radix-FyB1M-qo.js","/assets/react-BKlEBkj8.js","/assets/reset-password-DvabJvSi.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-CVq2DcVQ.js","/assets/shortcuts-dialog-CgAsYJlX.js","/assets/skeleton-C5Utrkxb.js","/assets/tags-DbAdHLlH.js","/assets/tanstack-CNQeEVSe.js","/assets/task-dialog-DjAIRneE.js","/assets/tasks-CvAXxety.js","/assets/verify-email-DJUhK3dh.js"];

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
