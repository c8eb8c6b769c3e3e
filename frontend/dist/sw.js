// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"35bf6c82d5412dd9"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-2XvC0qmM.js","/assets/ar-BwOa8PPV.js","/assets/auth-link-D_o4_mnC.js","/assets/dialog-BbWLu663.js","/assets/find-date-BHux1wP1.js","/assets/index-9imoZ_Zc.js","/assets/index-Be2_-VPc.css","/assets/me-DO_-9Tp1.js","/assets/member-CnIA1YOh.js","/assets/menu-CESL_9zW.js","/assets/menu-parts-Bd-yxG7l.js","/assets/plus-B34ys5zV.js","/assets/priority-flag-rlfdK24C.js","/assets/radix-Dhd6FPCC.js","/assets/react-FSN6zBN-.js","/assets/reset-password-DawHBMFC.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-CRRjJnWg.js","/assets/shortcuts-dialog-BZvVTFT8.js","/assets/skeleton-BnkMLd8j.js","/assets/tags-dialog-BGyqeb8k.js","/assets/tags-field-CZmEZu-h.js","/assets/tags-vXWqbkC1.js","/assets/tanstack-DJPNCCsi.js","/assets/task-dialog-Du0l2WE6.js","/assets/tasks-DOOKWlbk.js","/assets/verify-email-BalzH7hg.js"];

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
