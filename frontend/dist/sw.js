// The service worker: keeps the shell of the application, so that it opens without a network. It
// never touches /api: what the server holds is always asked of the server.

const CACHE = `errand-shell-${"bb29283c6f2deaae"}`;
const FILES = ["/","/theme.js","/manifest.webmanifest","/icons/icon.svg","/assets/account-D0Asm5DO.js","/assets/ar-SZqD2DfK.js","/assets/auth-link-4AWT2zBg.js","/assets/dialog-BT8eIbUj.js","/assets/find-date-R-I58jsE.js","/assets/index-BPMMY4FL.css","/assets/index-Ce_wxrit.js","/assets/me-CRx0PiIO.js","/assets/member-DFHSaTun.js","/assets/menu-B_wB0kH3.js","/assets/menu-parts-D8sWDHPj.js","/assets/plus-KLJDX35v.js","/assets/priority-flag-DaUaEwEU.js","/assets/radix-DhEDqRAw.js","/assets/react-DL1HRPAT.js","/assets/reset-password-B3KC4XjL.js","/assets/rolldown-runtime-WkwZ5CU-.js","/assets/shared-CxyYKkJ-.js","/assets/shortcuts-dialog-U27lvXQ7.js","/assets/skeleton-DD04h9YY.js","/assets/tags-B_dpbYzi.js","/assets/tags-dialog-DTgEI0mp.js","/assets/tags-field-DmBeFnmA.js","/assets/tanstack-D_4PIQyT.js","/assets/task-dialog-CyI2v0WS.js","/assets/tasks-B47_rcQl.js","/assets/verify-email-DuSrNn5C.js"];

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
